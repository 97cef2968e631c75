"""Carries out a dispatch whose time has come, from what is true now."""

from datetime import datetime

from django.db import transaction

from kurslink.models import Dispatch, DispatchState
from kurslink.services.mails.problems import problem_of
from kurslink.services.mails.wish import Wish
from kurslink.services.mails.write_mails import write_mails
from kurslink.services.prepare_dispatch import prepare_dispatch


def carry_out_dispatch(dispatch_id: int, *, now: datetime) -> Dispatch:
    """Write the mails of the dispatch, or hold it and remember why.

    One that is held is tried again whenever this is called. Done twice nothing happens.
    """
    with transaction.atomic():
        dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch_id)
        if dispatch.state not in (DispatchState.PLANNED, DispatchState.HELD):
            return dispatch
        plan = prepare_dispatch(
            dispatch.course, Wish.of(dispatch), now=now, user=dispatch.confirmed_by
        )
        if plan.error:
            dispatch.state, dispatch.problem = DispatchState.HELD, problem_of(plan.error)
        else:
            write_mails(dispatch, plan, now=now)
            dispatch.state, dispatch.problem = DispatchState.DONE, None
            dispatch.done_at = now
        dispatch.save(update_fields=["state", "problem", "done_at"])
    return dispatch
