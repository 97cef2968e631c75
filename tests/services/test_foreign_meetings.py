"""Meetings at Zoom that no course holds: found, told apart, ignored, deleted only if ours."""

from base64 import b32encode
from datetime import date, timedelta
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.crypto import salted_hmac

from kurslink.models import (
    Course,
    ForeignMeeting,
    Institution,
    LicenceType,
    MeetingState,
    ZoomAccount,
    ZoomUser,
)
from kurslink.services.delete_foreign_meeting import delete_foreign_meeting
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.find_foreign_meetings import Look, look_at_account
from kurslink.services.foreign.origins import origins_of
from kurslink.services.ignore_foreign_meeting import ignore_foreign_meeting
from kurslink.services.retire_account import delete_account
from kurslink.services.rights import SHELL, Actor, Right
from kurslink.services.suggest_courses import search_courses, suggest_courses
from kurslink.services.transfer.create_meeting import LIST_LAG
from kurslink.services.transfer.markers import (
    agenda_with,
    marker_for,
    marker_in,
    marker_maker,
)
from kurslink.services.withdraw_course import withdraw_course
from kurslink.zoom.errors import CredentialsRefused, NotZoom
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.portal import current, made_by_hand, made_by_us
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def account(simulator: RunningSimulator) -> ZoomAccount:
    return make_account(simulator)


@pytest.fixture
def course(account: ZoomAccount) -> Course:  # noqa: ARG001  # a Zugang exists
    made = make_course(days=weekly(date(2026, 9, 2), 3))
    transfer(made)
    return made


def look(account: ZoomAccount) -> Look:
    return look_at_account(account, actor=SHELL, now=LATER)


def listed() -> list[int]:
    return list(ForeignMeeting.objects.order_by("pk").values_list("zoom_meeting_id", flat=True))


def test_only_meetings_no_course_holds_are_listed(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    foreign = made_by_hand(simulator, topic="Teamrunde\u202e")
    found = look(account)
    assert (found.foreign, found.unread, found.hosts > 1) == (1, (), True)
    row = ForeignMeeting.objects.get()
    assert row.zoom_meeting_id == foreign != current(course).zoom_meeting_id
    assert (row.topic, row.host.email, row.marker) == ("Teamrunde", simulator.hosts[0], "")
    assert (row.duration, row.first_seen_at, row.seen_at) == (90, LATER, LATER)
    assert row.starts_at is not None
    assert row.starts_at.isoformat() == "2026-09-02T16:00:00+00:00"


def test_hosts_that_are_not_offered_are_looked_at_too(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    assert account.users.filter(is_offered=True).count() == 1
    other = made_by_hand(simulator, host=2)
    look(account)
    assert listed() == [other]


def test_a_second_look_keeps_the_row_and_says_when_it_was_seen(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    meeting_id = made_by_hand(simulator)
    look(account)
    ignore_foreign_meeting(ForeignMeeting.objects.get(), actor=SHELL, now=NOW)
    simulator.control.change_meeting(meeting_id, topic="Neu")
    look_at_account(account, actor=SHELL, now=LATER + timedelta(hours=1))
    row = ForeignMeeting.objects.get()
    assert (row.topic, row.first_seen_at, row.seen_at - LATER) == ("Neu", LATER, timedelta(hours=1))
    assert (row.ignored_at, row.ignored_by) == (NOW, SHELL.reference)


def test_what_is_gone_from_zoom_leaves_the_list_also_if_ignored(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    meeting_id = made_by_hand(simulator)
    look(account)
    ignore_foreign_meeting(ForeignMeeting.objects.get(), actor=SHELL, now=NOW)
    simulator.control.delete_meeting(meeting_id)
    look(account)
    assert listed() == []


def test_a_host_whose_list_fails_stops_nobody_and_keeps_its_rows(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    first, other = made_by_hand(simulator), made_by_hand(simulator, host=2)
    look(account)
    simulator.control.delete_meeting(first)
    simulator.control.delete_meeting(other)
    host = account.users.get(email=simulator.hosts[0])
    simulator.control.fail_next("html_200", path=f"/v2/users/{host.zoom_user_id}/meetings")
    (unread,) = look(account).unread
    assert (unread.host, type(unread.error)) == (host, NotZoom)
    assert listed() == [first]


def test_what_would_fail_for_every_host_is_asked_once(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    simulator.control.drop_tokens()
    simulator.control.alter_app(client_secret="ein-anderes-geheimnis")
    asked = simulator.control.counters().calls.get("list_meetings", 0)
    unread = look(account).unread
    assert {type(each.error) for each in unread} == {CredentialsRefused}
    assert len(unread) > 2
    assert simulator.control.counters().calls.get("list_meetings", 0) - asked <= 1


def test_meetings_of_a_user_who_left_zoom_are_dropped(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    made_by_hand(simulator)
    look(account)
    account.users.filter(email=simulator.hosts[0]).update(vanished_at=NOW)
    look(account)
    assert listed() == []


def test_a_marker_is_ours_only_if_it_can_be_verified(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    course = make_course()
    ours = marker_for(course, part=1, generation=3)
    forged = "KL-" + "A" * 20
    made_by_hand(simulator, agenda=agenda_with(ours))
    made_by_hand(simulator, agenda=agenda_with(forged))
    made_by_hand(simulator, agenda=f"Siehe {ours}")
    look(account)
    assert [row.marker for row in ForeignMeeting.objects.order_by("pk")] == [ours, "", ""]


def test_the_origin_of_a_lost_row_is_found_by_making_the_marker_anew() -> None:
    make_course("262-1")
    course = make_course("262-2")
    marker = marker_for(course, part=1, generation=2)
    origin = origins_of({marker, "KL-" + "B" * 20})[marker]
    assert (origin.course, origin.generation, origin.row) == (course, 2, None)
    assert marker_in(agenda_with(marker) + "\nMehr") == marker
    assert marker_in(agenda_with(marker) + "A") == ""


def test_the_markers_of_many_courses_are_tried_in_a_moment() -> None:
    make = marker_maker()
    began = perf_counter()
    for course_id in range(20_000):
        make(course_id, 1, 1)
    assert perf_counter() - began < 5


def test_a_marker_stays_what_it_was_in_earlier_versions() -> None:
    subject = f"{Institution.load().instance_id}/7/1/2"
    digest = salted_hmac("kurslink.meeting", subject, algorithm="sha256").digest()
    assert marker_maker()(7, 1, 2) == "KL-" + b32encode(digest[:12]).decode().rstrip("=")


def test_a_meeting_whose_creation_is_still_open_is_nobody_elses(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    simulator.control.set_switch(list_lag_seconds=30)
    simulator.control.fail_next("drop", when="after", operation="create_meeting")
    transfer(course)
    simulator.control.set_clock(LATER)
    look(account)
    assert listed() == []


def test_a_detached_meeting_is_listed_and_one_just_deleted_is_not(
    account: ZoomAccount, course: Course
) -> None:
    other = make_course("262-2", days=weekly(date(2026, 9, 2), 1))
    transfer(other)
    detach_meeting(course, actor=SHELL, clock=clock)
    detached = course.meetings.get().zoom_meeting_id
    withdraw_course(other, actor=SHELL, clock=clock)
    look(account)
    assert listed() == [detached]


def test_a_meeting_the_list_still_shows_for_a_moment_after_its_deletion_is_not_listed(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    withdraw_course(course, actor=SHELL, clock=clock)
    row = course.meetings.get()
    back = made_by_hand(simulator, agenda=agenda_with(row.marker))
    course.meetings.update(zoom_meeting_id=back)
    look_at_account(account, actor=SHELL, now=NOW + LIST_LAG / 2)
    assert listed() == []
    look(account)
    assert listed() == [back]


def test_looking_asks_zoom_outside_of_any_transaction_once_per_host(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    hosts = account.users.filter(
        status="active", licence_type__in=(LicenceType.BASIC, LicenceType.LICENSED)
    ).count()
    before = simulator.control.counters().calls.get("list_meetings", 0)
    assert look(account).hosts == hosts
    assert simulator.control.counters().calls["list_meetings"] - before == hosts


def test_the_number_of_queries_does_not_grow_with_the_meetings(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            look(account)
        return len(captured)

    made_by_hand(simulator)
    look(account)
    one = queries()
    for _ in range(3):
        made_by_hand(simulator)
    look(account)
    assert queries() == one


def test_looking_needs_the_right_to_transfer(account: ZoomAccount) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        look_at_account(account, actor=Actor("L", frozenset({Right.VIEW})), now=NOW)


def test_a_deleted_account_leaves_no_foreign_meetings(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    made_by_hand(simulator)
    look(account)
    delete_account(account, actor=SHELL, now=NOW)
    assert listed() == []


# ---- Deleting by a person ----


def delete(foreign: ForeignMeeting) -> None:
    delete_foreign_meeting(foreign, actor=SHELL, clock=clock)


def test_a_detached_meeting_of_ours_can_be_deleted_and_the_course_remembers_it(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    detach_meeting(course, actor=SHELL, clock=clock)
    look(account)
    delete(ForeignMeeting.objects.get())
    assert (simulator.control.meetings(), listed()) == ([], [])
    row = course.meetings.get()
    step = row.steps.order_by("pk").last()
    assert step is not None
    assert (row.state, step.action, step.outcome) == (MeetingState.DELETED, "delete", "done")


def test_a_meeting_made_by_others_is_never_deleted(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    made_by_hand(simulator)
    look(account)
    with pytest.raises(Refusal) as refused:
        delete(ForeignMeeting.objects.get())
    assert refused.value.code == RefusalCode.MEETING_NOT_OURS
    assert len(simulator.control.meetings()) == 1


def test_a_marker_taken_out_in_the_portal_protects_the_meeting(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    detach_meeting(course, actor=SHELL, clock=clock)
    look(account)
    foreign = ForeignMeeting.objects.get()
    simulator.control.change_meeting(foreign.zoom_meeting_id, agenda="Unsere Runde")
    with pytest.raises(Refusal, match="meeting_not_ours"):
        delete(foreign)
    assert len(simulator.control.meetings()) == 1


def test_a_meeting_already_gone_is_only_forgotten(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    detach_meeting(course, actor=SHELL, clock=clock)
    look(account)
    simulator.control.delete_meeting(simulator.control.meetings()[0]["id"])
    delete(ForeignMeeting.objects.get())
    assert (listed(), course.meetings.get().state) == ([], MeetingState.DELETED)


def test_a_meeting_a_course_holds_by_now_is_not_deleted(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    detach_meeting(course, actor=SHELL, clock=clock)
    look(account)
    course.meetings.update(state=MeetingState.LIVE)
    with pytest.raises(Refusal, match="meeting_held"):
        delete(ForeignMeeting.objects.get())
    assert len(simulator.control.meetings()) == 1


def test_deleting_one_whose_row_was_lost_brings_the_row_back_as_history(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    course = make_course(software=None)
    made_by_us(simulator, account, marker_for(course, part=1, generation=2))
    look(account)
    delete(ForeignMeeting.objects.get())
    row = course.meetings.get()
    assert (row.generation, row.state) == (2, MeetingState.DELETED)
    assert simulator.control.meetings() == []


# ---- Which course it may belong to ----


def foreign_meeting(**fields: object) -> ForeignMeeting:
    account = ZoomAccount.objects.create(email="zoom@vhs.example")
    host = ZoomUser.objects.create(
        account=account, email="a@vhs.example", licence_type=2, status="active"
    )
    values = {"topic": "", "zoom_type": 2, "first_seen_at": NOW, "seen_at": NOW} | fields
    return ForeignMeeting.objects.create(
        account=account, host=host, zoom_meeting_id=83019642761, **values
    )


def test_courses_are_suggested_by_link_then_by_name_then_by_date() -> None:
    by_date = make_course("262-1", title="Yoga", days=weekly(date(2026, 9, 2), 1))
    by_title = make_course("262-2", title="Englisch B1")
    by_number = make_course("262-3", title="Anderes")
    by_link = make_course("262-4", title="Noch anderes")
    by_link.online.link = "https://vhs.zoom.us/j/83019642761?pwd=abc"
    by_link.online.save()
    make_course("262-5", title="Englisch B1", software="edudip")
    make_course("262-6", title="Englisch B1", status="cancelled")
    make_course("262-7", title="Nichts davon")
    foreign = foreign_meeting(
        topic="VHS: Englisch B1 (262-3)", starts_at="2026-09-02T16:00:00+00:00"
    )
    foreign.refresh_from_db()
    assert suggest_courses(foreign) == [by_link, by_title, by_number, by_date]


def test_courses_are_searched_by_number_and_title() -> None:
    wanted = make_course("262-1", title="Yoga am Morgen")
    make_course("262-2", title="Yoga am Abend")
    assert search_courses("262 morgen") == [wanted]
