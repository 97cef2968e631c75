"""Course days beside what Zoom held, decided from our rows alone."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

import pytest

from kurslink.models import (
    Course,
    Meeting,
    MeetingKind,
    MeetingState,
    Occurrence,
    ZoomAccount,
    ZoomUser,
)
from kurslink.planning.days import Day
from kurslink.services.transfer.course_schedule import DayState
from kurslink.web.day_by_day import LineState, day_by_day
from kurslink.web.day_words import span, words_for_line
from tests.course_office import NOW, Span, make_course, weekly

pytestmark = pytest.mark.django_db

FIRST = date(2026, 9, 2)


def meeting_with(course: Course, days: Iterable[Span], **fields: object) -> Meeting:
    account = ZoomAccount.objects.create(email="a@vhs.example", account_id="a", client_id="c")
    host = ZoomUser.objects.create(account=account, email="h@vhs.example", licence_type=2)
    values = {
        "kind": MeetingKind.RECURRING,
        "state": MeetingState.LIVE,
        "zoom_meeting_id": 83019642761,
        "generation": 1,
        "marker": "KL-1",
        "created_at": NOW,
    } | fields
    meeting = Meeting.objects.create(course=course, host=host, **values)
    for on, begin, _end in days:
        # Berlin is two hours ahead of UTC in September.
        start = datetime.combine(on, time(begin.hour - 2, begin.minute), UTC)
        Occurrence.objects.create(meeting=meeting, starts_at=start, duration=90)
    return meeting


def states(course: Course, meeting: Meeting | None) -> list[tuple[int, LineState, DayState | None]]:
    lines = day_by_day(course, meeting, now=NOW)
    return [(line.date.day, line.state, line.off) for line in lines]


def test_without_a_meeting_every_day_is_planned() -> None:
    course = make_course(days=weekly(FIRST, 2))
    assert states(course, None) == [
        (2, LineState.PLANNED, None),
        (9, LineState.PLANNED, None),
    ]


def test_equal_missing_and_extra_days_are_told_apart() -> None:
    course = make_course(days=weekly(FIRST, 2))
    meeting = meeting_with(course, weekly(date(2026, 9, 9), 2))
    assert states(course, meeting) == [
        (2, LineState.MISSING, None),
        (9, LineState.SAME, None),
        (16, LineState.EXTRA, None),
    ]


def test_a_cancelled_day_zoom_still_holds_is_one_line() -> None:
    course = make_course(days=weekly(FIRST, 1))
    course.days.update(is_cancelled=True)
    meeting = meeting_with(course, weekly(FIRST, 1))
    assert states(course, meeting) == [(2, LineState.EXTRA, DayState.CANCELLED)]


def test_a_day_that_is_over_never_differs() -> None:
    course = make_course(days=weekly(date(2026, 8, 12), 2))
    meeting = meeting_with(course, weekly(date(2026, 8, 19), 1))
    assert states(course, meeting) == [
        (12, LineState.OFF, DayState.PAST),
        (19, LineState.OFF, DayState.PAST),
    ]


def test_a_link_without_fixed_times_has_no_dates_to_differ() -> None:
    course = make_course(days=weekly(FIRST, 1))
    meeting = meeting_with(course, [], kind=MeetingKind.NO_FIXED_TIME)
    assert states(course, meeting) == [(2, LineState.SAME, None)]


def test_every_line_has_words() -> None:
    course = make_course(days=weekly(FIRST, 3))
    second, third = course.days.all()[1:]
    second.is_selected = False
    second.save()
    third.is_cancelled = True
    third.save()
    meeting = meeting_with(course, [*weekly(date(2026, 9, 9), 1), *weekly(date(2026, 9, 30), 1)])
    lines = day_by_day(course, meeting, now=NOW)
    assert [str(words_for_line(line).text) for line in lines] == [
        "fehlt",
        "nicht gewählt, noch 18:00\u00a0–\u00a019:30",
        "entfällt",
        "kein Kurstag: 18:00\u00a0–\u00a019:30",
    ]


def test_a_day_over_midnight_says_so() -> None:
    night = Day(datetime(2026, 9, 5, 20), 600)  # noqa: DTZ001  # local wall clock
    assert span(night) == "20:00\u00a0–\u00a006:00 (+1\u00a0Tag)"
