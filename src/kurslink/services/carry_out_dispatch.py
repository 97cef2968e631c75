"""Carries out a dispatch whose time has come, from what is true now."""

from datetime import datetime

from django.db import transaction

from kurslink.models import Course, Dispatch, DispatchState, Event, last_day
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.mails.problems import Problem, problem_of
from kurslink.services.mails.wish import Wish
from kurslink.services.mails.write_mails import write_mails
from kurslink.services.prepare_dispatch import prepare_dispatch
from kurslink.services.rights import BACKGROUND


def carry_out_dispatch(dispatch_id: int, *, now: datetime) -> Dispatch:
    """Write the mails of the dispatch, or hold it and remember why.

    One that is held is tried again whenever this is called, until its course is over: then it is
    cancelled. Done twice nothing happens.
    """
    with transaction.atomic():
        dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch_id)
        if dispatch.state not in (DispatchState.PLANNED, DispatchState.HELD):
            return dispatch
        before = (dispatch.state, dispatch.problem)
        if _came_too_late(dispatch, now):
            over = Refusal(RefusalCode.COURSE_OVER, number=dispatch.course.number)
            _close(dispatch, DispatchState.CANCELLED, problem_of(over), now)
        else:
            _write_or_hold(dispatch, now)
        dispatch.save(update_fields=["state", "problem", "done_at"])
        if (dispatch.state, dispatch.problem) != before:
            _record(dispatch)
    return dispatch


_EVENTS = {
    DispatchState.DONE: Event.DISPATCH_DONE,
    DispatchState.HELD: Event.DISPATCH_HELD,
    DispatchState.CANCELLED: Event.DISPATCH_CANCELLED,
}


def _record(dispatch: Dispatch) -> None:
    values: dict[str, object] = {"dispatch": dispatch.pk, "area": dispatch.area}
    if dispatch.problem:
        values["reason"] = dispatch.problem["code"]
    else:
        values["mails"] = dispatch.mails.count()
    record(BACKGROUND, _EVENTS[DispatchState(dispatch.state)], dispatch, **values)


def _write_or_hold(dispatch: Dispatch, now: datetime) -> None:
    plan = prepare_dispatch(dispatch.course, Wish.of(dispatch), now=now, user=dispatch.confirmed_by)
    if plan.error:
        dispatch.state, dispatch.problem = DispatchState.HELD, problem_of(plan.error)
    else:
        write_mails(dispatch, plan, now=now)
        _close(dispatch, DispatchState.DONE, None, now)


def _close(
    dispatch: Dispatch, state: DispatchState, problem: Problem | None, now: datetime
) -> None:
    dispatch.state, dispatch.problem, dispatch.done_at = state, problem, now


def _came_too_late(dispatch: Dispatch, now: datetime) -> bool:
    """Whether the course ended while the dispatch was held; one planned for later than that is
    somebody's intention."""
    today, due_on = (each.astimezone(time_zone()).date() for each in (now, dispatch.due_at))
    course = Course.objects.annotate(last_day=last_day()).filter(pk=dispatch.course_id)
    return course.filter(last_day__lt=today, last_day__gte=due_on).exists()
