"""Which days of a course become dates at Zoom, and how a meeting follows its course."""

from datetime import UTC, date, datetime, time, timedelta

import httpx2
import pytest
from django.db import connection

from kurslink.models import Course, CourseDay, MeetingKind, MeetingState
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.prepare_transfer import prepare_transfer
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import Transfer, TransferStatus, transfer_course
from kurslink.services.words.notices import NoticeCode
from kurslink.services.words.sentences import describe_notice
from tests.course_office import (
    NOW,
    Span,
    days_at_zoom,
    make_account,
    make_course,
    transfer,
    weekly,
)
from tests.simulator_process import Json, RunningSimulator

pytestmark = pytest.mark.django_db

WEDNESDAYS = weekly(date(2026, 9, 2), 6)


@pytest.fixture(autouse=True)
def _account(simulator: RunningSimulator) -> None:
    make_account(simulator)


def at_zoom(simulator: RunningSimulator) -> Json:
    (meeting,) = simulator.control.meetings()
    return meeting


def summer(on: date, hour: int, minute: int = 0) -> datetime:
    """A wall clock of Berlin in summer."""
    return datetime(on.year, on.month, on.day, hour - 2, minute, tzinfo=UTC)


def dates(spans: list[Span]) -> list[tuple[datetime, int]]:
    """What Zoom must hold for evenings from 18:00 to 19:30 before the clocks change."""
    return [(summer(on, begin.hour, begin.minute), 90) for on, begin, _end in spans]


def refusal_of(result: Transfer) -> Refusal:
    assert isinstance(result.error, Refusal)
    return result.error


def set_days(course: Course, spans: list[Span]) -> None:
    course.days.all().delete()
    CourseDay.objects.bulk_create(
        CourseDay(course=course, date=on, starts_at=begin, ends_at=end) for on, begin, end in spans
    )


def test_a_course_without_course_days_takes_place_on_its_first_date(
    simulator: RunningSimulator,
) -> None:
    course = make_course(starts_on=date(2026, 9, 7), starts_at=time(17), ends_at=time(18, 15))
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert days_at_zoom(simulator) == [(summer(date(2026, 9, 7), 17), 75)]


def test_a_day_without_its_own_time_takes_the_courses(simulator: RunningSimulator) -> None:
    course = make_course(starts_at=time(18), ends_at=time(19, 30))
    course.days.create(date=date(2026, 9, 2))
    course.days.create(date=date(2026, 9, 9), starts_at=time(17))
    transfer(course)
    assert days_at_zoom(simulator) == [
        (summer(date(2026, 9, 2), 18), 90),
        (summer(date(2026, 9, 9), 17), 150),
    ]


def test_a_day_until_after_midnight_lasts_until_then(simulator: RunningSimulator) -> None:
    transfer(make_course(days=[(date(2026, 9, 4), time(22), time(1))]))
    assert days_at_zoom(simulator) == [(summer(date(2026, 9, 4), 22), 180)]


def test_cancelled_missing_past_and_unticked_days_are_left_out(
    simulator: RunningSimulator,
) -> None:
    course = make_course(days=[*weekly(date(2026, 8, 12), 2), *WEDNESDAYS])
    cancelled, missing, unticked, *_rest = course.days.filter(date__gte=date(2026, 9, 1))
    course.days.filter(pk=cancelled.pk).update(is_cancelled=True)
    course.days.filter(pk=missing.pk).update(missing_since=NOW)
    course.days.filter(pk=unticked.pk).update(is_selected=False)
    result = transfer(course)
    assert days_at_zoom(simulator) == dates(WEDNESDAYS[3:])
    assert [(n.code, n.data) for n in result.notices] == [(NoticeCode.PAST_LEFT_OUT, {"count": 2})]


@pytest.mark.parametrize(
    ("update", "code"),
    [
        ({"is_selected": False}, RefusalCode.NO_DAY_SELECTED),
        ({"date": date(2026, 8, 1)}, RefusalCode.ALL_PAST),
        ({"is_cancelled": True}, RefusalCode.ALL_PAST),
        ({"starts_at": None}, RefusalCode.DAY_WITHOUT_TIME),
    ],
)
def test_a_course_without_any_day_to_send_is_refused_without_asking_zoom(
    update: dict[str, object], code: RefusalCode
) -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    course.days.update(**update)
    result = transfer(course)
    assert (result.status, refusal_of(result).code) == (TransferStatus.REFUSED, code)
    assert (result.calls.total, course.meetings.count()) == (0, 0)


def test_a_course_without_dates_at_all_is_refused() -> None:
    assert refusal_of(transfer(make_course())).code == RefusalCode.NO_DATE


def test_two_days_at_one_moment_are_refused_by_name() -> None:
    course = make_course(days=[(date(2026, 9, 2), time(18), time(19))], starts_at=time(18))
    course.days.create(date=date(2026, 9, 2), ends_at=time(20))
    error = refusal_of(transfer(course))
    assert (error.code, error.data["time"]) == (RefusalCode.DAY_TWICE, time(18))


def test_an_unticked_day_without_a_time_stands_in_nobodys_way(
    simulator: RunningSimulator,
) -> None:
    course = make_course(days=WEDNESDAYS[:2])
    course.days.create(date=date(2026, 9, 30), is_selected=False)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert days_at_zoom(simulator) == dates(WEDNESDAYS[:2])


def test_a_time_that_does_not_exist_in_spring_is_left_out_and_said(
    simulator: RunningSimulator,
) -> None:
    night = (date(2027, 3, 28), time(2, 30), time(4))
    course = make_course(days=[*WEDNESDAYS[:1], night])
    result = transfer(course)
    assert days_at_zoom(simulator) == dates(WEDNESDAYS[:1])
    assert [n.code for n in result.notices] == [NoticeCode.TIME_DOES_NOT_EXIST]


def test_a_course_of_nothing_but_a_time_that_does_not_exist_is_refused_as_such() -> None:
    course = make_course(days=[(date(2027, 3, 28), time(2, 30), time(4))])
    error = refusal_of(transfer(course))
    assert error.code == RefusalCode.DAY_TIME_MISSING_IN_SPRING
    assert error.data == {"date": date(2027, 3, 28), "time": time(2, 30)}


def test_a_time_that_happens_twice_in_autumn_means_the_earlier_one(
    simulator: RunningSimulator,
) -> None:
    course = make_course(days=[(date(2026, 10, 25), time(2, 30), time(3, 30))])
    result = transfer(course)
    assert days_at_zoom(simulator) == [(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 60)]
    assert [n.code for n in result.notices] == [NoticeCode.TIME_HAPPENS_TWICE]


def test_another_first_day_on_the_first_page_is_said() -> None:
    course = make_course(days=WEDNESDAYS, starts_on=date(2026, 9, 1))
    (notice,) = transfer(course).notices
    assert describe_notice(notice) == (
        "„Datum von“ auf der 1. Seite ist nicht der erste Kurstag. Übertragen werden die Kurstage, "
        "beginnend mit Mi 02.09.2026."
    )


@pytest.mark.parametrize("listed", ["always", "never", "on_request"])
def test_days_already_held_are_left_alone(simulator: RunningSimulator, listed: str) -> None:
    simulator.control.set_switch(previous_occurrences=listed)
    course = make_course(days=WEDNESDAYS)
    transfer(course)
    later = datetime(2026, 9, 17, 8, tzinfo=UTC)
    simulator.control.set_clock(later)
    assert transfer(course, at=later).status == TransferStatus.UNCHANGED
    last = course.days.get(date=date(2026, 10, 7))
    course.days.filter(pk=last.pk).update(date=date(2026, 10, 8))
    result = transfer(course, at=later)
    assert (result.status, result.calls.update) == (TransferStatus.TRANSFERRED, 1)
    coming = [each for each in days_at_zoom(simulator) if each[0] > later]
    assert coming == dates([*WEDNESDAYS[3:5], (date(2026, 10, 8), time(18), time())])


def test_a_single_day_becomes_a_series_and_back_with_the_same_id_and_link(
    simulator: RunningSimulator,
) -> None:
    course = make_course(days=WEDNESDAYS[:1])
    transfer(course)
    first = at_zoom(simulator)
    for spans, kind in ((WEDNESDAYS, MeetingKind.RECURRING), (WEDNESDAYS[2:3], MeetingKind.SINGLE)):
        set_days(course, spans)
        assert transfer(course).status == TransferStatus.TRANSFERRED
        assert days_at_zoom(simulator) == dates(spans)
        assert course.meetings.get().kind == kind
        assert transfer(course).status == TransferStatus.UNCHANGED
    last = at_zoom(simulator)
    assert [last[key] for key in ("id", "join_url", "password")] == [
        first[key] for key in ("id", "join_url", "password")
    ]


@pytest.mark.parametrize("series_patch", ["resets", "keeps"])
def test_days_added_and_taken_away_rebuild_the_series_under_the_same_link(
    simulator: RunningSimulator, series_patch: str
) -> None:
    simulator.control.set_switch(series_patch=series_patch)
    course = make_course(days=WEDNESDAYS)
    transfer(course)
    link = at_zoom(simulator)["join_url"]
    gap = [each for each in weekly(date(2026, 9, 2), 8) if each[0] != date(2026, 9, 16)]
    for spans in (WEDNESDAYS[:4], gap, WEDNESDAYS[1:], [*gap, *weekly(date(2026, 9, 4), 2)]):
        set_days(course, spans)
        assert transfer(course).status == TransferStatus.TRANSFERRED
        assert days_at_zoom(simulator) == sorted(dates(spans))
    assert at_zoom(simulator)["join_url"] == link


def test_more_than_fifty_days_get_one_link_without_fixed_times_and_a_sentence(
    simulator: RunningSimulator,
) -> None:
    days = [(date(2026, 9, 1) + timedelta(days=n), time(9), time(12)) for n in range(51)]
    course = make_course(days=days)
    result = transfer(course)
    (notice,) = result.notices
    assert (at_zoom(simulator)["type"], result.calls.writes) == (3, 1)
    assert describe_notice(notice) == (
        "Der Kurs hat 51 Kurstage, eine Serie in Zoom höchstens 50. Das Meeting bekommt einen Link "
        "ohne feste Zeiten: Die Termine stehen nicht in Zoom."
    )
    assert transfer(course).status == TransferStatus.UNCHANGED


def test_a_course_growing_beyond_fifty_days_and_shrinking_again_keeps_its_link(
    simulator: RunningSimulator,
) -> None:
    course = make_course(days=WEDNESDAYS)
    transfer(course)
    link = at_zoom(simulator)["join_url"]
    set_days(course, [(date(2026, 9, 1) + timedelta(n), time(18), time(19, 30)) for n in range(51)])
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert at_zoom(simulator)["type"] == 3
    set_days(course, WEDNESDAYS)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert days_at_zoom(simulator) == dates(WEDNESDAYS)
    assert at_zoom(simulator)["join_url"] == link


def test_a_date_moved_in_the_portal_is_put_back(simulator: RunningSimulator) -> None:
    course = make_course(days=WEDNESDAYS)
    transfer(course)
    meeting = at_zoom(simulator)
    simulator.control.change_meeting(
        meeting["id"],
        occurrence_id=meeting["occurrences"][2]["occurrence_id"],
        start_time="2026-09-17T16:00:00Z",
    )
    simulator.control.delete_meeting(
        meeting["id"], occurrence_id=meeting["occurrences"][4]["occurrence_id"]
    )
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert days_at_zoom(simulator) == dates(WEDNESDAYS)


def test_a_change_zoom_ignores_ends_as_a_difference_day_by_day(
    simulator: RunningSimulator,
) -> None:
    course = make_course(days=WEDNESDAYS)
    transfer(course)
    simulator.control.set_switch(ignored_fields=["start_time"])
    moved = course.days.all()[1]
    course.days.filter(pk=moved.pk).update(date=date(2026, 9, 10))
    result = transfer(course)
    assert result.status == TransferStatus.DIFFERENCE
    assert len(result.differences) == 2
    assert course.meetings.get().state == MeetingState.DIFFERENCE


def test_the_preview_promises_what_the_transfer_does(simulator: RunningSimulator) -> None:
    gap = [each for each in weekly(date(2026, 9, 2), 8) if each[0] != date(2026, 9, 16)]
    course = make_course(days=gap)
    for spans in (gap, gap[1:], gap[:1], WEDNESDAYS):
        set_days(course, spans)
        prepared = prepare_transfer(Course.objects.get(), actor=SHELL, now=NOW)
        result = transfer(course)
        assert result.steps == prepared.steps
        assert result.calls.writes == prepared.calls.writes
        assert days_at_zoom(simulator) == dates(spans)


def test_an_edit_during_the_transfer_makes_the_course_due_again() -> None:
    course = make_course(days=WEDNESDAYS[:1])
    transfer(course)
    Course.objects.update(changed_at=NOW + timedelta(seconds=1))
    state = Course.objects.with_zoom_state(NOW.date()).get().zoom_state
    assert state == "changed"


def test_an_edit_before_the_transfer_is_sent_although_the_course_was_read_earlier(
    simulator: RunningSimulator,
) -> None:
    """As `--all-online` does: it reads all courses, then transfers one after the other."""
    read_early = make_course(days=WEDNESDAYS[:1])
    Course.objects.update(title="Neuer Titel", changed_at=NOW - timedelta(seconds=1))
    transfer_course(read_early, actor=SHELL, clock=lambda: NOW)
    assert at_zoom(simulator)["topic"] == "Neuer Titel"


def test_no_request_is_made_inside_a_database_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    depth_of_the_test = len(connection.atomic_blocks)
    depths: list[int] = []
    send = httpx2.HTTPTransport.handle_request

    def noting(transport: httpx2.HTTPTransport, request: httpx2.Request) -> httpx2.Response:
        depths.append(len(connection.atomic_blocks) - depth_of_the_test)
        return send(transport, request)

    course = make_course(days=WEDNESDAYS)
    with monkeypatch.context() as patched:
        patched.setattr(httpx2.HTTPTransport, "handle_request", noting)
        first = transfer(course)
        set_days(course, WEDNESDAYS[1:4])
        second = transfer(course)
    assert depths == [0] * (first.calls.total + second.calls.total)
