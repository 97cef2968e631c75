"""„Löschlauf & Datenschutz", „Auskunft" and „Person löschen"."""

import json
from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kurslink.models import Deletion, DeletionKind, EnrolmentStatus, Participant, Retention, Role
from kurslink.services.mails.wish import Wish
from kurslink.services.place_dispatch import place_dispatch
from kurslink.services.rights import SHELL
from tests.course_office import NOW
from tests.enrolments import enrol, make_participant
from tests.mails import make_instructor, make_ready_course, ready_to_send
from tests.web.browser import Browser
from tests.web.conftest import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/datenschutz/"
PERIODS = {
    "access_days": "30",
    "participant_days": "90",
    "mail_text_days": "90",
    "mail_line_days": "365",
    "history_days": "730",
}


@pytest.fixture
def officer(db: None) -> Browser:  # noqa: ARG001  # asks for the database
    return signed_in(Role.PRIVACY)


def of_person(person: Participant, rest: str) -> str:
    return f"/datenschutz/teilnehmende/{person.pk}/{rest}/"


def test_the_page_says_what_runs_when_and_who_may(officer: Browser) -> None:
    make_participant()
    page = officer.get(PAGE)
    assert page.heading == "Löschlauf & Datenschutz"
    assert page.labels == [
        "Meeting und Zugangsdaten",
        "Teilnehmende und Anmeldungen",
        "Texte der E-Mails und Briefe",
        "Versandprotokoll",
        "Protokoll, Verlauf und Aufträge",
    ]
    assert page.terms() == {"Teilnehmende": "1"}
    assert page.texts("//h2/following-sibling::span[1]")[1] == "Fr 21.08.2026, 03:41"
    said = page.texts("//section[@aria-labelledby='who-heading']//p")
    assert said[1] == "Das dürfen die Rollen: Systemverwaltung, Datenschutz."
    assert said[2].startswith("An Zoom werden keine Daten von Teilnehmenden übertragen")


def test_periods_are_changed_and_switched_off(officer: Browser) -> None:
    fields = PERIODS | {"access_days": "14", "history_days": "", "deletes_meetings": "on"}
    assert officer.post(PAGE, **fields).notices == ["Die Fristen sind gespeichert."]
    row = Retention.load()
    assert (row.access_days, row.history_days, row.deletes_meetings) == (14, None, True)
    assert officer.get(PAGE).tree.xpath("//input[@name='history_days']/@value") == []


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"access_days": "0"}, "Dieser Wert muss größer oder gleich 1 sein."),
        ({"access_days": "99999"}, "Dieser Wert muss kleiner oder gleich 3650 sein."),
        ({"access_days": "bald"}, "Bitte eine ganze Zahl eingeben."),
        (
            {"mail_line_days": "30"},
            "Das Versandprotokoll kann nicht früher gelöscht werden als die Texte der E-Mails."
            " Geben Sie dort mindestens 90 Tage an.",
        ),
    ],
)
def test_impossible_periods_are_refused(
    officer: Browser, changed: dict[str, str], error: str
) -> None:
    page = officer.post(PAGE, **PERIODS | changed)
    assert (page.status, page.errors) == (422, [error])
    assert Retention.load().access_days == 30


@pytest.mark.parametrize("count", [1, 3])
def test_reports_are_shown_with_few_questions(
    officer: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        Deletion.objects.create(
            kind=DeletionKind.PERIODS,
            started_by="Kurslink",
            started_at=NOW,
            ended_at=NOW,
            counts={"participants": 3, "enrolments": 5},
        )
    officer.get(PAGE)
    with django_assert_num_queries(20):
        page = officer.get(PAGE)
    assert page.rows() == count * [
        [
            "Do 20.08.2026, 12:00",
            "Löschlauf",
            "Kurslink",
            "Teilnehmende: 3 Anmeldungen: 5",
        ]
    ]


def test_a_run_that_was_broken_off_says_so(officer: Browser) -> None:
    Deletion.objects.create(kind=DeletionKind.PERIODS, started_by="Kurslink", started_at=NOW)
    assert officer.get(PAGE).rows()[0][3] == "nichts läuft oder wurde unterbrochen"


def test_all_about_a_person_is_read_and_downloaded(officer: Browser) -> None:
    course = make_ready_course()
    anna = make_participant(number="4711")
    enrol(course, anna, passcode="0815")
    with ready_to_send():
        place_dispatch(course, Wish.usual(), actor=SHELL, now=NOW)
    page = officer.get(of_person(anna, "auskunft"))
    assert page.terms()["Nummer"] == "4711"
    assert page.texts("//section[@aria-labelledby='courses-heading']//li") == [
        "262-4107 Englisch B1 am Abend (262): angemeldet, Passwort 0815"
    ]
    assert page.texts("//article/h3") == ["Zugangsdaten 262-4107"]
    answer = officer.get(of_person(anna, "auskunft/datei")).response
    document = json.loads(answer.content)
    assert document["records"][0]["person"]["last_name"] == "Müller"
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="auskunft-teilnehmende-{anna.pk}.json"'
    )
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_instructor_is_disclosed_and_deleted_too(officer: Browser) -> None:
    course = make_ready_course()
    person = make_instructor(course)
    course.days.all()[0].instructors.add(person)
    page = officer.get(f"/datenschutz/dozenten/{person.pk}/auskunft/")
    assert page.texts("//section[@aria-labelledby='courses-heading']//li") == [
        "262-4107 Englisch B1 am Abend (262)",
        "262-4107 Englisch B1 am Abend: Mi 02.09.2026, 18:00 – 19:30",
    ]
    course.days.all().delete()
    course.ends_on = NOW.date().replace(month=1)
    course.save()
    page = officer.post(f"/datenschutz/dozenten/{person.pk}/loeschen/")
    assert (page.address, page.notices) == ("/dozenten/", ["Die Person ist gelöscht."])


def test_a_person_is_deleted_after_a_question(officer: Browser) -> None:
    enrolment = enrol(make_ready_course(), status=EnrolmentStatus.CANCELLED)
    where = of_person(enrolment.participant, "loeschen")
    assert officer.get(where).buttons == ["Endgültig löschen", "Abbrechen"]
    page = officer.post(where)
    assert (page.address, page.notices) == ("/teilnehmende/", ["Die Person ist gelöscht."])
    assert not Participant.objects.exists()


@pytest.mark.parametrize("ask", [Browser.get, Browser.post])
def test_who_is_expected_in_a_course_stays(officer: Browser, ask: Callable[..., object]) -> None:
    enrolment = enrol(make_ready_course())
    page = ask(officer, of_person(enrolment.participant, "loeschen"))
    assert page.notices[0].startswith(  # type: ignore[attr-defined]  # a Shown
        "Anna Müller hat einen Platz in Kursen, die noch nicht vorbei sind: 262-4107."
    )
    assert Participant.objects.exists()


@pytest.mark.parametrize("name", ["privacy", "disclosure", "disclosure_file", "erase_person"])
def test_the_office_and_readers_may_not(office: Browser, reader: Browser, name: str) -> None:
    keys = {} if name == "privacy" else {"kind": "teilnehmende", "person_id": make_participant().pk}
    where = reverse(name, kwargs=keys)
    for browser in (office, reader):
        assert browser.get(where).status == 403
        assert browser.post(where).status in (403, 405)


def test_the_person_s_page_offers_it_to_the_right_roles(
    officer: Browser, office: Browser, system: Browser
) -> None:
    where = f"/teilnehmende/{make_participant().pk}/"
    assert officer.get(where).buttons == ["Auskunft", "Person löschen"]
    assert office.get(where).buttons == ["Speichern"]
    assert system.get(where).buttons == ["Speichern", "Auskunft", "Person löschen"]


def test_another_kind_of_person_does_not_exist(officer: Browser) -> None:
    make_participant()
    assert officer.get("/datenschutz/benutzer/1/auskunft/").status == 404


def test_the_belegung_says_why_nobody_is_left(office: Browser) -> None:
    course = make_ready_course(settled=7)
    page = office.get(f"/kurse/{course.pk}/belegung/")
    assert page.texts("//section/p") == [
        "Die Anmeldungen sind nach ihrer Frist gelöscht. Belegt waren 7 Plätze."
    ]
