"""The JSON shape of what Zoom holds for a course, beside what the course says."""

from typing import Any

from kurslink.planning.days import Day
from kurslink.planning.differences import Differs, Extra, Missing, Row, Same
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.documents import WALL_CLOCK
from kurslink.services.inspect_meeting import Inspection
from kurslink.services.transfer.drift import Drift


def inspection_document(found: Inspection) -> dict[str, Any]:
    """The document of `info`."""
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
