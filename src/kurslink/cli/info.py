"""`kurslink info`: what Zoom holds for a course, beside what the course says."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, InSemester, Lang, office
from kurslink.cli.output import print_json
from kurslink.planning.days import Day
from kurslink.planning.differences import Differs, Extra, Missing, Row, Same
from kurslink.services import clock
from kurslink.services.find_course import get_course
from kurslink.services.inspect_meeting import Inspection, inspect_meeting
from kurslink.services.reports.inspection import inspection_document
from kurslink.services.rights import SHELL
from kurslink.services.words.sentences import in_words


def info(
    number: Annotated[str, typer.Argument(help="Kursnummer.")],
    *,
    semester: InSemester = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Ruft ab, was Zoom zu einem Kurs hält, und vergleicht es mit dem Kurs."""
    with office(as_json=as_json, language=language):
        course = get_course(number, semester_code=semester)
        inspection = inspect_meeting(course, actor=SHELL, now=clock.now())
        if as_json:
            print_json(inspection_document(inspection))
        else:
            _print(inspection)


def _print(found: Inspection) -> None:
    held = found.at_zoom
    for label, value in (
        (_("Thema"), held.topic),
        (_("Host"), held.host_email),
        (_("Alternativen"), ", ".join(held.alternatives) or "–"),
        (_("Link"), held.join_url),
        (_("Meeting-ID"), held.meeting_id),
        (_("Passwort"), held.passcode),
    ):
        typer.echo(f"{label + ':':13} {value}")
    for row in found.day_rows:
        typer.echo(f"  {_line(row)}")
    if not found.drift.is_empty:
        typer.echo(
            _(
                "In Zoom geändert: Auf der 3. Seite des Kurses entscheiden Sie, was gelten soll. "
                "„kurslink transfer {number}“ stellt wieder her, was der Kurs sagt."
            ).format(number=found.course.number)
        )


def _line(row: Row) -> str:
    match row:
        case Same(day):
            return _lesson(day)
        case Missing(day):
            return _("{lesson}: fehlt in Zoom").format(lesson=_lesson(day))
        case Extra(day):
            return _("{lesson}: nur in Zoom").format(lesson=_lesson(day))
        case Differs(wanted, held):
            sentence = _("{lesson}: in Zoom {held}")
            return sentence.format(lesson=_lesson(wanted), held=_lesson(held))


def _lesson(day: Day) -> str:
    return f"{in_words(day.start)}, {day.duration} min"
