"""Deleting one person: not while the person is expected somewhere, and then without a trace."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kurslink.models import (
    Audience,
    Course,
    CourseStatus,
    Deletion,
    DeletionKind,
    Enrolment,
    EnrolmentStatus,
    Instructor,
    MailArea,
    MailMessage,
    MailState,
    Participant,
)
from kurslink.services.erase_person import erase_person
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.mails.preview import preview_mail
from kurslink.services.mails.standard_texts import standard_text
from kurslink.services.mails.wish import Wish
from kurslink.services.place_dispatch import place_dispatch
from kurslink.services.rights import SHELL, Actor, Right
from kurslink.services.send_test_mail import Draft, send_test_mail
from kurslink.services.variables.course_values import with_values
from tests.course_office import NOW, make_course
from tests.enrolments import enrol, make_participant
from tests.mails import make_instructor, make_ready_course, ready_to_send

pytestmark = pytest.mark.django_db

AFTERWARDS = NOW + timedelta(days=60)


def tried_out(course: Course) -> Draft:
    """What somebody sees who tries the standard text out on `course`."""
    text = standard_text(MailArea.ACCESS_DATA, Audience.PARTICIPANTS)
    seen = with_values(Course.objects.filter(pk=course.pk)).get()
    mail = preview_mail(text, Audience.PARTICIPANTS, seen, user=None).mail
    return Draft(mail.subject, mail.text, mail.document)


def refusal_of(person: Participant | Instructor) -> tuple[RefusalCode, object]:
    with pytest.raises(Refusal) as raised:
        erase_person(person, actor=SHELL, now=NOW)
    return raised.value.code, raised.value.data["courses"]


def traces(*words: str) -> Iterator[str]:
    """Every column of the database, as text, in which one of `words` occurs."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    rows = (f"SELECT '{name} ' || row_to_json(t)::text FROM {name} t" for name in tables)  # noqa: S608  # our own names
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(rows))
        for (row,) in cursor.fetchall():
            yield from (row for word in words if word.lower() in row.lower())


def test_somebody_with_a_place_in_a_course_to_come_stays() -> None:
    person = make_participant()
    enrol(make_ready_course("262-1"), person)
    enrol(make_course("262-2"), person)
    enrol(make_ready_course("262-3"), person, status=EnrolmentStatus.CANCELLED)
    enrol(make_ready_course("262-4", status=CourseStatus.CANCELLED), person)
    assert refusal_of(person) == (RefusalCode.PERSON_IN_COURSE, "262-1, 262-2")


def test_once_the_enrolment_is_cancelled_the_person_can_go() -> None:
    enrolment = enrol(make_ready_course(), status=EnrolmentStatus.CANCELLED)
    report = erase_person(enrolment.participant, actor=SHELL, now=NOW)
    assert (report.kind, report.counts) == (
        DeletionKind.PERSON,
        {"participants": 1, "enrolments": 1},
    )
    assert not Enrolment.objects.exists()


def test_who_teaches_a_course_to_come_stays() -> None:
    person = make_instructor(make_ready_course())
    assert refusal_of(person) == (RefusalCode.PERSON_TEACHES, "262-4107")


def test_a_mail_that_is_waiting_is_not_sent_any_more() -> None:
    course = make_ready_course()
    enrolment = enrol(course)
    with ready_to_send():
        place_dispatch(course, Wish.usual(), actor=SHELL, now=NOW)
    assert [mail.state for mail in MailMessage.objects.all()] == [MailState.WAITING]
    erase_person(enrolment.participant, actor=SHELL, now=AFTERWARDS)
    assert not MailMessage.objects.exists()


def test_only_the_right_roles_may_delete_people() -> None:
    with pytest.raises(Refusal):
        erase_person(make_participant(), actor=Actor("A", frozenset({Right.EDIT})), now=AFTERWARDS)


@given(
    name=st.text("abcdefghijklmnopqrstuvwxyzäöüß", min_size=6, max_size=12),
    mail_state=st.sampled_from(MailState),
    registers=st.booleans(),
    has_address=st.booleans(),
    is_instructor=st.booleans(),
)
@settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_a_deletion_leaves_no_trace_of_the_person(
    name: str, mail_state: MailState, *, registers: bool, has_address: bool, is_instructor: bool
) -> None:
    last_name, address = f"Qx{name}", "zqw7@person.example"
    with transaction.atomic(), ready_to_send():
        course = make_ready_course()
        fields = {"first_name": f"Vx{name}", "email": address if has_address else ""}
        person: Participant | Instructor
        if is_instructor:
            person = make_instructor(course, last_name=last_name, **fields)
            enrol(course)
        else:
            person = make_participant(last_name, phone="0911 7654321", **fields)
            enrol(course, person, link="https://eigener.example/zqw7")
        if registers and isinstance(person, Participant):
            enrol(course, make_participant("Kind", email=""), registrant=person)
        wish = Wish.usual(to_instructors=is_instructor)
        place_dispatch(course, wish, actor=SHELL, now=NOW)
        problem = {"code": "mail-refused", "data": {"answer": f"550 <{address}> {last_name}"}}
        if not is_instructor:
            send_test_mail("a@vhs.example", tried_out(course), actor=SHELL, now=NOW, course=course)
        MailMessage.objects.update(state=mail_state, problem=problem)
        assert list(traces(last_name))
        erase_person(person, actor=SHELL, now=AFTERWARDS)
        left = list(traces(last_name, f"Vx{name}", "zqw7", "7654321"))
        transaction.set_rollback(True)
    assert left == []


def test_the_report_names_nobody() -> None:
    enrolment = enrol(make_ready_course(), make_participant("Unverwechselbar"))
    erase_person(enrolment.participant, actor=SHELL, now=AFTERWARDS)
    report = Deletion.objects.get()
    assert (report.started_by, report.started_at) == ("shell", AFTERWARDS)
    assert list(traces("Unverwechselbar")) == []
