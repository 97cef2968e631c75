"""What somebody changed at Zoom without us is found, kept, and never overwritten silently."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection

from kurslink.models import (
    Course,
    CourseStatus,
    Meeting,
    MeetingState,
    OnlineDetails,
    ZoomState,
    ZoomUser,
)
from kurslink.planning.days import Day
from kurslink.planning.foreign_changes import ForeignChange
from kurslink.services.check_meeting import Check, Finding, check_meeting
from kurslink.services.errors import Refusal
from kurslink.services.rights import SHELL, Actor
from kurslink.services.transfer.drift import Drift, DriftField
from kurslink.services.transfer.meeting_claim import claimed
from kurslink.services.transfer_course import TransferStatus
from kurslink.zoom.errors import Unavailable
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.simulator_process import Json, RunningSimulator

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
FIRST = date(2026, 9, 2)


@pytest.fixture
def course(simulator: RunningSimulator) -> Course:
    make_account(simulator, offer=2)
    course = make_course(days=weekly(FIRST, 4))
    course.online.host = ZoomUser.objects.get(email=simulator.hosts[0])
    course.online.save()
    assert transfer(course).status == TransferStatus.TRANSFERRED
    return Course.objects.get(pk=course.pk)


def check(course: Course, *, at: datetime = LATER) -> Check:
    meeting = course.meetings.get(part=1)
    return check_meeting(meeting, actor=SHELL, now=at)


def at_zoom(simulator: RunningSimulator) -> Json:
    (meeting,) = simulator.control.meetings()
    return meeting


def in_portal(simulator: RunningSimulator, **changes: Any) -> None:
    simulator.control.change_meeting(at_zoom(simulator)["id"], **changes)


def date_in_portal(simulator: RunningSimulator, index: int, **changes: object) -> None:
    meeting = at_zoom(simulator)
    key = meeting["occurrences"][index]["occurrence_id"]
    simulator.control.change_meeting(meeting["id"], occurrence_id=key, **changes)


def evening(number: int, begin: str = "18:00", minutes: int = 90) -> Day:
    return Day(datetime.combine(date(2026, 9, number), time.fromisoformat(begin)), minutes)


def state_in_list(course: Course) -> str:
    return Course.objects.with_zoom_state(NOW.date()).get(pk=course.pk).zoom_state


def stored(course: Course) -> Meeting:
    return course.meetings.get(part=1)


def names(found: Check) -> list[str]:
    return [each.name for each in found.drift.fields]


def test_a_meeting_that_is_as_we_left_it_has_no_drift(course: Course) -> None:
    Meeting.objects.update(check_due_at=NOW)
    assert (check(course).finding, stored(course).drift) == (Finding.EQUAL, None)
    assert (stored(course).checked_at, stored(course).check_due_at) == (LATER, None)
    assert state_in_list(course) == ZoomState.TRANSFERRED


def test_one_look_is_one_call(simulator: RunningSimulator, course: Course) -> None:
    before = simulator.control.counters().calls.get("get_meeting", 0)
    check(course)
    assert simulator.control.counters().calls.get("get_meeting", 0) == before + 1


def test_a_passcode_changed_in_the_portal_changes_the_link_too(
    simulator: RunningSimulator, course: Course
) -> None:
    old = stored(course)
    in_portal(simulator, password="Neu12345")
    found = check(course)
    new = at_zoom(simulator)
    assert found.finding is Finding.DRIFT
    assert found.drift.fields == (
        DriftField("link", old.join_url, new["join_url"]),
        DriftField("passcode", old.passcode, "Neu12345"),
    )
    kept = stored(course)
    assert (kept.passcode, kept.join_url) == (old.passcode, old.join_url)
    assert OnlineDetails.objects.get(course=course).passcode == old.passcode
    assert state_in_list(course) == ZoomState.CHANGED_AT_ZOOM


def test_what_is_stored_reads_back_the_same(simulator: RunningSimulator, course: Course) -> None:
    in_portal(simulator, topic="Mein Kurs", settings={"waiting_room": True})
    date_in_portal(simulator, 1, start_time="2026-09-10T18:00:00")
    found = check(course).drift
    assert Drift.from_json(stored(course).drift) == found
    assert not found.is_empty


def test_only_the_link_may_differ(course: Course) -> None:
    Meeting.objects.update(join_url="https://zoom.example/j/1?pwd=alt")
    assert names(check(course)) == ["link"]


def test_stored_empty_and_empty_at_zoom_is_no_drift(
    simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, password="")
    Meeting.objects.update(passcode="", join_url=at_zoom(simulator)["join_url"])
    assert check(course).finding is Finding.EQUAL


def test_addresses_are_compared_without_case(course: Course, simulator: RunningSimulator) -> None:
    users = ZoomUser.objects.filter(email=simulator.hosts[0])
    users.update(email=simulator.hosts[0].upper())
    assert check(course).finding is Finding.EQUAL


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"topic": "Mein Kurs"}, "topic", "Mein Kurs"),
        ({"settings": {"waiting_room": True}}, "waiting_room", True),
    ],
)
def test_topic_and_settings_are_compared(
    simulator: RunningSimulator, course: Course, change: dict[str, Any], field: str, value: object
) -> None:
    in_portal(simulator, **change)
    found = {each.name: each.at_zoom for each in check(course).drift.fields}
    assert found[field] == value


def test_host_and_alternatives_are_compared(simulator: RunningSimulator, course: Course) -> None:
    in_portal(simulator, settings={"alternative_hosts": simulator.hosts[2]})
    in_portal(simulator, host=simulator.hosts[1])
    found = check(course).drift
    assert [(each.name, each.at_zoom) for each in found.fields] == [
        ("alternatives", simulator.hosts[2]),
        ("host", simulator.hosts[1]),
    ]


def test_a_moved_a_removed_and_an_added_date_are_found(
    simulator: RunningSimulator, course: Course
) -> None:
    meeting = at_zoom(simulator)
    date_in_portal(simulator, 1, start_time="2026-09-10T18:30:00", duration=60)
    key = meeting["occurrences"][3]["occurrence_id"]
    simulator.control.delete_meeting(meeting["id"], occurrence_id=key)
    simulator.control.add_occurrence(meeting["id"], start_time="2026-09-28T09:00:00", duration=45)
    simulator.control.add_occurrence(meeting["id"], start_time="2026-09-29T09:00:00", duration=45)
    found = check(course).drift
    assert found.days == (
        ForeignChange(evening(9), evening(10, "18:30", 60)),
        ForeignChange(evening(23), None),
        ForeignChange(None, evening(28, "09:00", 45)),
        ForeignChange(None, evening(29, "09:00", 45)),
    )
    assert len(found.held) == 5


def test_days_that_are_over_are_left_alone(simulator: RunningSimulator, course: Course) -> None:
    after_two = datetime(2026, 9, 10, 12, tzinfo=NOW.tzinfo)
    simulator.control.set_clock(after_two)
    assert check(course, at=after_two).finding is Finding.EQUAL


def test_a_change_of_the_course_is_no_drift(course: Course) -> None:
    day = course.days.all()[1]
    day.starts_at = time(17, 0)
    day.save()
    Course.objects.update(title="Anders", changed_at=LATER)
    assert check(course).finding is Finding.EQUAL
    assert state_in_list(course) == ZoomState.CHANGED


def test_what_zoom_got_as_the_course_wants_it_is_no_drift(
    simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="Englisch B2")
    date_in_portal(simulator, 1, start_time="2026-09-10T18:00:00")
    Course.objects.update(title="Englisch B2")
    day = course.days.all()[1]
    day.date = date(2026, 9, 10)
    day.save()
    assert check(course).finding is Finding.EQUAL
    known = stored(course)
    assert known.topic == "Englisch B2"
    assert [one.starts_at.day for one in known.occurrences.all()] == [2, 10, 16, 23]


def test_changed_on_both_sides_shows_what_the_course_wants(
    simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="In Zoom")
    Course.objects.update(title="Im Kurs", changed_at=LATER)
    assert check(course).drift.fields == (DriftField("topic", "Im Kurs", "In Zoom"),)
    assert state_in_list(course) == ZoomState.CHANGED_AT_ZOOM


def test_drift_stays_until_somebody_decides(simulator: RunningSimulator, course: Course) -> None:
    in_portal(simulator, topic="Mein Kurs")
    first = check(course).drift
    assert check(course, at=LATER + timedelta(hours=1)).drift == first


def test_changed_back_in_the_portal_clears_it(simulator: RunningSimulator, course: Course) -> None:
    title = at_zoom(simulator)["topic"]
    in_portal(simulator, topic="Mein Kurs")
    check(course)
    in_portal(simulator, topic=title)
    assert check(course, at=LATER + timedelta(hours=1)).finding is Finding.EQUAL
    assert stored(course).drift is None
    assert state_in_list(course) == ZoomState.TRANSFERRED


def test_a_transfer_brings_zoom_back_in_line(simulator: RunningSimulator, course: Course) -> None:
    in_portal(simulator, topic="Mein Kurs", password="Neu12345")
    date_in_portal(simulator, 1, start_time="2026-09-10T18:00:00")
    check(course)
    assert transfer(course, at=LATER).status == TransferStatus.TRANSFERRED
    assert (stored(course).drift, stored(course).passcode) == (None, "Neu12345")
    assert check(course, at=LATER + timedelta(hours=1)).finding is Finding.EQUAL


def test_a_transfer_keeps_what_zoom_told_of_alternatives_and_settings(course: Course) -> None:
    meeting = stored(course)
    assert (meeting.alternatives, meeting.settings["waiting_room"]) == ([], False)


def test_zoom_out_of_reach_changes_nothing(simulator: RunningSimulator, course: Course) -> None:
    in_portal(simulator, topic="Mein Kurs")
    check(course)
    Meeting.objects.update(check_due_at=NOW)
    before = Meeting.objects.values().get()
    simulator.control.fail_next("unavailable_503", operation="get_meeting", count=3)
    with pytest.raises(Unavailable):
        check_meeting(stored(course), actor=SHELL, now=LATER, budget=0.5)
    assert Meeting.objects.values().get() == before


def test_a_course_without_a_meeting_costs_no_call(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    course = make_course(days=weekly(FIRST, 1))
    host = account.users.filter(is_offered=True).get()
    meeting = Meeting.objects.create(
        course=course, generation=1, marker="KL-1", host=host, created_at=NOW, check_due_at=NOW
    )
    calls = sum(simulator.control.counters().calls.values())
    assert check(course).finding is Finding.NOTHING
    assert sum(simulator.control.counters().calls.values()) == calls
    meeting.refresh_from_db()
    assert meeting.check_due_at is None


def test_a_deleted_meeting_is_gone_and_comes_back_when_restored(
    simulator: RunningSimulator, course: Course
) -> None:
    meeting = stored(course)
    real = meeting.zoom_meeting_id
    Meeting.objects.update(zoom_meeting_id=99999999999)
    assert check(course).finding is Finding.GONE
    assert (stored(course).state, state_in_list(course)) == (MeetingState.GONE, ZoomState.GONE)
    problem = stored(course).problem
    assert problem is not None
    assert problem["code"] == "meeting-gone"
    Meeting.objects.update(zoom_meeting_id=real)
    assert check(course, at=LATER + timedelta(hours=1)).finding is Finding.EQUAL
    assert (stored(course).state, stored(course).problem) == (MeetingState.LIVE, None)
    assert len(simulator.control.meetings()) == 1


def test_a_meeting_that_went_with_its_host_says_so(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.remove_user(simulator.hosts[0])
    assert check(course).finding is Finding.GONE
    problem = stored(course).problem
    assert problem is not None
    assert problem["code"] == "host_gone"
    assert simulator.hosts[0] in problem["message"]
    assert ZoomUser.objects.get(email=simulator.hosts[0]).vanished_at == LATER


def test_a_webinar_is_a_difference_until_it_is_a_meeting_again(
    simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, is_webinar=True)
    assert check(course).finding is Finding.WEBINAR
    assert stored(course).state == MeetingState.DIFFERENCE
    in_portal(simulator, is_webinar=False)
    assert check(course, at=LATER + timedelta(hours=1)).finding is Finding.EQUAL
    assert (stored(course).state, stored(course).problem) == (MeetingState.LIVE, None)


def test_a_meeting_somebody_works_on_is_left_for_later(
    simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="Mein Kurs")
    Meeting.objects.update(check_due_at=NOW)
    calls = simulator.control.counters().calls.get("get_meeting", 0)
    with claimed(stored(course), clock=lambda: LATER):
        assert check(course).finding is Finding.LATER
    assert simulator.control.counters().calls.get("get_meeting", 0) == calls
    assert (stored(course).check_due_at, stored(course).drift) == (NOW, None)


def test_a_cancelled_course_is_compared_all_the_same(
    simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="Mein Kurs")
    Course.objects.update(status=CourseStatus.CANCELLED)
    assert names(check(course)) == ["topic"]


def test_an_unfinished_transfer_of_ours_is_no_change_of_theirs(
    simulator: RunningSimulator, course: Course
) -> None:
    Meeting.objects.update(
        state=MeetingState.DIFFERENCE, problem={"code": "unavailable", "message": "", "hint": ""}
    )
    date_in_portal(simulator, 1, start_time="2026-09-10T18:00:00")
    assert check(course).drift.is_empty
    assert stored(course).state == MeetingState.DIFFERENCE
    assert [one.starts_at.day for one in stored(course).occurrences.all()] == [2, 10, 16, 23]


def test_who_may_not_look_is_refused(course: Course) -> None:
    with pytest.raises(Refusal):
        check_meeting(stored(course), actor=Actor("Niemand", frozenset()), now=LATER)


def look(course: Course) -> Check:
    """In a thread with a database connection of its own."""
    try:
        return check(course)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_transfer_that_ran_meanwhile_is_not_overwritten(
    simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="Mein Kurs")
    hold = simulator.control.hold(when="after", operation="get_meeting")

    with ThreadPoolExecutor() as threads:
        looking = threads.submit(look, course)
        hold.wait_until_reached()
        assert transfer(course, at=LATER).status == TransferStatus.TRANSFERRED
        hold.release()
        assert looking.result().finding is Finding.LATER
    kept = stored(course)
    assert (kept.drift, kept.topic) == (None, course.title)


@pytest.mark.django_db(transaction=True)
def test_a_check_wanted_meanwhile_stays_due(simulator: RunningSimulator, course: Course) -> None:
    hold = simulator.control.hold(when="after", operation="get_meeting")

    with ThreadPoolExecutor() as threads:
        looking = threads.submit(look, course)
        hold.wait_until_reached()
        Meeting.objects.update(check_due_at=LATER)
        hold.release()
        assert looking.result().finding is Finding.EQUAL
    assert stored(course).check_due_at == LATER
