"""`kurslink info`: what Zoom holds for a course, beside what the course says."""

from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, InSemester, Lang, office
from kurslink.cli.output import print_json
from kurslink.planning.days import Day
from kurslink.planning.differences import Differs, Extra, Missing, Row, Same
from kurslink.services import clock
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.documents import WALL_CLOCK
from kurslink.services.find_course import get_course
from kurslink.services.inspect_meeting import Inspection, inspect_meeting
from kurslink.services.rights import SHELL
from kurslink.services.transfer.drift import Drift
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
            print_json(_document(inspection))
        else:
            _print(inspection)


def _document(found: Inspection) -> dict[str, Any]:
    held = found.at_zoom
    return {
        "number": found.course.number,
        "semester": found.course.semester.code,
        "topic": held.topic,
        "host": held.host_email,
        "alternatives": list(held.alternatives),
        "kind": held.kind.value,
        "link": held.join_url,
        "meeting_id": str(held.meeting_id),
        "passcode": held.passcode,
        "timezone": time_zone().key,
        "occurrences": [_day(one.day) for one in held.occurrences],
        "differences": {
            "fields": [
                {"field": each.field.value, "course": each.here, "zoom": each.at_zoom}
                for each in found.field_differences
            ],
            "days": [_difference(row) for row in found.day_rows if not isinstance(row, Same)],
        },
        "changed_at_zoom": _drift(found.drift),
    }


def _drift(drift: Drift) -> dict[str, Any] | None:
    """What was changed at Zoom without us, until somebody decides; None for nothing."""
    if drift.is_empty:
        return None
    return {
        "fields": [
            {"field": each.name, "course": each.here, "zoom": each.at_zoom} for each in drift.fields
        ],
        "days": [
            {
                "course": _day(each.here) if each.here else None,
                "zoom": _day(each.at_zoom) if each.at_zoom else None,
            }
            for each in drift.days
        ],
    }


def _difference(row: Row) -> dict[str, Any]:
    match row:
        case Missing(day):
            return {"course": _day(day), "zoom": None}
        case Extra(day):
            return {"course": None, "zoom": _day(day)}
        case Differs(wanted, held):
            return {"course": _day(wanted), "zoom": _day(held)}
        case Same(day):
            return {"course": _day(day), "zoom": _day(day)}


def _day(day: Day) -> dict[str, Any]:
    return {"start_time": day.start.strftime(WALL_CLOCK), "duration": day.duration}


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
