"""Two clerks, two courses on one evening, one free licence: the second is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from kurslink.models import Course, OnlineDetails, Order, Plan
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.place_order import place_order
from kurslink.services.rights import SHELL
from tests.course_office import NOW, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator

REPETITIONS = 100


@pytest.fixture
def courses(simulator: RunningSimulator) -> list[Course]:
    host = make_account(simulator, plan=Plan.PRO).users.get(is_offered=True)
    courses = [make_course(number, days=weekly(date(2026, 9, 2), 2)) for number in ("1", "2")]
    OnlineDetails.objects.update(account=host.account, host=host)
    return courses


def place(course: Course, *, may_overlap: bool = False) -> RefusalCode | None:
    try:
        course = Course.objects.get(pk=course.pk)
        place_order(course, actor=SHELL, now=NOW, may_overlap=may_overlap)
    except Refusal as refused:
        return refused.code
    return None


@pytest.mark.django_db(transaction=True)
def test_the_last_free_licence_goes_to_one_of_two_who_press_at_once(courses: list[Course]) -> None:
    start = Barrier(2)

    def together(course: Course) -> RefusalCode | None:
        start.wait()
        try:
            return place(course)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as clerks:
        for _ in range(REPETITIONS):
            told = list(clerks.map(together, courses))
            assert sorted(told, key=str) == [None, RefusalCode.HOST_TAKEN]
            Order.objects.all().delete()


@pytest.mark.django_db
def test_whoever_saw_that_it_is_taken_may_insist(courses: list[Course]) -> None:
    assert [place(each) for each in courses] == [None, RefusalCode.HOST_TAKEN]
    assert place(courses[1], may_overlap=True) is None
    assert place(courses[0]) is RefusalCode.HOST_TAKEN  # now both want it
