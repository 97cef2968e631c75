"""The JSON shape of a dispatch of access data, planned or placed."""

from typing import Any

from kurslink.services.errors import Refusal
from kurslink.services.mails.wish import DispatchPlan, Fate
from kurslink.services.words.sentences import describe_notice, explain


def dispatch_document(plan: DispatchPlan, *, error: Refusal | None, placed: bool) -> dict[str, Any]:
    """One course of `access-data`: what was put into the outbox, or would be."""
    course = plan.course
    return {
        "number": course.number,
        "semester": course.semester.code,
        "status": _status(plan, error, placed=placed),
        "mails": plan.count(Fate.MAIL),
        "letters": plan.count(Fate.LETTER),
        "recipients": [
            {
                "name": str(line.recipient.person),
                "address": line.recipient.address,
                "audience": line.recipient.audience.value,
                "fate": line.fate.value,
            }
            for line in plan.lines
        ],
        "warnings": [
            {"code": each.code.value, "message": describe_notice(each)} for each in plan.notices
        ],
        "error": explain(error).as_json() if error else None,
    }


def _status(plan: DispatchPlan, error: Refusal | None, *, placed: bool) -> str:
    if error:
        return "refused"
    if not plan.written:
        return "unchanged"
    return "queued" if placed else "planned"
