"""Who would get the access data of a course, and who not and why."""

from datetime import timedelta

import pytest

from kurslink.models import (
    Course,
    CourseStatus,
    EnrolmentStatus,
    MailArea,
    MailMessage,
    MailState,
    MailTemplate,
)
from kurslink.services.errors import RefusalCode
from kurslink.services.mails.wish import DispatchPlan, Fate, Wish
from kurslink.services.prepare_dispatch import prepare_dispatch
from kurslink.services.words.describe_sending import describe_change
from kurslink.services.words.notices import NoticeCode
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.enrolments import enrol, make_participant
from tests.mails import FIRST, LINK, make_instructor, make_ready_course
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db


def prepare(course: Course, **wish: object) -> DispatchPlan:
    return prepare_dispatch(course, Wish(**wish), now=NOW)  # type: ignore[arg-type]


def fates(plan: DispatchPlan) -> dict[str, Fate]:
    return {str(line.recipient.person): line.fate for line in plan.lines}


def tell(course: Course, plan: DispatchPlan, state: MailState = MailState.SENT) -> None:
    """As if the mails of `plan` had been sent."""
    for line in plan.written:
        MailMessage.objects.create(
            course=course,
            area=plan.wish.area,
            audience=line.recipient.audience,
            enrolment=line.recipient.enrolment,
            instructor=line.recipient.instructor,
            told=line.told,
            version=line.version,
            round=line.round,
            state=state,
            placed_at=NOW - timedelta(days=1),
            due_at=NOW,
        )


def test_only_people_with_a_place_and_those_who_teach_are_written_to() -> None:
    course = make_ready_course()
    enrol(course, make_participant("Angemeldet"))
    enrol(course, make_participant("Wartend"), status=EnrolmentStatus.WAITING)
    enrol(course, make_participant("Storniert"), status=EnrolmentStatus.CANCELLED)
    enrol(course, make_participant("Verschwunden"), missing_since=NOW)
    make_instructor(course)
    assert fates(prepare(course, to_instructors=True)) == {
        "Anna Angemeldet": Fate.MAIL,
        "Max Beispiel": Fate.MAIL,
    }


def test_who_teaches_only_one_day_is_told_too() -> None:
    course = make_ready_course()
    make_instructor(course, last_name="Immer")
    guest = make_instructor(make_course("262-2"), last_name="Gast")
    day = course.days.first()
    assert day is not None
    day.instructors.add(guest)
    plan = prepare(course, to_participants=False, to_instructors=True)
    assert set(fates(plan)) == {"Max Immer", "Max Gast"}


def test_a_person_without_address_gets_a_letter() -> None:
    course = make_ready_course()
    enrol(course, make_participant(email=""))
    assert fates(prepare(course)) == {"Anna Müller": Fate.LETTER}


def test_a_person_without_address_is_reached_at_who_registered_them() -> None:
    course = make_ready_course()
    child = make_participant("Kind", first_name="Kim", salutation="", email="")
    mother = make_participant("Mutter", email="mutter@example.org")
    enrol(course, child, registrant=mother)
    (line,) = prepare(course).lines
    assert (line.fate, line.recipient.address) == (Fate.MAIL, "mutter@example.org")
    assert line.values["ANSPRACHE"] == "Sehr geehrte Frau Mutter"
    assert (line.values["VORNAME"], line.values["NACHNAME"]) == ("Kim", "Kind")


def test_the_moderator_code_is_for_instructors_only() -> None:
    course = make_ready_course()
    enrol(course)
    make_instructor(course)
    participant, instructor = prepare(course, to_instructors=True).lines
    assert (participant.values["WEBIN_MOCO"], instructor.values["WEBIN_MOCO"]) == ("", "4711")


def test_own_access_data_win_and_with_an_own_link_all_three_are_the_persons() -> None:
    course = make_ready_course()
    enrol(course, make_participant("Code"), participant_code="17")
    enrol(course, make_participant("Link"), link="https://own.example.org")
    with_code, with_link = prepare(course).lines
    names = ("WEBIN_LINK", "WEBIN_TNCO", "WEBIN_PW")
    assert [with_code.values[name] for name in names] == [LINK, "17", "0815"]
    assert [with_link.values[name] for name in names] == ["https://own.example.org", "", ""]


def test_a_link_that_makes_everybody_host_is_never_told() -> None:
    course = make_ready_course()
    course.online.link = "https://zoom.us/s/1?zak=eyJ0"
    course.online.save()
    enrol(course)
    (line,) = prepare(course).lines
    assert (line.values["WEBIN_LINK"], line.fate) == ("", Fate.NO_WAY_IN)


def test_without_link_and_number_nobody_can_be_told_anything() -> None:
    course = make_ready_course()
    course.online.link = ""
    course.online.save()
    enrol(course, make_participant("Ohne"))
    enrol(course, make_participant("Mit"), link="https://own.example.org")
    assert fates(prepare(course)) == {"Anna Mit": Fate.MAIL, "Anna Ohne": Fate.NO_WAY_IN}


def test_who_was_told_is_only_told_again_on_purpose() -> None:
    course = make_ready_course()
    enrol(course, make_participant("Alt"))
    tell(course, prepare(course))
    enrol(course, make_participant("Neu"))
    assert fates(prepare(course)) == {"Anna Alt": Fate.HAS_IT, "Anna Neu": Fate.MAIL}
    again = prepare(course, only_new=False)
    assert [(line.fate, line.round) for line in again.lines] == [(Fate.MAIL, 1), (Fate.MAIL, 0)]


@pytest.mark.parametrize("state", [MailState.REJECTED, MailState.CANCELLED])
def test_a_mail_that_told_nobody_anything_does_not_count(state: MailState) -> None:
    course = make_ready_course()
    enrol(course)
    tell(course, prepare(course), state)
    assert fates(prepare(course)) == {"Anna Müller": Fate.MAIL}


def test_a_change_concerns_those_who_know_something_else() -> None:
    course = make_ready_course()
    enrol(course, make_participant("Alt"))
    tell(course, prepare(course))
    enrol(course, make_participant("Neu"))
    assert fates(prepare(course, area=MailArea.CHANGE)) == {
        "Anna Alt": Fate.HAS_IT,
        "Anna Neu": Fate.NOT_TOLD_BEFORE,
    }
    course.online.passcode = "4242"
    course.online.save()
    plan = prepare(course, area=MailArea.CHANGE)
    assert fates(plan)["Anna Alt"] is Fate.MAIL
    assert [change.name for change in plan.lines[0].changes] == ["WEBIN_PW"]


def test_a_moved_day_is_news_and_a_past_one_is_not() -> None:
    course = make_ready_course(days=weekly(NOW.date() - timedelta(days=7), 3))
    enrol(course)
    tell(course, prepare(course))
    past, _today, coming = course.days.all()
    past.is_cancelled = True
    past.save()
    assert fates(prepare(course, area=MailArea.CHANGE)) == {"Anna Müller": Fate.HAS_IT}
    coming.date += timedelta(days=1)
    coming.save()
    (line,) = prepare(course, area=MailArea.CHANGE).lines
    moved = coming.date
    assert [(change.kind, change.name) for change in line.changes] == [
        ("day_gone", (moved - timedelta(days=1)).isoformat()),
        ("day_new", moved.isoformat()),
    ]


def test_a_cancelled_course_is_called_off_and_nothing_else() -> None:
    course = make_ready_course()
    enrol(course)
    assert prepare(course, area=MailArea.CANCELLATION).error is not None
    course.status = CourseStatus.CANCELLED
    course.save()
    error = prepare(course).error
    assert error is not None
    assert error.code is RefusalCode.COURSE_CANCELLED_NO_MAIL
    plan = prepare(course, area=MailArea.CANCELLATION)
    assert (plan.error, fates(plan)) == (None, {"Anna Müller": Fate.MAIL})


def test_notices_say_what_was_entered_by_hand_and_that_participants_come_first() -> None:
    course = make_ready_course()
    make_instructor(course)
    plan = prepare(course, to_participants=False, to_instructors=True)
    codes = [notice.code for notice in plan.notices]
    assert codes == [NoticeCode.ENTERED_BY_HAND, NoticeCode.INSTRUCTORS_FIRST]


def test_zooms_access_data_count_once_they_were_read_back(simulator: RunningSimulator) -> None:
    make_account(simulator)
    course = make_course(days=weekly(FIRST, 3))
    enrol(course)
    error = prepare(course).error
    assert error is not None
    assert error.code is RefusalCode.ACCESS_MISSING
    transfer(course)
    plan = prepare(Course.objects.get(pk=course.pk))
    assert (plan.error, plan.count(Fate.MAIL)) == (None, 1)
    Course.objects.filter(pk=course.pk).update(changed_at=NOW + timedelta(hours=1))
    error = prepare(course).error
    assert error is not None
    assert error.code is RefusalCode.ACCESS_NOT_CURRENT


def test_a_text_that_cannot_be_sent_is_found_before() -> None:
    course = make_ready_course()
    enrol(course)
    template = MailTemplate.objects.create(name="Alt", subject="Hallo", body="<KURSNAME>")
    error = prepare(course, participants_template=template).error
    assert error is not None
    assert error.code is RefusalCode.MAIL_VARIABLE_MISSPELT


def test_who_was_told_that_nothing_takes_place_is_told_that_it_does_after_all() -> None:
    course = make_ready_course()
    enrol(course)
    tell(course, prepare(course))
    for state in (CourseStatus.CANCELLED, CourseStatus.CONFIRMED) * 2:
        course.status = state
        course.save()
        is_cancelled = state == CourseStatus.CANCELLED
        area = MailArea.CANCELLATION if is_cancelled else MailArea.CHANGE
        plan = prepare(course, area=area)
        assert (plan.error, fates(plan)) == (None, {"Anna Müller": Fate.MAIL})
        tell(course, plan)
        assert fates(prepare(course, area=area)) == {"Anna Müller": Fate.HAS_IT}


def test_a_new_moderator_code_is_news_to_instructors_only() -> None:
    course = make_ready_course()
    enrol(course)
    make_instructor(course)
    tell(course, prepare(course, to_instructors=True))
    course.online.moderator_code = "0007"
    course.online.save()
    plan = prepare(course, area=MailArea.CHANGE, to_instructors=True)
    assert fates(plan) == {"Anna Müller": Fate.HAS_IT, "Max Beispiel": Fate.MAIL}
    assert [describe_change(change) for change in plan.lines[1].changes] == ["neuer Moderator-Code"]
