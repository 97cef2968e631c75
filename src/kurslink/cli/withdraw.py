"""`kurslink withdraw`: deletes a course's meeting at Zoom."""

from typing import Annotated

import typer

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, InSemester, Lang, office
from kurslink.cli.output import print_json
from kurslink.services import clock
from kurslink.services.find_course import get_course
from kurslink.services.rights import SHELL
from kurslink.services.withdraw_course import withdraw_course


def withdraw(
    number: Annotated[str, typer.Argument(help="Kursnummer.")],
    *,
    semester: InSemester = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Löscht das Meeting eines Kurses in Zoom; der Link wird ungültig."""
    with office(as_json=as_json, language=language):
        course = get_course(number, semester_code=semester)
        gone = withdraw_course(course, actor=SHELL, clock=clock.now)
        if as_json:
            print_json(
                {
                    "number": course.number,
                    "semester": course.semester.code,
                    "status": "withdrawn",
                    "meeting_id": str(gone.meeting.zoom_meeting_id or "") or None,
                }
            )
        else:
            typer.echo(f"{course.number}: Das Meeting ist gelöscht, der Link ungültig.")
