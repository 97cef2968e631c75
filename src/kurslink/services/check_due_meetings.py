"""Compares with Zoom whatever is due: after an event, for a page, or in the nightly round."""

from collections.abc import Callable
from datetime import datetime, timedelta

from kurslink.models import Meeting
from kurslink.services.check_meeting import check_meeting
from kurslink.services.checks_due import meetings_to_check
from kurslink.services.rights import Actor
from kurslink.zoom.errors import Refused, ZoomError

LATER = timedelta(hours=1)
MOST_AT_ONCE = 300  # then the queue gets its turn; the rest stays due


def check_due_meetings(*, actor: Actor, clock: Callable[[], datetime]) -> int:
    """Look at each meeting that is due; how many were looked at.

    A meeting Zoom says no to is left alone for an hour. An account that does not answer is left
    alone until the next call, its meetings stay due. Raises Refusal if Kurslink is locked.
    """
    silent: set[int] = set()
    looked_at = 0
    for meeting_id in meetings_to_check(now=clock())[:MOST_AT_ONCE]:
        meeting = Meeting.objects.select_related("host__account").get(pk=meeting_id)
        if meeting.host.account_id in silent:
            continue
        try:
            check_meeting(meeting, actor=actor, now=clock())
            looked_at += 1
        except Refused:
            Meeting.objects.filter(pk=meeting_id).update(check_due_at=clock() + LATER)
        except ZoomError:
            silent.add(meeting.host.account_id)
    return looked_at
