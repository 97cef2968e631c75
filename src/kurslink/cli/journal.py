"""`kurslink journal`: who did what when, and the proof that nobody changed it."""

from datetime import datetime
from typing import Annotated, Any

import typer
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, InSemester, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import SubjectKind
from kurslink.services.find_course import get_course
from kurslink.services.journal.entries import Wanted, find_entries
from kurslink.services.journal.lines import Line, lines_of
from kurslink.services.journal.seal import seal_entries
from kurslink.services.journal.subjects import About
from kurslink.services.journal.verify import ChainReport, verify_chain
from kurslink.services.rights import SHELL

_MOST = 200


def journal(
    *,
    course: Annotated[str | None, typer.Option("--course", help="Nur dieser Kurs.")] = None,
    semester: InSemester = None,
    since: Annotated[
        datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="Ab diesem Tag.")
    ] = None,
    event: Annotated[
        str, typer.Option("--event", help="Nur dieser Vorgang, z. B. course.changed.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="So viele Einträge.")] = _MOST,
    verify: Annotated[
        bool, typer.Option("--verify", help="Prüfen, ob die Einträge unverändert sind.")
    ] = False,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Zeigt, wer wann was getan hat, die neuesten Einträge zuerst."""
    with office(as_json=as_json, language=language):
        if verify:
            _verify(as_json=as_json)
            return
        about = _about(course, semester)
        wanted = Wanted(since=since.date() if since else None, event=event, about=about)
        lines = lines_of(list(find_entries(wanted, actor=SHELL)[:limit]))
        if as_json:
            print_json({"entries": [_document(line) for line in lines]})
        else:
            typer.echo("\n".join(map(_text, lines)) or _("Kein Eintrag passt."))


def _about(course: str | None, semester: str | None) -> About | None:
    """A course; of one that is deleted nobody knows the number any more. Raises Refusal."""
    if course is None:
        return None
    return About(SubjectKind.COURSE, get_course(course, semester_code=semester).pk)


def _document(line: Line) -> dict[str, Any]:
    entry = line.entry
    return {
        "id": entry.pk,
        "position": entry.position,
        "at": entry.at.isoformat(),
        "actor": {"kind": entry.actor_kind, "id": entry.actor_id, "name": line.who},
        "event": entry.event,
        "subject": {
            "kind": entry.subject_kind,
            "id": entry.subject_id,
            "label": entry.label,
        },
        "values": entry.values,
        "message": line.what,
    }


def _text(line: Line) -> str:
    head = f"{localtime(line.at):%d.%m.%Y %H:%M}  {line.what}"
    return "\n".join([head, *(f"                    {detail}" for detail in line.details)])


def _verify(*, as_json: bool) -> None:
    seal_entries()
    report = verify_chain()
    if as_json:
        print_json(
            {
                "status": "intact" if report.is_intact else "broken",
                "entries": report.entries,
                "broken_at": report.broken_at,
                "end_hash": report.end_hash,
            }
        )
    else:
        typer.echo(_verdict(report))
    if not report.is_intact:
        raise typer.Exit(1)


def _verdict(report: ChainReport) -> str:
    if report.is_intact:
        text = _("Das Protokoll ist unverändert: {entries} Einträge, Siegel {end_hash}.")
    else:
        text = _("Das Protokoll wurde verändert: Die Kette bricht bei Position {broken_at}.")
    return text.format(entries=report.entries, end_hash=report.end_hash, broken_at=report.broken_at)
