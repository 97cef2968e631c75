"""Which meetings are compared with Zoom, and when."""

from datetime import date, datetime, timedelta

import pytest

from kurslink.models import Course, Meeting, MeetingState, ZoomAccount, ZoomUser
from kurslink.services.checks_due import due_before_start, due_nightly, meetings_to_check
from kurslink.services.rights import SHELL
from tests.course_office import NOW, make_course, weekly

pytestmark = pytest.mark.django_db

YESTERDAY = NOW - timedelta(hours=23)


@pytest.fixture
def host() -> ZoomUser:
    account = ZoomAccount.objects.create(email="a@vhs.example", account_id="a", client_id="c")
    return ZoomUser.objects.create(account=account, email="h@vhs.example", licence_type=2)


def make_meeting(
    host: ZoomUser, number: str, course: Course | None = None, **fields: object
) -> int:
    values = {
        "state": MeetingState.LIVE,
        "zoom_meeting_id": 83019642761 + Meeting.objects.count(),
        "checked_at": YESTERDAY,
        "created_at": YESTERDAY,
    } | fields
    course = course or make_course(number, ends_on=date(2026, 12, 1))
    meeting = Meeting.objects.create(
        course=course, host=host, generation=1, marker=number, **values
    )
    return meeting.pk


def test_the_longest_due_come_first_and_those_in_work_not_at_all(host: ZoomUser) -> None:
    late = make_meeting(host, "1", check_due_at=NOW - timedelta(minutes=1))
    early = make_meeting(host, "2", check_due_at=NOW - timedelta(hours=1))
    make_meeting(host, "3", check_due_at=NOW + timedelta(minutes=1))
    make_meeting(host, "4", check_due_at=NOW, claimed_until=NOW + timedelta(minutes=1))
    make_meeting(host, "5")
    assert meetings_to_check(now=NOW) == [early, late]


def test_the_nightly_round_takes_what_was_not_looked_at_for_long(host: ZoomUser) -> None:
    stale = make_meeting(host, "1")
    never = make_meeting(host, "2", checked_at=None)
    gone = make_meeting(host, "3", state=MeetingState.GONE)
    make_meeting(host, "4", checked_at=NOW - timedelta(hours=2))
    make_meeting(host, "5", state=MeetingState.DELETED)
    make_meeting(host, "6", state=MeetingState.CREATING, zoom_meeting_id=None)
    assert due_nightly(now=NOW) == 3
    assert meetings_to_check(now=NOW) == [stale, never, gone]
    assert due_nightly(now=NOW + timedelta(hours=1)) == 0


def test_courses_that_have_ended_are_left_in_peace(host: ZoomUser) -> None:
    make_meeting(host, "1", make_course("1", ends_on=date(2026, 8, 19)))
    running = make_meeting(host, "2", make_course("2", ends_on=NOW.date()))
    days = weekly(date(2026, 9, 2), 1)
    later = make_meeting(host, "3", make_course("3", ends_on=date(2026, 8, 1), days=days))
    assert due_nightly(now=NOW) == 2
    assert meetings_to_check(now=NOW) == [running, later]


def test_a_check_wanted_sooner_keeps_its_moment(host: ZoomUser) -> None:
    wanted: datetime = NOW - timedelta(minutes=5)
    make_meeting(host, "1", check_due_at=wanted)
    assert due_nightly(now=NOW) == 0
    assert Meeting.objects.get().check_due_at == wanted


def test_before_the_start_todays_and_tomorrows_courses_are_looked_at(host: ZoomUser) -> None:
    today = NOW.date()
    named = {
        number: make_meeting(
            host, number, make_course(number, days=weekly(today + timedelta(days=days), 1))
        )
        for number, days in (("yesterday", -1), ("today", 0), ("tomorrow", 1), ("later", 2))
    }
    first_page = make_meeting(host, "1", make_course("1", starts_on=today))
    make_meeting(host, "2", make_course("2", starts_on=today), state=MeetingState.DELETED)
    assert due_before_start(actor=SHELL, now=NOW) == 3
    assert meetings_to_check(now=NOW) == [named["today"], named["tomorrow"], first_page]
