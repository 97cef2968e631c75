"""„Zugangsdaten versenden": writes down what is to be sent about a course, now or later."""

from datetime import datetime, time, timedelta

from django.db import transaction

from kurslink.models import Course, Dispatch, DispatchState, Event, Institution, MailSettings, User
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.mails.outgoing import mail_server, sender_of
from kurslink.services.mails.wish import Wish
from kurslink.services.mails.write_mails import write_mails
from kurslink.services.prepare_dispatch import prepare_dispatch
from kurslink.services.rights import Actor, Right

MORNING = time(8)
"""When mails leave that are due some days before the course."""


def place_dispatch(
    course: Course,
    wish: Wish,
    *,
    actor: Actor,
    now: datetime,
    user: User | None = None,
    due_at: datetime | None = None,
    days_before: int | None = None,
) -> Dispatch:
    """Send what `wish` says: now, at `due_at` (aware), or `days_before` the first course day.

    Sent now, the mails are in the outbox when this returns, or it raises Refusal and nothing
    was done. What is planned is checked when its time comes (`carry_out_dispatch`).
    """
    require_sending(actor)
    if days_before is not None and (due_at := due_before(course, days_before)) is None:
        raise Refusal(RefusalCode.NO_DATE, number=course.number)
    dispatch = _row(course, wish, actor, now, user)
    if due_at is not None and due_at > now:
        dispatch.due_at, dispatch.days_before = due_at, days_before
        with transaction.atomic():
            dispatch.save()
            values = {"dispatch": dispatch.pk, "area": wish.area, "due_at": due_at}
            record(actor, Event.DISPATCH_PLACED, dispatch, **values)
    else:
        _send_now(dispatch, wish, now, actor)
    return dispatch


def _row(course: Course, wish: Wish, actor: Actor, now: datetime, user: User | None) -> Dispatch:
    return Dispatch(
        course=course,
        area=wish.area,
        to_participants=wish.to_participants,
        to_instructors=wish.to_instructors,
        participants_template=wish.participants_template,
        instructors_template=wish.instructors_template,
        only_new=wish.only_new,
        with_calendar=wish.with_calendar,
        due_at=now,
        confirmed_by=user,
        placed_by=actor.reference,
        placed_at=now,
    )


def _send_now(dispatch: Dispatch, wish: Wish, now: datetime, actor: Actor) -> None:
    plan = prepare_dispatch(dispatch.course, wish, now=now, user=dispatch.confirmed_by)
    if plan.error:
        raise plan.error
    if not plan.written:
        raise Refusal(RefusalCode.NOBODY_TO_WRITE_TO, number=dispatch.course.number)
    with transaction.atomic():
        dispatch.state, dispatch.done_at = DispatchState.DONE, now
        dispatch.save()
        write_mails(dispatch, plan, now=now)
        values = {"dispatch": dispatch.pk, "area": wish.area, "mails": len(plan.written)}
        record(actor, Event.DISPATCH_DONE, dispatch, **values)


def require_sending(actor: Actor) -> None:
    """Raise Refusal unless `actor` may send, the office wants it, and there is a way to send."""
    actor.require(Right.SEND)
    if not MailSettings.load().sends_access_data:
        raise Refusal(RefusalCode.SENDING_OFF)
    mail_server()
    sender_of(Institution.load())


def due_before(course: Course, days: int) -> datetime | None:
    """The morning `days` before the first course day; None if the course has no date."""
    dates = [day.date for day in course.days.all() if day.takes_place]
    first = min(dates, default=course.starts_on)
    if first is None:
        return None
    return datetime.combine(first - timedelta(days=days), MORNING, tzinfo=time_zone())
