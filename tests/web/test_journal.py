"""„Protokoll" and „Verlauf": who did what when, in sentences, for those it concerns."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kurslink.models import Event, JournalEntry, Role, User
from kurslink.services.journal.record import record
from kurslink.services.rights import BACKGROUND, SHELL, actor_for
from kurslink.sources.workbook import read_workbook
from tests.course_office import make_course
from tests.enrolments import enrol, make_participant
from tests.mails import make_instructor
from tests.people import PASSWORD, make_user
from tests.web.browser import Browser
from tests.web.conftest import signed_in

pytestmark = pytest.mark.django_db

KEYS = "Kommandozeile hat die gespeicherten Geheimnisse neu verschlüsselt."
LIST, FILE = "/protokoll/", "/protokoll/export/"


@pytest.fixture
def officer(db: None) -> Browser:  # noqa: ARG001  # asks for the database
    return signed_in(Role.PRIVACY)


def what(officer: Browser, **query: str) -> list[str]:
    """The sentences of the list, without the way to more of the same."""
    return [row[2].partition(" Nur dazu")[0] for row in officer.get(LIST, **query).rows()]


def test_an_empty_journal_says_what_will_stand_there(officer: Browser) -> None:
    page = officer.get(LIST)
    assert (page.heading, page.texts("//h2")) == ("Protokoll", ["Noch ist nichts festgehalten"])
    assert page.texts("//nav[@aria-label='Hauptmenü']//a[@aria-current]") == ["Protokoll"]


def test_entries_are_sentences_newest_first(officer: Browser) -> None:
    anna, course = make_user("anna"), make_course("262-1")
    record(actor_for(anna), Event.COURSE_CHANGED, course, changed={"title": ["Alt", "Neu"]})
    record(SHELL, Event.KEYS_ROTATED)
    first, second = officer.get(LIST).rows()
    assert first[1:] == [
        "Kommandozeile",
        "Kommandozeile hat die gespeicherten Geheimnisse neu verschlüsselt.",
    ]
    assert second[1] == "Anna"
    assert second[2].startswith("Anna hat den Kurs 262-1 geändert. Nur dazu")
    assert second[2].endswith("Titel: Alt → Neu")


def test_filters_in_the_address_narrow_the_list_and_are_chips(officer: Browser) -> None:
    anna, course = make_user("anna"), make_course("262-1")
    person = make_participant("Grünwald")
    record(actor_for(anna), Event.COURSE_CHANGED, course)
    record(BACKGROUND, Event.ENROLMENT_CHANGED, enrol(course, person))
    record(SHELL, Event.COURSE_CHANGED, make_course("262-2"))
    old = datetime.now(UTC) - timedelta(days=10)
    JournalEntry.objects.create(
        at=old, actor_kind="shell", event=Event.KEYS_ROTATED, subject_kind="installation"
    )
    of_anna = "Anna hat den Kurs 262-1 geändert."
    enrolment = "Kurslink hat die Anmeldung von Anna Grünwald zum Kurs 262-1 geändert."
    other = "Kommandozeile hat den Kurs 262-2 geändert."
    assert what(officer, wer=f"user:{anna.pk}") == [of_anna]
    assert what(officer, wer="shell") == [KEYS, other]
    assert what(officer, thema="course") == [other, of_anna]
    assert what(officer, objekt=f"course:{course.pk}") == [enrolment, of_anna]
    assert what(officer, objekt=f"participant:{person.pk}") == [enrolment]
    assert what(officer, q="grünwald") == [enrolment]
    assert what(officer, q="262-2") == [other]
    assert what(officer, bis=f"{old:%Y-%m-%d}") == [KEYS]
    assert KEYS not in what(officer, von=f"{datetime.now(UTC) - timedelta(days=2):%Y-%m-%d}")
    page = officer.get(LIST, wer="shell", objekt=f"course:{course.pk}", q="x")
    assert page.texts("//ul[@aria-label='Aktive Filter']//a") == [
        "Wer: Kommandozeile Filter aufheben",
        "Nur Kurs 262-1 Filter aufheben",
        "Suche: x Filter aufheben",
    ]
    assert page.texts("//h2") == ["Kein Eintrag passt"]


def test_nonsense_in_the_address_narrows_nothing(officer: Browser) -> None:
    record(SHELL, Event.KEYS_ROTATED)
    nonsense = ("wer", "user:x"), ("von", "gestern"), ("objekt", "x:1"), ("thema", "x")
    for name, value in nonsense:
        assert what(officer, **{name: value}) == [KEYS]


def test_a_pasted_page_asks_for_its_first_words_only(officer: Browser) -> None:
    make_course("262-1")
    assert officer.get("/protokoll/", q="a " * 5_000).status == 200


@pytest.mark.parametrize("count", [1, 40])
def test_any_number_of_entries_is_shown_with_the_same_questions(
    officer: Browser, count: int
) -> None:
    course, anna = make_course(), make_user("anna")
    for number in range(count):
        person = make_participant(f"Person {number}", email="")
        record(actor_for(anna), Event.ENROLMENT_CHANGED, enrol(course, person))
    with CaptureQueriesContext(connection) as queries:
        assert len(officer.get(LIST).rows()) == count
    assert len(queries) == 14


def test_the_file_has_all_entries_of_the_filter_and_making_it_is_noted(officer: Browser) -> None:
    for number in range(60):
        record(SHELL, Event.COURSE_CHANGED, make_course(f"262-{number}"))
    record(SHELL, Event.KEYS_ROTATED)
    answer = officer.client.get(FILE, {"thema": "course"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert (len(lines), lines[0].split(";")[1:4]) == (61, ['"Wann"', '"Wer"', '"Vorgang"'])
    assert '"Kommandozeile hat den Kurs 262-59 geändert."' in lines[1]
    book = BytesIO(officer.client.get(FILE, {"format": "xlsx"}).content)
    assert len(list(read_workbook(book))) == 63
    noted = JournalEntry.objects.filter(event=Event.JOURNAL_EXPORTED).order_by("pk")
    assert [entry.values for entry in noted] == [
        {"entries": 60, "format": "csv"},
        {"entries": 62, "format": "xlsx"},
    ]


def test_who_may_not_is_refused_and_that_is_noted(reader: Browser) -> None:
    user = User.objects.get()
    assert reader.get(LIST).status == 403
    assert reader.get("/einstellungen/").status == 403
    entries = JournalEntry.objects.order_by("pk")
    assert [(each.event, each.actor_id, each.values) for each in entries] == [
        ("right.refused", user.pk, {"right": "journal"}),
        ("right.refused", user.pk, {"right": "settings"}),
    ]


def test_the_pages_of_people_show_their_history(system: Browser) -> None:
    course = make_course("262-1")
    place, teacher, anna = enrol(course), make_instructor(course), make_user("anna")
    record(SHELL, Event.PERSON_CHANGED, place.participant, fields=["email"])
    record(SHELL, Event.PERSON_CHANGED, teacher, fields=["phone"])
    record(SHELL, Event.USER_CHANGED, anna, changed={"role": ["office", "reader"]})
    for address, sentence in (
        (
            f"/teilnehmende/{place.participant_id}/",
            "Kommandozeile hat die Angaben zu Anna Müller geändert.",
        ),
        (f"/dozenten/{teacher.pk}/", "Kommandozeile hat die Angaben zu Max Beispiel geändert."),
        (reverse("change_user", args=[anna.pk]), "Kommandozeile hat das Konto von Anna geändert."),
    ):
        page = system.get(address)
        assert sentence in page.texts("//ol[@class='journal']/li/span[2]")
        assert "Alles im Protokoll anzeigen" in page.texts("//main//a")


def test_the_office_sees_the_history_of_a_course(office: Browser) -> None:
    course = make_course("262-1")
    record(SHELL, Event.COURSE_CHANGED, course, changed={"room": ["", "5"]})
    (row,) = office.get(f"/kurse/{course.pk}/verlauf/").rows()
    assert row[1:3] == [
        "Kommandozeile",
        "Kommandozeile hat den Kurs 262-1 geändert. Raum: leer → 5",
    ]


class TestSigningIn:
    def sign_in(self, password: str, email: str = "anna@vhs.example") -> None:
        Client().post("/konto/anmelden/", {"login": email, "password": password})

    def noted(self) -> list[tuple[str, str, int | None, int | None]]:
        rows = JournalEntry.objects.order_by("pk")
        return list(rows.values_list("event", "actor_kind", "actor_id", "subject_id"))

    def test_success_and_failure_are_noted_by_number(self) -> None:
        anna = make_user("anna")
        self.sign_in("falsch")
        self.sign_in("falsch", "niemand@vhs.example")
        self.sign_in(PASSWORD)
        assert self.noted() == [
            ("session.failed", "system", None, anna.pk),
            ("session.failed", "system", None, None),
            ("session.started", "user", anna.pk, anna.pk),
        ]
        assert "niemand" not in str(list(JournalEntry.objects.values()))

    def test_the_end_is_noted(self) -> None:
        anna, client = make_user("anna"), Client()
        client.post("/konto/anmelden/", {"login": anna.email, "password": PASSWORD})
        client.post("/konto/abmelden/")
        assert [event for event, *_ in self.noted()] == ["session.started", "session.ended"]

    def test_guessing_is_noted_once_it_is_stopped(self) -> None:
        make_user("anna")
        for _ in range(14):
            self.sign_in("falsch")
        events = [event for event, *_ in self.noted()]
        assert events.count("session.locked") == 1
        assert 3 <= events.count("session.failed") < 14
