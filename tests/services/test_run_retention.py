"""The nightly deletion: what is over its period goes, by itself, and only that."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app

from kurslink.models import (
    Course,
    Deletion,
    DeletionKind,
    Enrolment,
    EnrolmentStatus,
    ForeignMeeting,
    MailArea,
    MailMessage,
    MailState,
    Meeting,
    MeetingState,
    Order,
    OrderKind,
    OrderState,
    Participant,
    Retention,
    places_taken,
)
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.errors import Refusal
from kurslink.services.find_foreign_meetings import look_at_account
from kurslink.services.retention.things import Thing
from kurslink.services.rights import BACKGROUND, SHELL, Actor, Right
from kurslink.services.run_retention import next_run, preview_retention, run_retention
from kurslink.services.withdraw_course import withdraw_course
from kurslink.worker.tasks import delete_what_is_over
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.enrolments import enrol, make_participant
from tests.mails import LINK, make_ready_course
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

LAST = date(2026, 9, 16)  # the last of three days of `make_ready_course`


def after(days: int) -> datetime:
    """So many days after the last course day."""
    return NOW + (LAST - NOW.date()) + timedelta(days=days)


def run(at: datetime) -> dict[str, int]:
    report = run_retention(actor=BACKGROUND, clock=lambda: at)
    assert report.ended_at == at
    counts: dict[str, int] = report.counts
    return counts


def booked(course: Course) -> int | None:
    found: Course = Course.objects.annotate(booked=places_taken()).get(pk=course.pk)
    count: int | None = getattr(found, "booked")  # noqa: B009  # annotated
    return count


def write_mail(course: Course, enrolment: Enrolment | None = None, **fields: object) -> MailMessage:
    values = {
        "to_name": "Anna Müller",
        "to_address": "anna@example.org",
        "subject": "Zugangsdaten",
        "text": "Guten Tag, Frau Müller",
        "html": "<p>Guten Tag</p>",
        "told": {"WEBIN_LINK": LINK},
        "state": MailState.SENT,
        "placed_at": NOW,
        "due_at": NOW,
        "ended_at": NOW,
        "placed_by": "M. Brandt",
    } | fields
    return MailMessage.objects.create(
        course=course, enrolment=enrolment, area=MailArea.ACCESS_DATA, **values
    )


def test_access_data_go_thirty_days_after_the_last_course_day() -> None:
    course = make_ready_course()
    enrolment = enrol(course, link="https://eigener.example/raum", passcode="77")
    mail = write_mail(course, enrolment)
    assert run(after(30)) == {}
    assert run(after(31)) == {"access_data": 1}
    course.online.refresh_from_db()
    enrolment.refresh_from_db()
    mail.refresh_from_db()
    online = course.online
    assert (online.link, online.passcode, online.moderator_code) == ("", "", "")
    assert (enrolment.link, enrolment.passcode, mail.told) == ("", "", {})
    assert mail.text == "Guten Tag, Frau Müller"


def test_a_course_that_goes_on_keeps_everything() -> None:
    course = make_ready_course(days=weekly(date(2026, 1, 7), 45))
    mail = write_mail(course, enrol(course))
    assert run(NOW + timedelta(days=60)) == {}
    mail.refresh_from_db()
    assert mail.told == {"WEBIN_LINK": LINK}


def test_a_course_without_any_date_is_never_over() -> None:
    course = make_course(software="edudip")
    enrol(course)
    assert run(NOW + timedelta(days=3000)) == {}


def test_the_later_of_course_days_and_end_date_counts() -> None:
    make_ready_course(ends_on=LAST + timedelta(days=10))
    assert run(after(31)) == {}
    assert run(after(41)) == {"access_data": 1}


def test_participants_go_ninety_days_after_their_last_course() -> None:
    early, late = make_ready_course("262-1"), make_ready_course("262-2", ends_on=date(2026, 12, 1))
    stays, goes = make_participant("Bleibt"), make_participant("Geht")
    enrol(early, stays)
    enrol(early, goes)
    enrol(late, stays)
    counts = run(after(91))
    assert (counts["participants"], counts["enrolments"]) == (1, 1)
    assert list(Participant.objects.all()) == [stays]
    assert Enrolment.objects.count() == 2


def test_who_registered_somebody_stays_as_long_as_that_course() -> None:
    parent = make_participant("Eltern")
    enrol(make_ready_course("262-1"), parent)
    enrol(make_ready_course("262-2", ends_on=date(2027, 1, 31)), registrant=parent)
    run(after(91))
    assert Participant.objects.count() == 2


def test_who_registered_somebody_long_ago_goes_and_the_enrolment_stays() -> None:
    parent, child = make_participant("Eltern"), make_participant("Kind", email="")
    early = make_ready_course("262-1")
    enrolment = enrol(early, child, registrant=parent)
    enrol(make_ready_course("262-2", ends_on=date(2027, 1, 31)), child)
    mail = write_mail(early, enrolment, to_name="Frau Eltern", to_address=parent.email)
    run(after(91))
    enrolment.refresh_from_db()
    mail.refresh_from_db()
    assert enrolment.registrant is None
    assert (mail.enrolment, mail.to_name, mail.to_address, mail.text) == (enrolment, "", "", "")


def test_the_number_of_places_stays_known() -> None:
    course = make_ready_course(enrolled=99)
    for index in range(3):
        enrol(course, make_participant(f"N{index}"))
    enrol(course, make_participant("Storno"), status=EnrolmentStatus.CANCELLED)
    run(after(91))
    assert (Enrolment.objects.count(), booked(course)) == (0, 3)


def test_who_comes_back_with_an_import_is_not_counted_twice() -> None:
    course = make_ready_course()
    enrol(course)
    run(after(91))
    enrol(course)
    run(after(92))
    assert booked(course) == 1


def test_people_without_any_course_are_nobodys_any_more() -> None:
    make_participant()
    assert run(NOW) == {"participants": 1}


def test_a_mail_of_a_deleted_person_keeps_its_line_only() -> None:
    course = make_ready_course()
    mail = write_mail(course, enrol(course))
    run(after(91))
    mail.refresh_from_db()
    assert (mail.state, mail.course, mail.area) == (MailState.SENT, course, MailArea.ACCESS_DATA)
    assert (mail.to_name, mail.to_address, mail.subject, mail.text, mail.html) == ("",) * 5
    assert mail.enrolment is None


def test_texts_of_mails_go_before_their_lines() -> None:
    course = make_ready_course(ends_on=date(2028, 1, 1))
    mail = write_mail(course, enrol(course))
    letter = write_mail(course, state=MailState.TO_PRINT)
    waiting = write_mail(course, state=MailState.WAITING)
    assert run(NOW + timedelta(days=91)) == {"mail_texts": 2}
    for each in (mail, letter, waiting):
        each.refresh_from_db()
    assert (mail.text, mail.html, mail.to_name) == ("", "", "Anna Müller")
    assert letter.state == MailState.CANCELLED
    assert waiting.text == "Guten Tag, Frau Müller"
    assert run(NOW + timedelta(days=366)) == {"mail_lines": 2}
    assert list(MailMessage.objects.all()) == [waiting]


def test_history_goes_after_two_years_and_open_orders_stay() -> None:
    course = make_course()
    for state in (OrderState.ENDED, OrderState.WAITING):
        Order.objects.create(
            course=course,
            kind=OrderKind.TRANSFER,
            state=state,
            is_urgent=False,
            placed_by="M. Brandt",
            placed_at=NOW,
            due_at=NOW,
        )
    Deletion.objects.create(kind=DeletionKind.PERIODS, started_by="Kurslink", started_at=NOW)
    assert run(NOW + timedelta(days=731)) == {"history": 2}
    assert [order.state for order in Order.objects.all()] == [OrderState.WAITING]


def test_a_period_that_is_off_lets_nothing_be_deleted() -> None:
    names = ("access_days", "participant_days", "mail_text_days", "mail_line_days", "history_days")
    Retention.objects.create(pk=1, **dict.fromkeys(names))
    course = make_ready_course()
    write_mail(course, enrol(course))
    assert run(after(3000)) == {}


def test_a_second_run_finds_nothing_and_the_preview_said_what_the_first_does() -> None:
    course = make_ready_course()
    write_mail(course, enrol(course))
    at = after(400)
    said = preview_retention(actor=BACKGROUND, now=at)
    done = run(at)
    assert said == {
        Thing.ACCESS_DATA: 1,
        Thing.PARTICIPANTS: 1,
        Thing.MAIL_TEXTS: 1,
        Thing.MAIL_LINES: 1,
    }
    assert done == {"access_data": 1, "participants": 1, "enrolments": 1, "mail_lines": 1}
    assert run(at) == {}
    assert [report.counts for report in Deletion.objects.order_by("pk")] == [done, {}]


def test_a_thousand_people_are_deleted_with_few_questions() -> None:
    course = make_ready_course()
    people = [Participant(last_name=f"N{index}") for index in range(1_100)]
    Participant.objects.bulk_create(people)
    Enrolment.objects.bulk_create(Enrolment(course=course, participant=each) for each in people)
    with CaptureQueriesContext(connection) as asked:
        counts = run(after(91))
    assert (counts["participants"], booked(course)) == (1_100, 1_100)
    assert len(asked) < 130


def test_only_the_right_roles_may_run_it() -> None:
    with pytest.raises(Refusal):
        run_retention(actor=Actor("M. Brandt", frozenset({Right.EDIT})), clock=clock)


def test_the_worker_does_it_every_night() -> None:
    known = app.periodic_registry.periodic_tasks.values()
    assert [each.cron for each in known if each.task is delete_what_is_over] == ["41 1 * * *"]


def test_the_next_run_is_the_coming_night() -> None:
    assert next_run(NOW) == datetime.fromisoformat("2026-08-21T01:41:00+00:00")
    assert next_run(next_run(NOW)) == datetime.fromisoformat("2026-08-22T01:41:00+00:00")


@pytest.mark.django_db(transaction=True)
class TestMeetings:
    """What becomes of a meeting that Zoom may still hold."""

    def transferred(self, simulator: RunningSimulator) -> Course:
        make_account(simulator)
        course = make_course(days=weekly(date(2026, 9, 2), 3))
        transfer(course)
        return course

    def test_it_is_let_go_and_its_link_kept_in_no_history(
        self, simulator: RunningSimulator
    ) -> None:
        course = self.transferred(simulator)
        assert run(after(31)) == {"meetings_released": 1, "access_data": 1}
        meeting = Meeting.objects.get()
        assert (meeting.state, meeting.join_url, meeting.passcode) == (
            MeetingState.DETACHED,
            "",
            "",
        )
        course.online.refresh_from_db()
        assert (course.online.link, course.online.meeting_number) == ("", "")
        assert len(simulator.control.meetings()) == 1
        assert not Order.objects.exists()

    def test_let_go_so_it_is_on_no_list_with_its_link(self, simulator: RunningSimulator) -> None:
        course = self.transferred(simulator)
        account = Meeting.objects.get().host.account
        detach_meeting(course, actor=BACKGROUND, clock=clock)
        look_at_account(account, actor=SHELL, now=NOW)
        assert ForeignMeeting.objects.count() == 1
        run(after(31))
        look_at_account(account, actor=SHELL, now=NOW)
        assert not ForeignMeeting.objects.exists()

    def test_wanted_so_it_is_deleted_at_zoom_first(self, simulator: RunningSimulator) -> None:
        course = self.transferred(simulator)
        Retention.objects.create(pk=1, deletes_meetings=True)
        assert run(after(31)) == {"meetings_at_zoom": 1}
        assert run(after(32)) == {"meetings_at_zoom": 1}
        order = Order.objects.get()
        assert (order.kind, order.placed_by) == (OrderKind.WITHDRAW, "system")
        course.online.refresh_from_db()
        assert course.online.link
        Order.objects.all().delete()
        withdraw_course(course, actor=BACKGROUND, clock=clock)
        assert run(after(33)) == {"access_data": 1}
        assert Meeting.objects.get().join_url == ""

    def test_one_that_is_gone_needs_nobody_at_zoom(self, simulator: RunningSimulator) -> None:
        self.transferred(simulator)
        Meeting.objects.update(state=MeetingState.GONE)
        Retention.objects.create(pk=1, deletes_meetings=True)
        assert run(after(31)) == {"meetings_released": 1, "access_data": 1}
        assert Meeting.objects.get().state == MeetingState.DELETED

    def test_one_somebody_works_on_waits_for_the_next_night(
        self, simulator: RunningSimulator
    ) -> None:
        self.transferred(simulator)
        Meeting.objects.update(claim="00000000-0000-0000-0000-000000000001")
        Meeting.objects.update(claimed_until=after(31) + timedelta(minutes=1))
        assert run(after(31)) == {"meetings_left": 1}
        assert Meeting.objects.get().join_url
