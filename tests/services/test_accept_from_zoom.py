"""„Aus Zoom übernehmen": first the list of changes, then exactly these."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from kurslink.models import (
    Course,
    CourseDay,
    Instructor,
    MeetingState,
    OnlineDetails,
    ZoomState,
    ZoomUser,
)
from kurslink.planning.days import Day
from kurslink.services.accept_from_zoom import (
    Acceptance,
    accept_from_zoom,
    prepare_acceptance,
)
from kurslink.services.check_meeting import Finding, check_meeting
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import SHELL
from kurslink.services.transfer.take_over import AddDay, CancelDay, MoveDay, RestoreDay
from kurslink.services.transfer_course import TransferStatus
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.simulator_process import Json, RunningSimulator

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
FIRST = date(2026, 9, 2)


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    return transferred(simulator, make_course(days=weekly(FIRST, 4)))


def transferred(simulator: RunningSimulator, course: Course) -> Course:
    make_account(simulator, offer=2)
    course.online.host = ZoomUser.objects.get(email=simulator.hosts[0])
    course.online.save()
    assert transfer(course).status == TransferStatus.TRANSFERRED
    return Course.objects.get(pk=course.pk)


def accept(course: Course, *, at: datetime = LATER) -> Acceptance:
    return accept_from_zoom(Course.objects.get(pk=course.pk), actor=SHELL, clock=lambda: at)


def at_zoom(simulator: RunningSimulator) -> Json:
    (meeting,) = simulator.control.meetings()
    return meeting


def in_portal(simulator: RunningSimulator, **changes: Any) -> None:
    simulator.control.change_meeting(at_zoom(simulator)["id"], **changes)


def move_in_portal(simulator: RunningSimulator, index: int, start: str, minutes: int = 90) -> None:
    meeting = at_zoom(simulator)
    key = meeting["occurrences"][index]["occurrence_id"]
    simulator.control.change_meeting(
        meeting["id"], occurrence_id=key, start_time=start, duration=minutes
    )


def remove_in_portal(simulator: RunningSimulator, index: int) -> None:
    meeting = at_zoom(simulator)
    key = meeting["occurrences"][index]["occurrence_id"]
    simulator.control.delete_meeting(meeting["id"], occurrence_id=key)


def evening(number: int, begin: str = "18:00", minutes: int = 90) -> Day:
    return Day(datetime.combine(date(2026, 9, number), time.fromisoformat(begin)), minutes)


def lines(course: Course) -> list[tuple[int, str, str, bool]]:
    return [
        (day.date.day, f"{day.starts_at:%H:%M}", f"{day.ends_at:%H:%M}", day.is_cancelled)
        for day in course.days.all()
    ]


def assert_in_line(simulator: RunningSimulator, course: Course, *, writes: int) -> None:
    """Course, row and Zoom say the same; nothing was sent, and nothing is left to send."""
    found = check_meeting(course.meetings.get(), actor=SHELL, now=LATER + timedelta(minutes=1))
    assert (found.finding, course.meetings.get().drift) == (Finding.EQUAL, None)
    assert course.meetings.get().state == MeetingState.LIVE
    listed = Course.objects.with_zoom_state(NOW.date()).get(pk=course.pk)
    assert listed.zoom_state == ZoomState.TRANSFERRED
    assert transfer(course, at=LATER).status == TransferStatus.UNCHANGED
    assert (
        sum(sum(each.values()) for each in simulator.control.counters().writes.values()) == writes
    )


def test_link_and_passcode_are_taken_over(simulator: RunningSimulator, course: Course) -> None:
    in_portal(simulator, password="Neu12345")
    taken = accept(course).taken
    assert [each.name for each in taken.fields] == ["link", "passcode"]
    online, meeting = OnlineDetails.objects.get(course=course), course.meetings.get()
    new = at_zoom(simulator)
    assert (online.link, online.passcode) == (new["join_url"], "Neu12345")
    assert (meeting.join_url, meeting.passcode) == (new["join_url"], "Neu12345")
    assert_in_line(simulator, course, writes=1)


def test_host_and_alternatives_we_know_are_taken_over(
    simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, settings={"alternative_hosts": simulator.hosts[2]})
    in_portal(simulator, host=simulator.hosts[1])
    accept(course)
    online = OnlineDetails.objects.get(course=course)
    assert online.host is not None
    assert online.host.email == simulator.hosts[1]
    assert [user.email for user in online.alternatives.all()] == [simulator.hosts[2]]
    assert course.meetings.get().host == online.host
    assert_in_line(simulator, course, writes=1)


def test_a_host_we_do_not_know_cannot_be_taken_over(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.add_user("neu@vhs.example", type=2)
    in_portal(simulator, host="neu@vhs.example")
    done = accept(course)
    assert done.taken.is_empty
    assert [each.name for each in done.taken.kept] == ["host"]
    assert [each.name for each in done.left.fields] == ["host"]


def test_topic_and_settings_follow_template_and_profile_and_stay_drift(
    simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="Mein Kurs", password="Neu12345", settings={"waiting_room": True})
    done = accept(course)
    assert [each.name for each in done.left.fields] == ["topic", "waiting_room"]
    assert OnlineDetails.objects.get(course=course).passcode == "Neu12345"
    state = Course.objects.with_zoom_state(NOW.date()).get(pk=course.pk).zoom_state
    assert state == ZoomState.CHANGED_AT_ZOOM
    assert transfer(course, at=LATER).status == TransferStatus.TRANSFERRED
    assert at_zoom(simulator)["topic"] == course.title


def test_days_are_moved_added_and_called_off(simulator: RunningSimulator, course: Course) -> None:
    first, second, third, fourth = course.days.all()
    move_in_portal(simulator, 1, "2026-09-10T18:30:00", 60)
    move_in_portal(simulator, 2, "2026-09-16T18:00:00", 120)
    remove_in_portal(simulator, 3)
    meeting = at_zoom(simulator)
    simulator.control.add_occurrence(meeting["id"], start_time="2026-09-28T09:00:00", duration=45)
    simulator.control.add_occurrence(meeting["id"], start_time="2026-09-29T09:00:00", duration=45)
    plan = prepare_acceptance(Course.objects.get(), actor=SHELL, now=LATER)
    assert plan.days == (
        MoveDay(second.pk, evening(9), evening(10, "18:30", 60)),
        MoveDay(third.pk, evening(16), evening(16, minutes=120)),
        CancelDay(fourth.pk, evening(23)),
        AddDay(evening(28, "09:00", 45)),
        AddDay(evening(29, "09:00", 45)),
    )
    assert accept(course).taken == plan
    assert lines(course) == [
        (2, "18:00", "19:30", False),
        (10, "18:30", "19:30", False),
        (16, "18:00", "20:00", False),
        (23, "18:00", "19:30", True),
        (28, "09:00", "09:45", False),
        (29, "09:00", "09:45", False),
    ]
    assert course.days.get(date=date(2026, 9, 10)).pk == second.pk
    assert first.date == FIRST
    assert_in_line(simulator, course, writes=1)


def test_an_imported_day_that_moves_stays_called_off_for_the_next_import(
    simulator: RunningSimulator, course: Course
) -> None:
    second = course.days.all()[1]
    CourseDay.objects.update(is_imported=True, room="R 12")
    second.instructors.add(Instructor.objects.create(last_name="Weber"))
    move_in_portal(simulator, 1, "2026-09-10T18:00:00")
    accept(course)
    second.refresh_from_db()
    own = course.days.get(date=date(2026, 9, 10))
    assert (second.date, second.is_cancelled, second.is_imported) == (date(2026, 9, 9), True, True)
    assert (own.is_imported, own.room, own.instructors.count()) == (False, "R 12", 1)
    assert_in_line(simulator, course, writes=1)


def test_a_day_that_was_off_takes_place_again(simulator: RunningSimulator, course: Course) -> None:
    CourseDay.objects.create(
        course=course,
        date=date(2026, 9, 30),
        starts_at=time(18),
        ends_at=time(19),
        is_cancelled=True,
    )
    meeting = at_zoom(simulator)
    simulator.control.add_occurrence(meeting["id"], start_time="2026-09-30T18:00:00", duration=90)
    (change,) = accept(course).taken.days
    assert isinstance(change, RestoreDay)
    assert lines(course)[-1] == (30, "18:00", "19:30", False)
    assert_in_line(simulator, course, writes=1)


def test_days_that_are_over_are_never_touched(simulator: RunningSimulator, course: Course) -> None:
    move_in_portal(simulator, 3, "2026-09-24T18:00:00")
    after_two = datetime(2026, 9, 10, 12, tzinfo=NOW.tzinfo)
    simulator.control.set_clock(after_two)
    accept(course, at=after_two)
    assert [number for number, *_ in lines(course)] == [2, 9, 16, 24]


def test_a_course_without_kurstage_moves_its_first_page(simulator: RunningSimulator) -> None:
    course = transferred(
        simulator,
        make_course(starts_on=FIRST, ends_on=FIRST, starts_at=time(18), ends_at=time(19, 30)),
    )
    in_portal(simulator, start_time="2026-09-03T17:00:00", duration=60)
    accept(course)
    course.refresh_from_db()
    third = date(2026, 9, 3)
    assert (course.starts_on, course.ends_on) == (third, third)
    assert (course.starts_at, course.ends_at) == (time(17), time(18))
    assert not course.days.exists()
    assert_in_line(simulator, course, writes=1)


def test_a_change_of_the_course_that_waits_is_not_undone(
    simulator: RunningSimulator, course: Course
) -> None:
    course.days.filter(date=date(2026, 9, 16)).update(starts_at=time(17))
    Course.objects.update(changed_at=NOW + timedelta(minutes=5))
    in_portal(simulator, password="Neu12345")
    assert accept(course).taken.days == ()
    assert lines(course)[2] == (16, "17:00", "19:30", False)
    listed = Course.objects.with_zoom_state(NOW.date()).get(pk=course.pk)
    assert listed.zoom_state == ZoomState.CHANGED


def test_what_was_changed_on_both_sides_becomes_zooms(
    simulator: RunningSimulator, course: Course
) -> None:
    course.days.filter(date=date(2026, 9, 16)).update(starts_at=time(17))
    Course.objects.update(changed_at=NOW + timedelta(minutes=5))
    move_in_portal(simulator, 2, "2026-09-16T19:00:00")
    accept(course)
    assert lines(course)[2] == (16, "19:00", "20:30", False)
    assert_in_line(simulator, course, writes=1)


def test_another_change_since_the_list_was_shown_is_refused(
    simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, password="Neu12345")
    seen = prepare_acceptance(course, actor=SHELL, now=LATER).fingerprint
    in_portal(simulator, password="Neu99999")
    with pytest.raises(Refusal) as refused:
        accept_from_zoom(course, actor=SHELL, clock=lambda: LATER, seen=seen)
    assert refused.value.code is RefusalCode.ZOOM_CHANGED_MEANWHILE
    assert OnlineDetails.objects.get(course=course).passcode not in ("Neu12345", "Neu99999")


def test_accepting_twice_changes_nothing_more(simulator: RunningSimulator, course: Course) -> None:
    move_in_portal(simulator, 1, "2026-09-10T18:00:00")
    accept(course)
    before = lines(course)
    assert accept(course).taken.is_empty
    assert lines(course) == before


def test_a_course_without_a_meeting_has_nothing_to_accept(simulator: RunningSimulator) -> None:
    make_account(simulator)
    with pytest.raises(Refusal) as refused:
        accept(make_course(days=weekly(FIRST, 1)))
    assert refused.value.code is RefusalCode.NO_MEETING
