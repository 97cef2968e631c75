"""What the worker does about meetings that are due for a look, and about those that went astray."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session

from kurslink.models import Course, Meeting, MeetingState, Order, ZoomAccount
from kurslink.services.check_due_meetings import LATER, check_due_meetings
from kurslink.services.forget_old import KEPT, forget_old
from kurslink.services.limits.write_budget import writes_today
from kurslink.services.rights import BACKGROUND
from kurslink.services.sweep_all import sweep_all
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator)
    made = make_course(days=weekly(date(2026, 9, 2), 3))
    transfer(made)
    Meeting.objects.update(check_due_at=NOW)
    return made


def looks(simulator: RunningSimulator) -> int:
    return simulator.control.counters().calls.get("get_meeting", 0)


def look() -> int:
    return check_due_meetings(actor=BACKGROUND, clock=clock)


@pytest.mark.usefixtures("course")
def test_a_due_meeting_is_looked_at_once(simulator: RunningSimulator) -> None:
    calls = looks(simulator)
    assert (look(), look()) == (1, 0)
    assert looks(simulator) == calls + 1


@pytest.mark.usefixtures("course")
def test_a_meeting_zoom_says_no_to_is_left_alone_for_an_hour(simulator: RunningSimulator) -> None:
    simulator.control.alter_app(scopes=["user:read:admin"])
    simulator.control.drop_tokens()
    assert look() == 0
    assert Meeting.objects.get().check_due_at == NOW + LATER


@pytest.mark.usefixtures("course")
def test_an_account_that_does_not_answer_is_asked_once_and_stays_due(
    simulator: RunningSimulator,
) -> None:
    transfer(make_course("262-4108", days=weekly(date(2026, 9, 3), 3)))
    Meeting.objects.update(check_due_at=NOW)
    before = looks(simulator)
    simulator.control.fail_next("html_200", operation="get_meeting", count=10)
    assert look() == 0
    assert looks(simulator) == before + 1
    assert Meeting.objects.filter(check_due_at=NOW).count() == 2


def test_what_the_sweep_adopts_is_brought_in_line(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 3))
    simulator.control.set_switch(list_lag_seconds=30)
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    transfer(course)
    later = NOW + timedelta(minutes=5)
    simulator.control.set_clock(later)
    (report,) = sweep_all(actor=BACKGROUND, clock=lambda: later)
    assert [meeting.course for meeting in report.adopted] == [course]
    assert Order.objects.get().course == course
    sweep_all(actor=BACKGROUND, clock=lambda: later)
    assert Order.objects.count() == 1


def test_a_zugang_that_does_not_answer_does_not_stop_the_sweep(course: Course) -> None:
    ZoomAccount.objects.update(api_url="http://127.0.0.1:9")
    (report,) = sweep_all(actor=BACKGROUND, clock=clock)
    assert (report.adopted, report.deleted, bool(report.unread)) == ([], [], True)
    assert Meeting.objects.get(course=course).state == MeetingState.LIVE


def test_sessions_nobody_can_use_any_more_are_forgotten() -> None:
    for key, expires in (("old", NOW - timedelta(seconds=1)), ("new", NOW)):
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    forget_old(now=NOW)
    assert [each.session_key for each in Session.objects.all()] == ["new"]


def test_counts_of_days_long_past_are_forgotten(course: Course) -> None:
    host = Meeting.objects.get(course=course).host
    forget_old(now=NOW + KEPT)
    assert writes_today(host, NOW) == 1
    forget_old(now=NOW + KEPT + timedelta(days=1))
    assert writes_today(host, NOW) == 0


def test_sessions_that_are_over_are_forgotten_with_what_they_said() -> None:
    for key, hours in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, expire_date=NOW + timedelta(hours=hours))
    forget_old(now=NOW)
    assert [session.session_key for session in Session.objects.all()] == ["open"]
