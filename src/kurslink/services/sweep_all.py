"""The hourly sweep through all Zugänge: what it adopts is brought in line by an order."""

import logging
from collections.abc import Callable
from datetime import datetime

from kurslink.models import Course, ZoomAccount
from kurslink.models.errors import EncryptionError
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.place_order import place_order
from kurslink.services.rights import Actor
from kurslink.services.sweep_meetings import SweepReport, sweep
from kurslink.zoom.errors import ZoomError

log = logging.getLogger(__name__)


def sweep_all(*, actor: Actor, clock: Callable[[], datetime]) -> list[SweepReport]:
    """Sweep every active Zugang; one that does not answer is left for the next time.

    Raises Refusal if Kurslink is locked.
    """
    reports = []
    active = ZoomAccount.objects.filter(is_active=True)
    for account_id in active.values_list("pk", flat=True):
        try:
            report = sweep(active.get(pk=account_id), actor=actor, clock=clock)
        except (EncryptionError, ZoomError) as error:
            log.warning("the meetings of Zugang %s could not be swept: %s", account_id, error)
            continue
        for meeting in report.adopted:
            _bring_in_line(meeting.course, actor, clock)
        reports.append(report)
    return reports


def _bring_in_line(course: Course, actor: Actor, clock: Callable[[], datetime]) -> None:
    try:
        place_order(course, actor=actor, now=clock(), is_urgent=False)
    except Refusal as refusal:
        if refusal.code is not RefusalCode.ORDER_OPEN:  # then somebody decides anyway
            raise
