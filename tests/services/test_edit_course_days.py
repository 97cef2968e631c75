"""Course days: adding, changing, cancelling, and when a meeting would have to follow."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from kurslink.models import Course, CourseDay
from kurslink.services.edit_course_days import (
    DayValues,
    add_course_day,
    cancel_course_day,
    change_course_day,
    restore_course_day,
)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import SHELL, Actor
from tests.course_office import NOW, make_course, weekly

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
FIRST = date(2026, 9, 2)
NOBODY = Actor("L. Ege", frozenset())


def course_with_a_day() -> Course:
    return make_course(days=weekly(FIRST, 1))


def changed_at() -> bool:
    """Whether the course says that Zoom does not know something yet."""
    return Course.objects.get().changed_at == LATER


def test_an_added_day_belongs_to_the_office_and_concerns_zoom() -> None:
    course = course_with_a_day()
    values = DayValues(date(2026, 9, 9), time(18), None, "Raum 24", "Ersatztermin")
    day = add_course_day(course, actor=SHELL, now=LATER, values=values)
    assert (day.is_imported, day.room, day.note) == (False, "Raum 24", "Ersatztermin")
    assert changed_at()


def test_two_days_at_one_moment_are_refused() -> None:
    course = course_with_a_day()
    with pytest.raises(Refusal) as refusal:
        add_course_day(course, actor=SHELL, now=LATER, values=DayValues(FIRST, time(18), None))
    assert refusal.value.code is RefusalCode.DAY_TWICE
    assert (course.days.count(), changed_at()) == (1, False)


def test_a_second_time_on_the_same_date_is_fine() -> None:
    course = course_with_a_day()
    add_course_day(course, actor=SHELL, now=LATER, values=DayValues(FIRST, time(9), time(12)))
    assert [day.starts_at for day in course.days.all()] == [time(9), time(18)]


def test_a_moved_day_concerns_zoom_and_a_remark_does_not() -> None:
    day = course_with_a_day().days.get()
    same = DayValues(FIRST, time(18), time(19, 30), note="Bitte Headset mitbringen")
    change_course_day(day, actor=SHELL, now=LATER, values=same)
    assert not changed_at()
    moved = DayValues(date(2026, 9, 3), time(18), time(19, 30))
    change_course_day(day, actor=SHELL, now=LATER, values=moved)
    assert changed_at()
    assert CourseDay.objects.get().date == date(2026, 9, 3)


def test_a_cancelled_day_stays_and_can_be_restored() -> None:
    day = course_with_a_day().days.get()
    cancel_course_day(day, actor=SHELL, now=LATER)
    assert not CourseDay.objects.get().takes_place
    restore_course_day(day, actor=SHELL, now=LATER)
    assert CourseDay.objects.get().takes_place


def test_a_restored_day_is_sent_again() -> None:
    """A transfer meanwhile has left the cancelled day out of the choice of days."""
    day = course_with_a_day().days.get()
    cancel_course_day(day, actor=SHELL, now=LATER)
    CourseDay.objects.update(is_selected=False)
    restore_course_day(CourseDay.objects.get(), actor=SHELL, now=LATER)
    assert CourseDay.objects.get().is_selected


def test_a_day_gone_from_the_export_can_take_place_after_all() -> None:
    day = course_with_a_day().days.get()
    day.missing_since = NOW
    day.save()
    restore_course_day(day, actor=SHELL, now=LATER)
    assert CourseDay.objects.get().takes_place
    assert changed_at()


def test_cancelling_twice_concerns_zoom_once() -> None:
    day = course_with_a_day().days.get()
    cancel_course_day(day, actor=SHELL, now=NOW + timedelta(minutes=1))
    cancel_course_day(day, actor=SHELL, now=LATER)
    assert not changed_at()


@pytest.mark.parametrize(
    "act",
    [
        lambda day: cancel_course_day(day, actor=NOBODY, now=LATER),
        lambda day: restore_course_day(day, actor=NOBODY, now=LATER),
        lambda day: change_course_day(
            day, actor=NOBODY, now=LATER, values=DayValues(FIRST, None, None)
        ),
        lambda day: add_course_day(
            day.course, actor=NOBODY, now=LATER, values=DayValues(FIRST, None, None)
        ),
    ],
    ids=["cancel", "restore", "change", "add"],
)
def test_without_the_right_nothing_is_changed(act: Callable[[CourseDay], object]) -> None:
    day = course_with_a_day().days.get()
    with pytest.raises(Refusal) as refusal:
        act(day)
    assert refusal.value.code is RefusalCode.NOT_ALLOWED
    assert list(CourseDay.objects.values_list("date", "starts_at", "is_cancelled")) == [
        (FIRST, time(18), False)
    ]
