"""„Auskunft": all that is stored about one person, and nothing about anybody else."""

import json
from datetime import date

import pytest

from kurslink.models import EnrolmentStatus, Instructor
from kurslink.services.disclose_person import disclose_person, find_records
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.mails.wish import Wish
from kurslink.services.place_dispatch import place_dispatch
from kurslink.services.rights import SHELL, Actor, Right
from tests.course_office import NOW
from tests.enrolments import enrol, make_participant
from tests.mails import FIRST, make_instructor, make_ready_course, ready_to_send

pytestmark = pytest.mark.django_db


def test_a_participant_learns_everything() -> None:
    course = make_ready_course(starts_on=FIRST)
    anna = make_participant(number="4711", phone="0911 1")
    enrol(course, anna, link="https://eigener.example/raum", number="A1")
    enrol(course, make_participant("Kind", email=""), registrant=anna)
    with ready_to_send():
        place_dispatch(course, Wish.usual(), actor=SHELL, now=NOW)
        document = disclose_person(anna, actor=SHELL, now=NOW)
    (record,) = document["records"]
    said = {
        "number": "262-4107",
        "title": "Englisch B1 am Abend",
        "semester": "262",
        "starts_on": "2026-09-02",
        "ends_on": None,
    }
    assert document["controller"] == "Musterstadt"
    assert record["kind"] == "participant"
    assert record["person"] == {
        "number": "4711",
        "salutation": "Frau",
        "title": "",
        "first_name": "Anna",
        "last_name": "Müller",
        "email": "anna@example.org",
        "phone": "0911 1",
    }
    assert record["enrolments"] == [
        {
            "course": said,
            "number": "A1",
            "status": "enrolled",
            "status_label": "angemeldet",
            "registered_by": "",
            "missing_in_export_since": None,
            "link": "https://eigener.example/raum",
            "participant_code": "",
            "passcode": "",
        }
    ]
    assert record["registrations"] == [{"participant": "Anna Kind", "course": said}]
    assert [(mail["to_address"], mail["state"]) for mail in record["mails"]] == [
        ("anna@example.org", "waiting"),
        ("anna@example.org", "waiting"),
    ]
    assert all(mail["text"] for mail in record["mails"])
    assert json.loads(json.dumps(document)) == document


def test_an_instructor_learns_the_courses_and_days() -> None:
    course = make_ready_course()
    person = make_instructor(course)
    course.days.all()[0].instructors.add(person)
    (record,) = disclose_person(person, actor=SHELL, now=NOW)["records"]
    assert (record["kind"], [each["number"] for each in record["courses"]]) == (
        "instructor",
        ["262-4107"],
    )
    assert [(each["date"], each["begin"], each["end"]) for each in record["days"]] == [
        (date(2026, 9, 2).isoformat(), "18:00", "19:30")
    ]


def test_the_periods_and_rights_are_told() -> None:
    information = disclose_person(make_participant(), actor=SHELL, now=NOW)["information"]
    assert information["periods"] == [
        "Meeting und Zugangsdaten: 30 Tage nach dem letzten Kurstag",
        "Teilnehmende und Anmeldungen: 90 Tage nach dem letzten Kurstag",
        "Texte der E-Mails und Briefe: 90 Tage",
        "Versandprotokoll: 365 Tage",
        "Protokoll, Verlauf und Aufträge: 730 Tage",
    ]
    assert "An Zoom werden keine Daten von Teilnehmenden übertragen" in information["recipients"]


def test_whoever_takes_part_and_teaches_is_one_person() -> None:
    anna = make_participant()
    teaching = Instructor.objects.create(
        first_name="Anna", last_name="Müller", email="ANNA@example.org"
    )
    assert find_records("Anna@Example.org") == (anna, teaching)


def test_a_number_finds_one_person() -> None:
    anna = make_participant(number="4711")
    make_participant("Kind")
    assert find_records("4711") == (anna,)


def test_a_family_s_address_names_nobody() -> None:
    make_participant()
    make_participant("Müller", first_name="Ben")
    with pytest.raises(Refusal) as raised:
        find_records("anna@example.org")
    assert (raised.value.code, raised.value.data["count"]) == (RefusalCode.PERSON_AMBIGUOUS, 2)


@pytest.mark.parametrize("name", ["", "niemand@example.org"])
def test_nobody_is_said_so(name: str) -> None:
    make_participant(email="")
    with pytest.raises(Refusal) as raised:
        find_records(name)
    assert raised.value.code is RefusalCode.PERSON_UNKNOWN


def test_only_the_right_roles_may_ask() -> None:
    with pytest.raises(Refusal):
        disclose_person(make_participant(), actor=Actor("A", frozenset({Right.EDIT})), now=NOW)


def test_what_was_cancelled_is_told_too() -> None:
    enrolment = enrol(make_ready_course(), status=EnrolmentStatus.CANCELLED)
    (record,) = disclose_person(enrolment.participant, actor=SHELL, now=NOW)["records"]
    assert record["enrolments"][0]["status_label"] == "storniert"
