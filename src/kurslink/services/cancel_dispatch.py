"""Calls a planned or held dispatch off; mails that are written stay."""

from datetime import datetime

from kurslink.models import Dispatch, DispatchState
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Actor, Right


def cancel_dispatch(dispatch: Dispatch, *, actor: Actor, now: datetime) -> None:
    """Cancel it. Raises Refusal(DISPATCH_OVER) if it was carried out meanwhile."""
    actor.require(Right.SEND)
    open_ones = Dispatch.objects.filter(
        pk=dispatch.pk, state__in=(DispatchState.PLANNED, DispatchState.HELD)
    )
    if not open_ones.update(state=DispatchState.CANCELLED, done_at=now):
        raise Refusal(RefusalCode.DISPATCH_OVER)
