"""„Übersicht": each section says what waits, and nothing once it is done."""

from datetime import date, timedelta
from typing import Any

import pytest

from kurslink.models import (
    Course,
    CourseStatus,
    Dispatch,
    DispatchState,
    MailArea,
    MailMessage,
    MailSettings,
    MailState,
    Meeting,
    MeetingState,
    OnlineDetails,
    Order,
    OrderKind,
    OrderState,
    ZoomUser,
)
from kurslink.services.mails.wish import Wish
from kurslink.services.overview.differences import differences
from kurslink.services.overview.failed_mails import FailedMails, failed_mails
from kurslink.services.overview.failed_transfers import failed_transfers
from kurslink.services.overview.held_dispatches import held_dispatches
from kurslink.services.overview.letters import letters_to_print
from kurslink.services.overview.obstacles import Obstacle
from kurslink.services.overview.occupancy import occupancy
from kurslink.services.overview.ready import ready
from kurslink.services.overview.untold import untold
from kurslink.services.overview.without_meeting import without_meeting
from kurslink.services.prepare_dispatch import prepare_dispatch
from tests.course_office import NOW, weekly
from tests.enrolments import enrol, make_participant
from tests.licences import make_held_course, make_licences
from tests.mails import make_instructor, make_ready_course
from tests.outbox import mail_values

pytestmark = pytest.mark.django_db

TODAY, TOMORROW = date(2026, 8, 20), date(2026, 8, 21)
TONIGHT = weekly(TODAY, 2)


def make_meeting(course: Course, host: ZoomUser, **fields: Any) -> Meeting:
    """A meeting that was transferred, and compared with Zoom this morning."""
    values = {
        "generation": 1,
        "marker": f"kurslink-{course.pk}",
        "state": MeetingState.LIVE,
        "zoom_meeting_id": 83000000000 + course.pk,
        "join_url": "https://zoom.example/j/1",
        "passcode": "123456",
        "created_at": NOW,
        "transferred_at": NOW,
        "checked_at": NOW,
    } | fields
    OnlineDetails.objects.filter(course=course).update(
        link=values["join_url"], passcode=values["passcode"], meeting_number="1"
    )
    return Meeting.objects.create(course=course, host=host, **values)


def make_transferred(number: str = "262-1", **fields: Any) -> Course:
    (host,) = make_licences(f"host{number}")
    course = make_held_course(number, host, days=fields.pop("days", TONIGHT))
    make_meeting(course, host, **fields)
    return course


def tell(course: Course, **fields: Any) -> list[MailMessage]:
    """What everybody of `course` would be sent now, as if it had been."""
    plan = prepare_dispatch(course, Wish(to_instructors=True), now=NOW)
    values = {"state": MailState.SENT} | fields
    return [
        MailMessage.objects.create(
            **mail_values("anna"),
            course=course,
            enrolment=line.recipient.enrolment,
            instructor=line.recipient.instructor,
            told=line.told,
            version=line.version,
            **values,
        )
        for line in plan.lines
    ]


def findings(course: Course) -> list[tuple[str, int]]:
    """What is in the way of `course`."""
    (line,) = [each for each in ready(NOW) if each.course == course]
    return [(each.obstacle.value, each.count) for each in line.findings]


# --- Startklar ------------------------------------------------------------------------------


def test_a_course_is_ready_if_its_meeting_is_verified_and_everybody_knows_it() -> None:
    course = make_transferred()
    enrol(course)
    make_instructor(course)
    tell(course)
    (line,) = ready(NOW)
    assert (line.course, line.on, str(line.begin)) == (course, TODAY, "18:00:00")
    assert (line.findings, line.is_ready, line.is_checked_today) == ((), True, True)


def test_today_comes_before_tomorrow_and_the_day_after_is_not_yet_asked_for() -> None:
    for number, first in (("262-1", TOMORROW), ("262-3", TODAY)):
        make_transferred(number, days=weekly(first, 1))
    make_transferred("262-4", days=weekly(TODAY, 1, "09:00", "10:00"))
    make_transferred("262-5", days=weekly(TOMORROW + timedelta(days=1), 1))
    cancelled = make_transferred("262-6")
    Course.objects.filter(pk=cancelled.pk).update(status=CourseStatus.CANCELLED)
    assert [each.course.number for each in ready(NOW)] == ["262-4", "262-3", "262-1"]


@pytest.mark.parametrize(
    ("fields", "obstacle"),
    [
        ({"state": MeetingState.GONE}, Obstacle.LOST),
        ({"state": MeetingState.UNKNOWN}, Obstacle.UNSETTLED),
        ({"state": MeetingState.DIFFERENCE}, Obstacle.DIFFERENCE),
        ({"drift": {"fields": []}}, Obstacle.CHANGED_AT_ZOOM),
        ({"transferred_at": NOW - timedelta(hours=1)}, Obstacle.CHANGED_HERE),
        ({"state": MeetingState.DELETED}, Obstacle.NO_MEETING),
    ],
)
def test_what_is_wrong_with_the_meeting_is_found(
    fields: dict[str, Any], obstacle: Obstacle
) -> None:
    assert findings(make_transferred(**fields)) == [(obstacle.value, 0)]


def test_an_open_order_is_all_there_is_to_say_of_a_meeting() -> None:
    course = make_transferred(state=MeetingState.DIFFERENCE)
    make_order(course, state=OrderState.RUNNING)
    assert findings(course) == [("in_work", 0)]


@pytest.mark.parametrize("fields", [{"status": "inactive"}, {"licence_type": 1}])
def test_a_host_that_lost_its_licence_is_found(fields: dict[str, Any]) -> None:
    course = make_transferred()
    ZoomUser.objects.update(**fields)
    assert findings(course) == [("host_unfit", 0)]


def test_other_software_needs_a_link_and_no_look_at_zoom() -> None:
    course = make_ready_course(days=TONIGHT)
    (line,) = ready(NOW)
    assert (line.findings, line.is_ready) == ((), True)
    OnlineDetails.objects.filter(course=course).update(link="")
    assert findings(course) == [("no_way_in", 0)]


def test_who_knows_an_old_passcode_is_counted() -> None:
    course = make_transferred()
    enrol(course, make_participant("Ohm"))
    enrol(course, make_participant("Ampère", email=""), link="https://own.example", passcode="1")
    tell(course)
    OnlineDetails.objects.filter(course=course).update(passcode="654321")
    assert findings(course) == [("told_old", 1)]
    plan = prepare_dispatch(course, Wish(area=MailArea.CHANGE), now=NOW)
    assert len(plan.written) == 1  # the page that solves it says the same


def test_who_knows_a_day_of_the_past_otherwise_knows_nothing_old() -> None:
    course = make_transferred(days=weekly(TODAY - timedelta(days=7), 2))
    enrol(course)
    tell(course)
    course.days.filter(date__lt=TODAY).delete()
    assert findings(course) == []


@pytest.mark.parametrize(
    ("state", "obstacle"),
    [
        (MailState.REJECTED, Obstacle.MAIL_FAILED),
        (MailState.UNCERTAIN, Obstacle.MAIL_UNCERTAIN),
        (MailState.WAITING, Obstacle.MAIL_WAITING),
        (MailState.HANDED_OVER, Obstacle.MAIL_WAITING),
        (MailState.TO_PRINT, Obstacle.LETTER),
        (MailState.CANCELLED, Obstacle.NOT_TOLD),
    ],
)
def test_a_mail_that_has_not_arrived_is_found(state: MailState, obstacle: Obstacle) -> None:
    course = make_transferred()
    enrol(course)
    tell(course, state=state)
    assert findings(course) == [(obstacle.value, 1)]


def test_a_rejected_mail_that_was_sent_again_is_no_finding() -> None:
    course = make_transferred()
    enrol(course)
    tell(course, state=MailState.REJECTED)
    tell(course)
    assert findings(course) == []


def test_people_are_only_missed_where_mails_are_sent_from_here() -> None:
    course = make_transferred()
    enrol(course)
    enrol(course, make_participant("Ohm"), status="waiting")
    make_instructor(course)
    assert findings(course) == [("not_told", 1)]
    MailSettings.objects.update(sends_access_data=False)
    assert findings(course) == []


def test_a_meeting_nobody_looked_at_today_is_not_ready_yet() -> None:
    make_transferred(checked_at=NOW - timedelta(days=1), check_due_at=NOW)
    (line,) = ready(NOW)
    assert (line.findings, line.is_ready, line.is_due) == ((), False, True)


# --- what else waits ------------------------------------------------------------------------


def make_order(course: Course, **fields: Any) -> Order:
    values = {
        "kind": OrderKind.TRANSFER,
        "is_urgent": True,
        "placed_by": "Test",
        "placed_at": NOW,
        "due_at": NOW,
    } | fields
    return Order.objects.create(course=course, **values)


def test_courses_without_a_meeting_are_named_two_weeks_before() -> None:
    (host,) = make_licences("a")
    for number, days_ahead in (("262-1", 15), ("262-2", 14), ("262-3", 0), ("262-4", -7)):
        make_held_course(number, host, days=weekly(TODAY + timedelta(days=days_ahead), 1))
    make_held_course("262-5", host, days=weekly(TODAY - timedelta(days=7), 3))
    make_order(make_held_course("262-6", host, days=TONIGHT), state=OrderState.WAITING)
    make_transferred("262-7")
    make_ready_course("262-8", days=TONIGHT)
    make_held_course("262-9", host, starts_on=TOMORROW)
    found = [(each.course.number, each.on) for each in without_meeting(NOW)]
    assert found == [
        ("262-3", TODAY),
        ("262-5", TODAY),
        ("262-9", TOMORROW),
        ("262-2", TODAY + timedelta(days=14)),
    ]


def test_people_without_access_data_are_counted_a_week_before() -> None:
    course = make_ready_course("262-1", days=weekly(TODAY + timedelta(days=7), 1))
    enrol(course)
    enrol(course, make_participant("Ohm"), status="cancelled")
    later = make_ready_course("262-2", days=weekly(TODAY + timedelta(days=8), 1))
    enrol(later, make_participant("Volta"))
    assert [(each.course, each.count) for each in untold(NOW)] == [(course, 1)]
    dispatch = make_dispatch(course)
    assert untold(NOW) == ()
    dispatch.delete()
    tell(course)
    assert untold(NOW) == ()


def make_dispatch(course: Course, **fields: Any) -> Dispatch:
    values = {"area": MailArea.ACCESS_DATA, "due_at": NOW, "placed_at": NOW, "placed_by": "Test"}
    return Dispatch.objects.create(course=course, **values, **fields)


def test_differences_are_those_the_course_list_names() -> None:
    make_transferred("262-1")
    for number, fields in (
        ("262-2", {"state": MeetingState.GONE}),
        ("262-3", {"drift": {}}),
        ("262-4", {"state": MeetingState.DIFFERENCE}),
        ("262-5", {"transferred_at": NOW - timedelta(days=1)}),
        ("262-6", {"state": MeetingState.DELETED}),
    ):
        make_transferred(number, **fields)
    over = make_transferred("262-7", state=MeetingState.GONE)
    Course.objects.filter(pk=over.pk).update(ends_on=TODAY - timedelta(days=1))
    assert [(each.number, each.zoom_state) for each in differences(NOW)] == [
        ("262-2", "gone"),
        ("262-3", "changed_at_zoom"),
        ("262-4", "difference"),
        ("262-5", "changed"),
    ]


def test_a_failed_transfer_waits_until_somebody_tries_again_or_it_is_mended() -> None:
    (host,) = make_licences("a")
    course = make_held_course("262-1", host, days=TONIGHT)
    order = make_order(course, state=OrderState.ENDED, status="failed", ended_at=NOW)
    make_order(
        make_held_course("262-2", host), state=OrderState.ENDED, status="transferred", ended_at=NOW
    )
    assert failed_transfers(NOW) == (order,)
    make_meeting(course, host, transferred_at=NOW + timedelta(minutes=1))
    assert failed_transfers(NOW) == ()
    Meeting.objects.all().delete()
    make_order(course, state=OrderState.WAITING)
    assert failed_transfers(NOW) == ()


def test_mails_wait_for_a_decision_until_they_are_sent_again_or_a_month_old() -> None:
    course = make_ready_course(days=TONIGHT)
    first = enrol(course)
    values = mail_values("anna") | {"course": course, "enrolment": first}
    refused = MailMessage.objects.create(**values, state=MailState.REJECTED)
    MailMessage.objects.create(**values, state=MailState.UNCERTAIN)
    MailMessage.objects.create(**values, state=MailState.REJECTED, is_test=True)
    old = values | {"placed_at": NOW - timedelta(days=31)}
    MailMessage.objects.create(**old, state=MailState.REJECTED)
    assert failed_mails(NOW) == FailedMails(rejected=1, uncertain=1)
    MailMessage.objects.create(
        **values, state=MailState.TO_PRINT, repeats=refused, version="1", round=1
    )
    assert failed_mails(NOW) == FailedMails(rejected=0, uncertain=1)
    assert letters_to_print() == 1


def test_dispatches_that_are_held_are_named() -> None:
    course = make_ready_course(days=TONIGHT)
    make_dispatch(course, state=DispatchState.DONE)
    held = make_dispatch(course, state=DispatchState.HELD)
    assert held_dispatches() == (held,)


def test_a_day_is_as_full_as_its_fullest_hour() -> None:
    first, second = make_licences("a", "b")
    make_held_course("262-1", first, days=weekly(TODAY, 1))
    make_held_course("262-2", second, days=weekly(TODAY, 1, "19:00", "20:00"))
    make_held_course("262-3", second, days=weekly(TODAY, 1, "19:30", "20:00"))
    make_held_course("262-4", None, days=weekly(TODAY, 1, "09:00", "10:00"))
    week = occupancy(NOW)
    assert [each.used for each in week.peaks] == [0, 0, 0, 2, 0, 0, 0]
    assert (week.licences, week.conflicts) == (2, 1)
