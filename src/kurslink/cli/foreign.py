"""`kurslink foreign`: looks in Zoom for meetings that no course holds, and lists them."""

from typing import Annotated, Any

import typer
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import ZoomAccount
from kurslink.services import clock
from kurslink.services.accounts import get_account
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.documents import WALL_CLOCK
from kurslink.services.find_foreign_meetings import Look, look_at_account
from kurslink.services.foreign.listing import ForeignLine, foreign_meetings, lines_of
from kurslink.services.rights import SHELL
from kurslink.services.words.describe_standing import describe_standing
from kurslink.services.words.sentences import explain, in_words


def foreign(
    *,
    account: Annotated[
        str | None, typer.Option("--account", help="Nur in diesem Zugang (E-Mail-Adresse).")
    ] = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Sieht in Zoom nach und zeigt die Meetings, die zu keinem Kurs gehören."""
    with office(as_json=as_json, language=language):
        accounts = [get_account(account)] if account else list(ZoomAccount.objects.all())
        looks = [look_at_account(each, actor=SHELL, now=clock.now()) for each in accounts]
        lines = lines_of(foreign_meetings(ignored=False).filter(account__in=accounts))
        if as_json:
            print_json(_document(lines, looks))
        else:
            _print_table(lines)
        _end(looks)


def _document(lines: list[ForeignLine], looks: list[Look]) -> dict[str, Any]:
    return {
        "timezone": time_zone().key,
        "meetings": [_entry(line) for line in lines],
        "errors": [
            {"host": unread.host.email, "error": explain(unread.error).as_json()}
            for look in looks
            for unread in look.unread
        ],
    }


def _entry(line: ForeignLine) -> dict[str, Any]:
    meeting = line.meeting
    start = meeting.starts_at
    return {
        "account": meeting.account.email,
        "host": meeting.host.email,
        "meeting_id": str(meeting.zoom_meeting_id),
        "topic": meeting.topic,
        "start_time": localtime(start).strftime(WALL_CLOCK) if start else None,
        "duration": meeting.duration,
        "link": meeting.join_url or None,
        "origin": line.standing.value,
        "course": line.course.number if line.course else None,
    }


def _print_table(lines: list[ForeignLine]) -> None:
    if not lines:
        typer.echo(_("Jedes Meeting gehört zu einem Kurs."))
        return
    table = Table(_("Meeting-ID"), _("Thema"), _("Beginn"), _("Host"), _("Herkunft"))
    for line in lines:
        meeting = line.meeting
        table.add_row(
            str(meeting.zoom_meeting_id),
            meeting.topic,
            in_words(meeting.starts_at),
            meeting.host.email,
            describe_standing(line),
        )
    Console().print(table)


def _end(looks: list[Look]) -> None:
    """Exit code 1 if the list of a host did not come: then there may be more."""
    unread = [each for look in looks for each in look.unread]
    for each in unread:
        why = explain(each.error)
        typer.echo(f"{each.host.email}: {why.message} {why.hint}", err=True)
    if unread:
        raise typer.Exit(1)
