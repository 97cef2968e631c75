"""Remembers which days of a course its meeting is to have (decision 21)."""

from collections.abc import Set
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kurslink.models import Course, Event
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right


def choose_days(course: Course, chosen: Set[date], *, actor: Actor, now: datetime) -> None:
    """Tick exactly the days of `chosen`; past and cancelled days keep what they had.

    Raises Refusal for a date that is no Kurstag, or if none would be left.
    """
    actor.require(Right.TRANSFER)
    days = list(course.days.all())
    unknown = chosen - {day.date for day in days}
    if unknown:
        raise Refusal(RefusalCode.DAY_UNKNOWN, date=min(unknown), number=course.number)
    if not chosen:
        raise Refusal(RefusalCode.NO_DAY_SELECTED)
    open_to_choice = [day for day in days if day.takes_place and day.date >= localdate(now)]
    changed = [day for day in open_to_choice if day.is_selected != (day.date in chosen)]
    if not changed:
        return
    with transaction.atomic():
        for day in changed:
            day.is_selected = day.date in chosen
            day.save(update_fields=["is_selected"])
        Course.objects.filter(pk=course.pk).update(changed_at=now)
        left_out = [day.date for day in changed if not day.is_selected]
        taken = [day.date for day in changed if day.is_selected]
        values = {"change": "chosen", "left_out": left_out, "taken": taken}
        record(actor, Event.COURSE_DAYS_CHANGED, course, **values)
