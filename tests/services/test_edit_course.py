"""„1. Seite": what is stored, what is refused, and when a meeting would have to follow."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from kurslink.models import Course, CourseStatus
from kurslink.services.edit_course import CourseValues, edit_course
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import SHELL, Actor
from tests.course_office import NOW, make_course, weekly

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
VALUES = CourseValues(
    title="Englisch B1 am Abend",
    subtitle="",
    department="",
    starts_on=None,
    ends_on=None,
    starts_at=None,
    ends_at=None,
    place="",
    room="",
    kind="Normalkurs",
    is_bamf=False,
    is_artists_fund=False,
    is_new=False,
    status=CourseStatus.PLANNED,
    minimum=None,
    maximum=None,
)


def edited(course: Course, **changes: Any) -> Course:
    edit_course(course, actor=SHELL, now=LATER, values=replace(VALUES, **changes))
    return Course.objects.get(pk=course.pk)


def test_values_are_stored() -> None:
    course = edited(make_course(), title="Englisch B2", is_bamf=True, maximum=14)
    assert (course.title, course.is_bamf, course.maximum) == ("Englisch B2", True, 14)


def test_storing_the_same_values_changes_nothing() -> None:
    course = make_course()
    assert not edit_course(course, actor=SHELL, now=LATER, values=VALUES)
    assert Course.objects.get().changed_at == NOW


def test_a_new_title_concerns_zoom_and_a_room_does_not() -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    assert edited(course, room="Raum 24").changed_at == NOW
    assert edited(course, title="Englisch B2").changed_at == LATER


@pytest.mark.parametrize(
    "change", [{"starts_on": date(2026, 9, 2)}, {"starts_at": time(18)}, {"ends_at": time(20)}]
)
def test_without_kurstage_date_and_times_concern_zoom(change: dict[str, Any]) -> None:
    assert edited(make_course(), **change).changed_at == LATER


def test_kurstage_with_times_outrank_the_first_page() -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    changed = edited(course, starts_on=date(2026, 9, 3), starts_at=time(8), ends_at=time(9))
    assert changed.changed_at == NOW


def test_a_kurstag_without_time_takes_those_of_the_first_page() -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    course.days.update(starts_at=None)
    assert edited(course, starts_at=time(8)).changed_at == LATER


@pytest.mark.parametrize(
    ("changes", "code", "attribute"),
    [
        ({"title": "  "}, RefusalCode.TITLE_MISSING, "title"),
        (
            {"starts_on": date(2026, 9, 2), "ends_on": date(2026, 9, 1)},
            RefusalCode.DATES_REVERSED,
            "ends_on",
        ),
        ({"minimum": 8, "maximum": 7}, RefusalCode.COUNTS_REVERSED, "maximum"),
    ],
)
def test_contradictions_are_refused_with_their_field(
    changes: dict[str, Any], code: RefusalCode, attribute: str
) -> None:
    course = make_course()
    with pytest.raises(Refusal) as refusal:
        edited(course, **changes)
    assert (refusal.value.code, refusal.value.data["attribute"]) == (code, attribute)
    assert Course.objects.get().title == VALUES.title


def test_without_the_right_nothing_is_stored() -> None:
    course = make_course()
    nobody = Actor("L. Ege", frozenset())
    with pytest.raises(Refusal) as refusal:
        edit_course(course, actor=nobody, now=LATER, values=replace(VALUES, title="X"))
    assert refusal.value.code is RefusalCode.NOT_ALLOWED
    assert Course.objects.get().title == VALUES.title
