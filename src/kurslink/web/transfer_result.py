"""What came of a transfer, told once more after it: status, steps, and what to do now."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kurslink.services.transfer_course import Transfer, TransferStatus
from kurslink.services.words.describe_steps import describe
from kurslink.services.words.sentences import describe_notice, explain
from kurslink.web.course_page import CoursePage

_KEY = "transfers"
_KEPT = 20  # results per session; the lasting history is the meeting's steps

HEADLINES = {
    TransferStatus.TRANSFERRED: ("success", _("Übertragen: Zoom hält jetzt, was der Kurs sagt.")),
    TransferStatus.UNCHANGED: ("success", _("Nichts zu tun: Zoom hielt schon, was der Kurs sagt.")),
    TransferStatus.DIFFERENCE: ("warning", _("Übertragen, aber Zoom hält noch etwas anderes.")),
    TransferStatus.FAILED: ("error", _("Zoom hat die Übertragung nicht ausgeführt.")),
    TransferStatus.REFUSED: ("error", _("Nichts übertragen.")),
    TransferStatus.UNKNOWN: ("warning", _("Der Ausgang ist noch nicht bekannt.")),
}


def remember(request: HttpRequest, transfer: Transfer, *, at: datetime) -> None:
    """Keep the result in the session, as text, for the page that follows."""
    session: SessionBase = request.session
    results = dict(session.get(_KEY, {}))
    results.pop(str(transfer.course.pk), None)
    results[str(transfer.course.pk)] = _as_text(transfer, at)
    session[_KEY] = dict(list(results.items())[-_KEPT:])


def _as_text(transfer: Transfer, at: datetime) -> dict[str, Any]:
    return {
        "status": transfer.status.value,
        "at": at.isoformat(),
        "steps": [describe(step) for step in transfer.steps],
        "notices": [describe_notice(notice) for notice in transfer.notices],
        "differences": len(transfer.differences),
        "calls": transfer.calls.total,
        "writes": transfer.calls.writes,
        "error": explain(transfer.error).as_json() if transfer.error else None,
    }


class TransferResult(CoursePage):
    """The result of this session's last transfer of the course."""

    tab = "online_details"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The result; without one, the tab it belongs to."""
        result = request.session.get(_KEY, {}).get(str(self.course.pk))
        if result is None:
            return redirect("online_details", self.course.pk)
        level, headline = HEADLINES[TransferStatus(result["status"])]
        context = {
            "result": result | {"at": datetime.fromisoformat(result["at"])},
            "level": level,
            "headline": headline,
            "details": self.course.online,
        }
        return self.draw(request, "transfer/result.html", context)
