"""`kurslink adopt`: gives a course a meeting that Zoom already holds."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, InSemester, Lang, office
from kurslink.cli.output import print_json
from kurslink.services import clock
from kurslink.services.accounts import get_account
from kurslink.services.adopt_meeting import adopt_meeting
from kurslink.services.find_course import get_course
from kurslink.services.rights import SHELL


def adopt(
    number: Annotated[str, typer.Argument(help="Kursnummer.")],
    *,
    meeting: Annotated[str, typer.Option("--meeting", help="Meeting-ID oder Link.")],
    account: Annotated[
        str | None, typer.Option("--account", help="E-Mail-Adresse des Zugangs.")
    ] = None,
    semester: InSemester = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Übernimmt ein vorhandenes Meeting in einen Kurs; Link, Meeting-ID und Passwort bleiben."""
    with office(as_json=as_json, language=language):
        course = get_course(number, semester_code=semester)
        chosen = get_account(account) if account else None
        held = adopt_meeting(course, meeting=meeting, account=chosen, actor=SHELL, clock=clock.now)
        if as_json:
            print_json(
                {
                    "number": course.number,
                    "semester": course.semester.code,
                    "status": "adopted",
                    "link": held.join_url,
                    "meeting_id": str(held.zoom_meeting_id),
                    "passcode": held.passcode,
                    "host": held.host.email,
                }
            )
        else:
            sentence = _("{number}: Das Meeting ist übernommen, der Link bleibt: {link}")
            typer.echo(sentence.format(number=course.number, link=held.join_url))
