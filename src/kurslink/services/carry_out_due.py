"""Carries out the planned dispatches whose time has come, and those that were held."""

from datetime import datetime

from kurslink.models import Dispatch, DispatchState, MailSettings
from kurslink.services.carry_out_dispatch import carry_out_dispatch
from kurslink.services.place_dispatch import due_before

_OPEN = (DispatchState.PLANNED, DispatchState.HELD)


def carry_out_due(*, now: datetime) -> int:
    """How many dispatches were carried out; may be called as often as one likes.

    Nothing while the office has switched sending off: what is planned waits.
    """
    if not MailSettings.load().sends_access_data:
        return 0
    _move_with_their_courses(now)
    due = Dispatch.objects.filter(state__in=_OPEN, due_at__lte=now)
    done = [carry_out_dispatch(key, now=now) for key in due.values_list("pk", flat=True)]
    return sum(each.state == DispatchState.DONE for each in done)


def _move_with_their_courses(now: datetime) -> None:
    """„3 Tage vor Beginn" stays that, wherever the beginning goes; also for one that was held."""
    open_ones = Dispatch.objects.filter(state__in=_OPEN).exclude(days_before=None)
    for dispatch in open_ones.select_related("course").prefetch_related("course__days"):
        due_at = due_before(dispatch.course, dispatch.days_before or 0)
        if due_at is not None and due_at != dispatch.due_at:
            row = Dispatch.objects.filter(pk=dispatch.pk, state__in=_OPEN)
            row.update(due_at=due_at)
            if due_at > now:
                row.update(state=DispatchState.PLANNED, problem=None)
