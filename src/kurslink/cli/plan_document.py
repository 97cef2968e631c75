"""Knows the JSON that `kurslink plan` promises."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kurslink.cli.language import Language
from kurslink.cli.plan_sentences import caveat_sentence
from kurslink.planning.caveats import Caveat
from kurslink.planning.changes import Change, Move
from kurslink.planning.days import Day
from kurslink.planning.fit import fewest_moves
from kurslink.planning.plan import Calls, Meeting, Plan, Recurring
from kurslink.services.transfer.zoom_requests import schedule_for
from kurslink.zoom.schemas import MeetingChange


def plan_document(
    plan: Plan, *, zone: ZoneInfo, warnings: Iterable[Caveat], language: Language
) -> dict[str, Any]:
    """The plan as the contract has it; times are local wall clock."""
    return {
        "meetings": [_meeting(meeting, zone) for meeting in plan.meetings],
        "calls": _calls(plan.calls),
        "warnings": [_warning(caveat, language) for caveat in warnings],
    }


def explanation(plan: Plan) -> list[dict[str, int]]:
    """For every meeting what `--explain` adds: its changes, and the least there can be."""
    return [
        {
            "days": len(meeting.days),
            "moves": meeting.calls.update,
            "fewest_moves_possible": fewest_moves(meeting.days),
            "removals": meeting.calls.remove,
        }
        for meeting in plan.meetings
    ]


def _meeting(meeting: Meeting, zone: ZoneInfo) -> dict[str, Any]:
    changes = meeting.changes if isinstance(meeting, Recurring) else ()
    return {
        "kind": meeting.kind.value,
        "series": MeetingChange(**schedule_for(meeting, zone)).body(),
        "changes": [_change(change) for change in changes],
        "days": [_day(day) for day in meeting.days],
    }


def _change(change: Change) -> dict[str, Any]:
    occurrence = _moment(change.occurrence)
    if isinstance(change, Move):
        return {
            "action": "move",
            "occurrence": occurrence,
            "start_time": _moment(change.to.start),
            "duration": change.to.duration,
        }
    return {"action": "remove", "occurrence": occurrence}


def _moment(local: datetime) -> str:
    return local.isoformat(timespec="seconds")


def _day(day: Day) -> dict[str, str]:
    return {
        "date": f"{day.start:%Y-%m-%d}",
        "start": f"{day.start:%H:%M}",
        "end": f"{day.end:%H:%M}",
    }


def _calls(calls: Calls) -> dict[str, int]:
    return {
        "create": calls.create,
        "update": calls.update,
        "remove": calls.remove,
        "read": calls.read,
        "total": calls.total,
        "writes": calls.writes,
    }


def _warning(caveat: Caveat, language: Language) -> dict[str, str | None]:
    return {
        "code": caveat.code.value,
        "message": caveat_sentence(caveat, language),
        "date": caveat.on.isoformat() if caveat.on else None,
    }
