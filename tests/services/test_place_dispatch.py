"""Sending access data: now, at a moment, days before; what is written and what is held."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import translation
from pytest_django import Settings

from kurslink.models import (
    Course,
    CourseStatus,
    Dispatch,
    DispatchState,
    EnrolmentStatus,
    Institution,
    MailArea,
    MailMessage,
    MailSettings,
    MailState,
    Role,
    User,
)
from kurslink.services.cancel_mails import cancel_dispatch
from kurslink.services.carry_out_due import carry_out_due
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.mails.problems import problem_of
from kurslink.services.mails.wish import Wish
from kurslink.services.place_dispatch import place_dispatch
from kurslink.services.resend_mail import resend_mail
from kurslink.services.rights import SHELL, actor_for
from kurslink.services.words.mail_problems import explain_problem
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.enrolments import enrol, make_participant
from tests.mails import FIRST, LINK, make_instructor, make_ready, make_ready_course
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready_to_send(settings: Settings) -> None:
    make_ready(settings)


@pytest.fixture
def course() -> Course:
    course = make_ready_course()
    enrol(course)
    return course


def place(
    course: Course,
    wish: Wish = Wish(),  # noqa: B008  # frozen
    *,
    now: datetime = NOW,
    due_at: datetime | None = None,
    days_before: int | None = None,
) -> Dispatch:
    return place_dispatch(
        course, wish, actor=SHELL, now=now, due_at=due_at, days_before=days_before
    )


def refused(course: Course, wish: Wish = Wish()) -> RefusalCode:  # noqa: B008  # frozen
    with pytest.raises(Refusal) as refusal:
        place(course, wish)
    assert not MailMessage.objects.exists()
    assert not Dispatch.objects.exists()
    return refusal.value.code


def states() -> list[str]:
    return list(MailMessage.objects.values_list("state", flat=True))


def test_the_mail_says_in_the_offices_words_how_to_get_in(course: Course) -> None:
    place(course)
    mail = MailMessage.objects.get()
    assert mail.subject == "Zugangsdaten: Englisch B1 am Abend (262-4107)"
    assert mail.text.startswith("Sehr geehrte Frau Müller,\n")
    assert f"Meeting beitreten: {LINK}\nPasswort: 0815\nSoftware: edudip\n" in mail.text
    assert (mail.to_name, mail.to_address, mail.state) == (
        "Anna Müller", "anna@example.org", MailState.WAITING,
    )  # fmt: skip
    assert "BEGIN:VCALENDAR" in mail.calendar
    assert mail.calendar.count("BEGIN:VEVENT") == 3


def test_without_the_tick_no_calendar_goes_along(course: Course) -> None:
    place(course, Wish(with_calendar=False))
    assert MailMessage.objects.get().calendar == ""


def test_the_calendar_has_the_persons_own_link() -> None:
    course = make_ready_course()
    enrol(course, link="https://own.example.org/r/1")
    place(course)
    calendar = MailMessage.objects.get().calendar
    assert "https://own.example.org/r/1" in calendar
    assert LINK not in calendar


def test_ben_is_who_confirmed_and_otherwise_the_standard_contact(course: Course) -> None:
    clerk = User.objects.create_user("clerk@vhs.example", name="Karin", phone="0911 1")
    place_dispatch(course, Wish(), actor=actor_for(clerk), now=NOW, user=clerk)
    place(course, Wish(only_new=False), now=NOW + timedelta(minutes=1))
    by_clerk, by_shell = MailMessage.objects.order_by("placed_at")
    assert "0911 1\nclerk@vhs.example" in by_clerk.text
    assert "0911 0\nk@vhs.example" in by_shell.text


def test_a_person_without_address_waits_as_a_letter() -> None:
    course = make_ready_course()
    enrol(course, make_participant(email=""))
    place(course)
    assert states() == [MailState.TO_PRINT]


def test_sending_twice_writes_nothing_twice(course: Course) -> None:
    place(course)
    with pytest.raises(Refusal) as refusal:
        place(course)
    assert refusal.value.code is RefusalCode.NOBODY_TO_WRITE_TO
    assert len(states()) == 1


def test_to_all_everybody_is_written_to_once_more_on_purpose(course: Course) -> None:
    place(course)
    place(course, Wish(only_new=False))
    place(course, Wish(only_new=False))
    rounds = MailMessage.objects.order_by("round").values_list("round", flat=True)
    assert list(rounds) == [0, 1, 2]


def test_who_may_only_read_sends_nothing(course: Course) -> None:
    reader = User.objects.create_user("r@vhs.example", name="R", role=Role.READER)
    with pytest.raises(Refusal) as refusal:
        place_dispatch(course, Wish(), actor=actor_for(reader), now=NOW)
    assert refusal.value.code is RefusalCode.NOT_ALLOWED


def test_switched_off_nothing_is_sent_and_what_is_planned_waits(course: Course) -> None:
    place(course, days_before=3)
    Dispatch.objects.update(due_at=NOW)
    MailSettings.objects.update_or_create(pk=1, defaults={"sends_access_data": False})
    assert carry_out_due(now=NOW) == 0
    with pytest.raises(Refusal) as refusal:
        place(course)
    assert refusal.value.code is RefusalCode.SENDING_OFF


def test_without_sender_or_server_it_says_who_helps(course: Course) -> None:
    Institution.objects.update(sender_address="")
    assert refused(course) is RefusalCode.MAIL_SENDER_MISSING


def test_days_before_means_the_morning_and_moves_with_the_course(course: Course) -> None:
    dispatch = place(course, days_before=3)
    assert dispatch.due_at == datetime(2026, 8, 30, 6, 0, tzinfo=UTC)  # 8:00 in summer
    course.days.filter(date=FIRST).update(date=FIRST + timedelta(days=2))
    assert carry_out_due(now=datetime(2026, 8, 30, 7, 0, tzinfo=UTC)) == 0
    assert carry_out_due(now=datetime(2026, 9, 1, 6, 0, tzinfo=UTC)) == 1
    assert states() == [MailState.WAITING]
    assert carry_out_due(now=datetime(2026, 9, 1, 6, 1, tzinfo=UTC)) == 0


def test_days_that_are_gone_by_send_at_once(course: Course) -> None:
    dispatch = place(course, days_before=60)
    assert (dispatch.state, states()) == (DispatchState.DONE, [MailState.WAITING])


def test_what_is_planned_says_what_is_true_when_it_is_sent(course: Course) -> None:
    place(course, due_at=NOW + timedelta(days=1))
    enrol(course, make_participant("Später"))
    course.online.passcode = "4242"
    course.online.save()
    carry_out_due(now=NOW + timedelta(days=1))
    mails = MailMessage.objects.all()
    assert {mail.to_name for mail in mails} == {"Anna Müller", "Anna Später"}
    assert all("Passwort: 4242" in mail.text for mail in mails)


def test_an_unverified_course_is_held_and_goes_out_once_it_is_verified(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=weekly(FIRST, 3))
    enrol(course)
    place(course, due_at=NOW + timedelta(hours=1))
    assert carry_out_due(now=NOW + timedelta(hours=1)) == 0
    held = Dispatch.objects.get()
    assert held.state == DispatchState.HELD
    assert held.problem == problem_of(Refusal(RefusalCode.ACCESS_MISSING, number=course.number))
    assert explain_problem(held.problem).code == RefusalCode.ACCESS_MISSING  # as the page does
    transfer(course)
    assert carry_out_due(now=NOW + timedelta(hours=2)) == 1
    course.online.refresh_from_db()
    mail = MailMessage.objects.get()
    assert f"Meeting beitreten: {course.online.link}\n" in mail.text
    assert f"Meeting-ID: {course.online.meeting_number}\n" in mail.text


def test_a_planned_one_can_be_called_off_and_one_that_went_out_cannot(course: Course) -> None:
    planned = place(course, days_before=3)
    cancel_dispatch(planned, actor=SHELL, now=NOW)
    assert carry_out_due(now=datetime(2026, 8, 30, 6, 0, tzinfo=UTC)) == 0
    assert not cancel_dispatch(place(course), actor=SHELL, now=NOW)


def test_a_correction_names_the_moved_day_and_cancels_it_in_the_calendar(course: Course) -> None:
    place(course)
    day = course.days.get(date=FIRST)
    day.is_cancelled = True
    day.save()
    Course.objects.update(changed_at=NOW + timedelta(hours=1))
    place(course, Wish(area=MailArea.CHANGE), now=NOW + timedelta(hours=1))
    first, second = MailMessage.objects.order_by("placed_at")
    assert "STATUS:CANCELLED" not in first.calendar
    assert second.calendar.count("STATUS:CANCELLED") == 1
    assert "Mi 02.09.2026" not in second.text
    assert "Mi 09.09.2026, 18:00" in second.text


def test_a_cancelled_course_is_called_off(course: Course) -> None:
    make_instructor(course)
    Course.objects.update(status=CourseStatus.CANCELLED)
    course.refresh_from_db()
    place(course, Wish(area=MailArea.CANCELLATION, to_instructors=True))
    subjects = set(MailMessage.objects.values_list("subject", flat=True))
    assert subjects == {"Ausfall: Englisch B1 am Abend (262-4107)"}
    assert all(mail.calendar.count("STATUS:CANCELLED") == 3 for mail in MailMessage.objects.all())


def test_what_nobody_has_got_yet_is_overtaken_by_what_is_true_now(course: Course) -> None:
    enrol(course, make_participant("Brief", email=""))
    enrol(course, make_participant("Ohne-Neues"), link="https://own.example.org", passcode="1")
    place(course)
    place(course, Wish(area=MailArea.REMINDER))
    course.online.passcode = "4242"
    course.online.save()
    later = NOW + timedelta(minutes=10)
    place(course, Wish(area=MailArea.CHANGE), now=later)
    mails = MailMessage.objects.order_by("to_name", "pk").values_list("to_name", "state")
    assert list(mails) == [
        *[("Anna Brief", MailState.CANCELLED)] * 2,
        ("Anna Brief", MailState.TO_PRINT),
        *[("Anna Müller", MailState.CANCELLED)] * 2,
        ("Anna Müller", MailState.WAITING),
        *[("Anna Ohne-Neues", MailState.WAITING)] * 2,
    ]


def test_one_that_is_held_moves_with_the_course_too(course: Course) -> None:
    place(course, days_before=3)
    morning = datetime(2026, 8, 30, 6, 0, tzinfo=UTC)
    course.online.is_online = False
    course.online.save()
    assert carry_out_due(now=morning) == 0
    for day in course.days.order_by("-date"):
        day.date += timedelta(days=28)
        day.save()
    course.online.is_online = True
    course.online.save()
    assert carry_out_due(now=morning) == 0
    dispatch = Dispatch.objects.get()
    due_at = morning + timedelta(days=28)
    assert (dispatch.state, dispatch.problem) == (DispatchState.PLANNED, None)
    assert dispatch.due_at == due_at
    assert carry_out_due(now=due_at) == 1


def test_what_is_held_until_the_course_is_over_is_not_sent(course: Course) -> None:
    place(course, days_before=3)
    end = datetime(2026, 9, 16, 21, 0, tzinfo=UTC)
    place(course, due_at=end + timedelta(days=3))
    MailSettings.objects.update(sends_access_data=False)
    assert carry_out_due(now=end) == 0
    MailSettings.objects.update(sends_access_data=True)
    assert carry_out_due(now=end + timedelta(days=1)) == 0
    late = Dispatch.objects.get(state=DispatchState.CANCELLED)
    assert late.problem == problem_of(Refusal(RefusalCode.COURSE_OVER, number=course.number))
    assert states() == []
    assert carry_out_due(now=end + timedelta(days=3)) == 1  # that moment was somebody's choice
    assert states() == [MailState.WAITING]


def test_only_what_still_holds_is_sent_once_more(course: Course) -> None:
    place(course)
    MailMessage.objects.update(state=MailState.REJECTED)
    mail = MailMessage.objects.get()

    def refused_again() -> RefusalCode:
        with pytest.raises(Refusal) as refusal:
            resend_mail(mail, actor=SHELL, now=NOW)
        return refusal.value.code

    MailSettings.objects.update(sends_access_data=False)
    assert refused_again() is RefusalCode.SENDING_OFF
    MailSettings.objects.update(sends_access_data=True)
    course.online.passcode = "4242"
    course.online.save()
    assert refused_again() is RefusalCode.MAIL_OUTDATED
    course.online.passcode = "0815"
    course.online.save()
    course.enrolments.update(status=EnrolmentStatus.CANCELLED)
    assert refused_again() is RefusalCode.MAIL_OUTDATED
    course.enrolments.update(status=EnrolmentStatus.ENROLLED)
    Course.objects.update(status=CourseStatus.CANCELLED)
    assert refused_again() is RefusalCode.COURSE_CANCELLED_NO_MAIL
    Course.objects.update(status=CourseStatus.CONFIRMED)
    assert resend_mail(mail, actor=SHELL, now=NOW).round == 1


def test_a_mail_is_in_the_offices_language_whatever_the_clerk_reads(course: Course) -> None:
    course.days.filter(date=FIRST).update(is_cancelled=True, starts_at=time(9))
    course.days.filter(date=FIRST + timedelta(days=7)).update(starts_at=time(10))
    make_instructor(course)
    place(course, Wish(to_instructors=True))
    german = list(MailMessage.objects.values_list("subject", "text", "html", "calendar"))
    MailMessage.objects.all().delete()
    with translation.override("en"):
        place(course, Wish(to_instructors=True))
    english = list(MailMessage.objects.values_list("subject", "text", "html", "calendar"))
    assert english == german
