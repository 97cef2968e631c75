"""What the „3. Seite" says of a meeting beside its days: drift, loss, and when it was looked at."""

from datetime import datetime, timedelta
from typing import Any

from kurslink.models import Meeting
from kurslink.services.check_meeting import CHECKED_STATES
from kurslink.services.renew_meeting import is_lost
from kurslink.services.transfer.drift import Drift
from kurslink.services.transfer.store_check import problem_code
from kurslink.services.words.stored import as_read
from kurslink.web.drift_words import drift_lines

FRESH = timedelta(minutes=10)
"""A look at Zoom this young need not be repeated when the tab is opened."""

_HOST_MATTERS = ("host_gone", "not-licensed")


def meeting_state(
    meeting: Meeting | None, *, now: datetime, with_passcode: bool = True
) -> dict[str, Any]:
    """Context for the panel about the meeting; nothing is asked of Zoom."""
    can_be_checked = (
        meeting is not None
        and meeting.state in CHECKED_STATES
        and meeting.zoom_meeting_id is not None
    )
    lost = is_lost(meeting)
    drift = Drift.from_json(meeting.drift) if meeting and not lost else Drift()
    return {
        "can_be_checked": can_be_checked,
        "check_is_stale": can_be_checked and _is_stale(meeting, now),
        "is_lost": lost,
        "is_webinar": meeting is not None and problem_code(meeting) == "is-webinar",
        "needs_other_host": meeting is not None and problem_code(meeting) in _HOST_MATTERS,
        "problem": as_read(meeting.problem or {}) if meeting else {},
        "drift_lines": drift_lines(drift, with_passcode=with_passcode),
    }


def _is_stale(meeting: Meeting | None, now: datetime) -> bool:
    if meeting is None or meeting.is_claimed(now):
        return False
    is_wanted = meeting.check_due_at is not None and meeting.check_due_at <= now
    return is_wanted or meeting.checked_at is None or meeting.checked_at < now - FRESH
