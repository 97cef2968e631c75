"""Compares with Zoom whatever is due: after an event, for a page, or in the nightly round."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from kurslink.models import Meeting
from kurslink.models.errors import EncryptionError
from kurslink.services.check_meeting import check_meeting
from kurslink.services.checks_due import meetings_to_check
from kurslink.services.foreign.host_lists import CONCERNS_ALL
from kurslink.services.rights import Actor
from kurslink.zoom.errors import Refused, ZoomError

LATER = timedelta(hours=1)
MOST_AT_ONCE = 300  # then the queue gets its turn; the rest stays due

log = logging.getLogger(__name__)


def check_due_meetings(*, actor: Actor, clock: Callable[[], datetime]) -> int:
    """Look at each meeting that is due; how many were looked at.

    A meeting Zoom says no to is left alone for an hour, as is every meeting of a Zugang that lets
    nobody in. One that does not answer is left alone until the next call, its meetings stay due.
    Raises Refusal if Kurslink is locked.
    """
    silent: set[int] = set()
    looked_at = 0
    for meeting_id in meetings_to_check(now=clock())[:MOST_AT_ONCE]:
        meeting = Meeting.objects.filter(pk=meeting_id).select_related("host").first()
        if meeting is None or meeting.host.account_id in silent:
            continue
        try:
            check_meeting(meeting, actor=actor, now=clock())
            looked_at += 1
        except (EncryptionError, ZoomError) as error:
            log.info("meeting %s could not be looked at: %s", meeting_id, error)
            _leave_alone(meeting, error, silent, clock() + LATER)
    return looked_at


def _leave_alone(
    meeting: Meeting, error: EncryptionError | ZoomError, silent: set[int], later: datetime
) -> None:
    """Put off what would only be refused again; remember which Zugang need not be asked now."""
    account_id = meeting.host.account_id
    due = Meeting.objects.filter(check_due_at__lte=later, host__account=account_id)
    if isinstance(error, (EncryptionError, *CONCERNS_ALL)):
        silent.add(account_id)
        if isinstance(error, EncryptionError | Refused):
            due.update(check_due_at=later)
    elif isinstance(error, Refused):
        due.filter(pk=meeting.pk).update(check_due_at=later)
    else:
        silent.add(account_id)
