"""What the office lets run by itself: off until somebody switches it on."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from pytest_django import Settings

from kurslink.models import (
    NOT_TOLD,
    Audience,
    Course,
    CourseStatus,
    Dispatch,
    MailArea,
    MailMessage,
    MailSettings,
    MailState,
    MailTemplate,
    Participant,
)
from kurslink.services.mails.settled_news import SETTLED
from kurslink.services.mails.wish import Wish
from kurslink.services.place_dispatch import place_dispatch
from kurslink.services.rights import SHELL
from kurslink.services.send_by_itself import send_by_itself
from kurslink.services.send_test_mail import Draft, send_test_mail
from tests.course_office import NOW
from tests.enrolments import enrol, make_participant
from tests.mails import make_instructor, make_ready, make_ready_course

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _ready_to_send(settings: Settings) -> None:
    make_ready(settings)


@pytest.fixture
def course() -> Course:
    course = make_ready_course()
    enrol(course)
    place_dispatch(course, Wish(), actor=SHELL, now=NOW)
    return course


def wanted(**switches: object) -> None:
    MailSettings.objects.update_or_create(pk=1, defaults=switches)


def written(area: MailArea) -> list[str]:
    """Names of those who were written to in `area`, without the first mail of the fixture."""
    mails = MailMessage.objects.filter(area=area, placed_at__gt=NOW)
    return list(mails.order_by("placed_at", "to_name").values_list("to_name", flat=True))


def settled(at: datetime) -> int:
    """What leaves if nobody changes anything after `at`; seen twice it leaves once."""
    assert send_by_itself(now=at) == 0
    placed = send_by_itself(now=at + SETTLED)
    assert send_by_itself(now=at + SETTLED) == 0
    return placed


def change_passcode(course: Course, at: datetime) -> None:
    course.online.passcode = "4242"
    course.online.save()
    Course.objects.filter(pk=course.pk).update(changed_at=at)


def test_nothing_runs_by_itself_until_it_is_switched_on(course: Course) -> None:
    change_passcode(course, NOW)
    enrol(course, make_participant("Neu"))
    assert [send_by_itself(now=LATER + timedelta(days=each)) for each in range(14)] == [0] * 14


def test_a_latecomer_gets_what_the_others_have(course: Course) -> None:
    wanted(sends_to_latecomers=True)
    assert send_by_itself(now=LATER) == 0
    enrol(course, make_participant("Neu"))
    never_sent = make_ready_course("262-2")
    enrol(never_sent, make_participant("Anderswo"))
    assert [send_by_itself(now=LATER), send_by_itself(now=LATER)] == [1, 0]
    assert written(MailArea.ACCESS_DATA) == ["Anna Neu"]


def test_a_correction_leaves_once_nobody_has_changed_anything_for_a_while(course: Course) -> None:
    wanted(corrects_by_itself=True)
    minutes = timedelta(minutes=1)
    change_passcode(course, LATER)
    assert [send_by_itself(now=LATER + each * minutes) for each in (0, 9)] == [0, 0]
    course.online.passcode = "4711"
    course.online.save()
    runs = [send_by_itself(now=LATER + each * minutes) for each in (10, 19, 20, 21)]
    assert runs == [0, 0, 1, 0]
    assert written(MailArea.CHANGE) == ["Anna Müller"]


def test_a_cancelled_course_is_called_off_once(course: Course) -> None:
    wanted(corrects_by_itself=True)
    make_instructor(course)
    Course.objects.update(status=CourseStatus.CANCELLED)
    assert settled(LATER) == 1
    assert written(MailArea.CANCELLATION) == ["Anna Müller", "Max Beispiel"]


def test_a_mistake_that_is_mended_at_once_tells_nobody_anything(course: Course) -> None:
    wanted(corrects_by_itself=True)
    Course.objects.update(status=CourseStatus.CANCELLED)
    assert send_by_itself(now=LATER) == 0
    Course.objects.update(status=CourseStatus.CONFIRMED)
    assert settled(LATER + timedelta(minutes=5)) == 0
    Course.objects.update(status=CourseStatus.CANCELLED)
    assert settled(LATER + timedelta(minutes=30)) == 1
    course.refresh_from_db()
    assert written(MailArea.CANCELLATION) == ["Anna Müller"]


BEGIN = datetime(2026, 9, 2, 16, 0, tzinfo=UTC)  # 18:00 in summer


@pytest.mark.usefixtures("course")
def test_a_reminder_comes_in_the_morning_some_days_before() -> None:
    wanted(reminder_days=2)
    moments = [
        datetime(2026, 8, 31, 5, 59, tzinfo=UTC),
        datetime(2026, 8, 31, 6, 0, tzinfo=UTC),
        datetime(2026, 8, 31, 9, 0, tzinfo=UTC),
        BEGIN,
    ]
    assert [send_by_itself(now=each) for each in moments] == [0, 1, 0, 0]
    assert written(MailArea.REMINDER) == ["Anna Müller"]


@pytest.mark.usefixtures("course")
def test_a_second_reminder_comes_hours_before() -> None:
    wanted(reminder_days=2, reminder_hours=3)
    moments = [BEGIN - timedelta(hours=each) for each in (50, 49, 4, 3, 2, 0)]
    assert [send_by_itself(now=each) for each in moments] == [1, 0, 0, 1, 0, 0]
    assert written(MailArea.REMINDER) == ["Anna Müller"] * 2
    assert Dispatch.objects.filter(area=MailArea.REMINDER).count() == 2


@pytest.mark.usefixtures("course")
def test_switched_on_late_it_does_not_remind_of_days_ago() -> None:
    wanted(reminder_days=5)
    assert send_by_itself(now=BEGIN - timedelta(hours=30)) == 0
    assert written(MailArea.REMINDER) == []


@pytest.mark.usefixtures("course")
def test_it_uses_the_text_the_office_marked_as_default() -> None:
    MailTemplate.objects.create(
        name="Unser Text",
        area=MailArea.REMINDER,
        audience=Audience.PARTICIPANTS,
        subject="Bis bald!",
        body="<ANSPRACHE>, bis bald!",
        is_default=True,
    )
    wanted(reminder_hours=3)
    send_by_itself(now=BEGIN - timedelta(hours=1))
    assert MailMessage.objects.get(area=MailArea.REMINDER).subject == "Bis bald!"


@pytest.mark.parametrize("state", NOT_TOLD)
def test_what_was_refused_or_called_off_does_not_leave_by_itself_again(
    course: Course, state: MailState
) -> None:
    wanted(sends_to_latecomers=True, corrects_by_itself=True)
    MailMessage.objects.update(state=MailState.SENT)
    enrol(course, make_participant("Neu"))
    change_passcode(course, NOW)
    runs = []
    for minute in (0, 10, 20):
        runs.append(send_by_itself(now=LATER + timedelta(minutes=minute)))
        MailMessage.objects.filter(placed_at__gt=NOW).update(state=state)
    assert runs == [1, 1, 0]
    Participant.objects.update(email="anders@example.org")
    assert [send_by_itself(now=LATER + timedelta(minutes=each)) for each in (30, 40)] == [1, 1]
    assert written(MailArea.CHANGE) == ["Anna Müller"] * 2
    assert written(MailArea.ACCESS_DATA) == ["Anna Neu"] * 2


def test_what_changes_back_and_forth_is_told_each_time(course: Course) -> None:
    wanted(corrects_by_itself=True)
    first = course.online.passcode
    for hour, passcode in enumerate(("4242", first, "4242", first), start=2):
        course.online.passcode = passcode
        course.online.save()
        at = NOW + timedelta(hours=hour)
        assert settled(at) == 1
    assert written(MailArea.CHANGE) == ["Anna Müller"] * 4


def test_a_test_mail_has_told_nobody_about_a_course() -> None:
    course = make_ready_course()
    enrol(course)
    draft = Draft("Betreff", "Text", "<p>Text</p>")
    send_test_mail("ich@example.org", draft, actor=SHELL, now=NOW, course=course)
    wanted(corrects_by_itself=True)
    Course.objects.update(status=CourseStatus.CANCELLED)
    assert send_by_itself(now=LATER) == 0


def test_a_day_after_the_planned_end_is_corrected_too(course: Course) -> None:
    wanted(corrects_by_itself=True)
    Course.objects.update(ends_on=date(2026, 9, 16))
    course.days.create(date=date(2026, 9, 30))
    assert settled(datetime(2026, 9, 29, 10, tzinfo=UTC)) == 1
    assert written(MailArea.CHANGE) == ["Anna Müller"]


def test_a_day_without_times_hinders_no_reminder_some_days_before(course: Course) -> None:
    Course.objects.update(starts_at=None, ends_at=None)
    course.days.update(starts_at=None, ends_at=None)
    wanted(reminder_days=2, reminder_hours=3)
    assert send_by_itself(now=datetime(2026, 8, 31, 6, 0, tzinfo=UTC)) == 1
    assert send_by_itself(now=datetime(2026, 9, 1, 8, 0, tzinfo=UTC)) == 0


def test_hours_before_are_hours_on_the_night_the_clocks_change(course: Course) -> None:
    night = date(2026, 10, 25)
    course.days.exclude(date=course.days.earliest("date").date).delete()
    course.days.update(date=night, starts_at=time(9), ends_at=time(12))
    wanted(reminder_hours=10)
    begin = datetime(2026, 10, 25, 8, 0, tzinfo=UTC)  # 9:00 in winter
    runs = [send_by_itself(now=begin - timedelta(hours=each)) for each in (11, 10.1, 10)]
    assert runs == [0, 0, 1]
