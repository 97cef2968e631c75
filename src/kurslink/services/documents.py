"""The JSON shapes of the public commands."""

from collections.abc import Iterable
from typing import Any

from kurslink.models import Course, Meeting, Order, OrderState, ZoomState
from kurslink.planning.plan import Calls
from kurslink.services.batches.plan_row import PlanRow, RowState
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.prepare_transfer import Preparation
from kurslink.services.transfer.carry_out import action_of, detail_of
from kurslink.services.transfer.steps import Step
from kurslink.services.transfer.wanted_meeting import Wanted
from kurslink.services.transfer_course import Transfer, TransferStatus
from kurslink.services.words.notices import Notice
from kurslink.services.words.sentences import describe_notice, explain
from kurslink.services.words.stored import as_read

WALL_CLOCK = "%Y-%m-%dT%H:%M:%S"


def course_document(course: Course, zoom_state: str) -> dict[str, Any]:
    """One course of `courses` and `course`; `zoom_state` is a ZoomState value."""
    details = course.online
    return {
        "number": course.number,
        "semester": course.semester.code,
        "title": course.title,
        "first_day": course.starts_on.isoformat() if course.starts_on else None,
        "days": course.days.count(),
        "online": details.is_online,
        "software": details.software.name if details.software else None,
        "account": details.account.email if details.account else None,
        "host": details.host.email if details.host else None,
        "link": details.link or None,
        "meeting_id": details.meeting_number or None,
        "passcode": details.passcode or None,
        "zoom_state": ZoomState(zoom_state).value,
    }


def transfer_document(transfer: Transfer) -> dict[str, Any]:
    """One course of `transfer`."""
    head = _head(transfer.course, transfer.status, transfer.meeting)
    return head | work_document(transfer)


def calls_document(calls: Calls) -> dict[str, int]:
    """Calls by purpose, with their sums."""
    counted = {"create": calls.create, "update": calls.update, "remove": calls.remove}
    return counted | {"read": calls.read, "total": calls.total, "writes": calls.writes}


def order_document(order: Order) -> dict[str, Any]:
    """The same shape for an order another process works, or will work, on."""
    status = TransferStatus(order.status or TransferStatus.QUEUED)
    if order.state == OrderState.WAITING and status is not TransferStatus.SCHEDULED:
        status = TransferStatus.QUEUED
    result = as_read(order.result)
    work = _NO_WORK | {name: result[name] for name in _NO_WORK if name in result}
    return _head(order.course, status, order.course.current_meeting()) | work


_NO_WORK: dict[str, Any] = {
    "steps": [],
    "calls": calls_document(Calls()),
    "warnings": [],
    "error": None,
}


def work_document(transfer: Transfer) -> dict[str, Any]:
    """What was done, what it cost, and what stood in the way."""
    return {
        "steps": [step_document(step) for step in transfer.steps],
        "calls": calls_document(transfer.calls),
        "warnings": _warnings(transfer.notices),
        "error": explain(transfer.error).as_json() if transfer.error else None,
    }


def preparation_document(prepared: Preparation) -> dict[str, Any]:
    """The same shape for a transfer that is only planned; occurrences are the days to come."""
    head = _head(prepared.course, TransferStatus.PLANNED, prepared.meeting)
    return (head | _wanted(prepared.wanted)) | {
        "steps": [step_document(step) for step in prepared.steps],
        "calls": calls_document(prepared.calls),
        "warnings": _warnings(prepared.notices),
        "error": None,
    }


_ROW_STATUS = {
    RowState.NEW: TransferStatus.PLANNED,
    RowState.CHANGED: TransferStatus.PLANNED,
    RowState.SAME: TransferStatus.UNCHANGED,
    RowState.WAITING: TransferStatus.QUEUED,
    RowState.IMPOSSIBLE: TransferStatus.REFUSED,
}


def plan_row_document(row: PlanRow) -> dict[str, Any]:
    """The same shape for a course of a plan."""
    head = _head(row.course, _ROW_STATUS[row.state], row.meeting)
    return (head | (_wanted(row.wanted) if row.wanted else {})) | {
        "steps": [step_document(step) for step in row.steps],
        "calls": calls_document(row.calls),
        "warnings": _warnings(row.notices),
        "error": explain(row.error).as_json() if row.error else None,
    }


def _wanted(wanted: Wanted) -> dict[str, Any]:
    return {
        "occurrences": [
            {"start_time": day.start.strftime(WALL_CLOCK), "duration": day.duration}
            for day in wanted.days
        ],
        "host": wanted.host.email,
    }


def _warnings(notices: Iterable[Notice]) -> list[dict[str, str]]:
    return [{"code": notice.code.value, "message": describe_notice(notice)} for notice in notices]


def _head(course: Course, status: TransferStatus, meeting: Meeting | None) -> dict[str, Any]:
    is_there = meeting is not None and meeting.is_at_zoom
    return {
        "number": course.number,
        "semester": course.semester.code,
        "status": status.value,
        "link": meeting.join_url or None if meeting and is_there else None,
        "meeting_id": str(meeting.zoom_meeting_id) if meeting and is_there else None,
        "passcode": meeting.passcode or None if meeting and is_there else None,
        "host": meeting.host.email if meeting else None,
        "timezone": time_zone().key,
        "occurrences": _occurrences(meeting) if meeting and is_there else [],
    }


def meeting_document(course: Course) -> dict[str, Any]:
    """A course's meeting as we know it; every value is None while there is none."""
    meeting = course.current_meeting()
    head = _head(course, TransferStatus.UNCHANGED, meeting)
    kept = ("link", "meeting_id", "passcode", "host", "timezone", "occurrences")
    return {name: head[name] for name in kept} | {
        "transferred_at": meeting.transferred_at if meeting else None,
        "checked_at": meeting.checked_at if meeting else None,
    }


def _occurrences(meeting: Meeting) -> list[dict[str, Any]]:
    return [
        {
            "start_time": one.starts_at.astimezone(time_zone()).strftime(WALL_CLOCK),
            "duration": one.duration,
        }
        for one in meeting.occurrences.all()
    ]


def step_document(step: Step) -> dict[str, Any]:
    """One step: its action and what it is about."""
    return {"action": action_of(step), **detail_of(step)}
