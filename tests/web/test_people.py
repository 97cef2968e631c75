"""„Teilnehmende" and „Dozenten": the lists, and the page of one person."""

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import Instructor, MailMessage, Participant
from kurslink.services.mails.wish import Wish
from kurslink.services.place_dispatch import place_dispatch
from kurslink.services.rights import SHELL
from tests.course_office import NOW, make_course
from tests.enrolments import enrol, make_participant
from tests.mails import FIRST, make_instructor, make_ready_course, ready_to_send
from tests.web.browser import Browser

pytestmark = pytest.mark.django_db

WRONG_ADDRESS = "„anna“ ist keine gültige E-Mail-Adresse. Prüfen Sie die Schreibweise."


def names(browser: Browser, path: str, **query: str) -> list[str]:
    return [row[0] for row in browser.get(path, **query).rows()]


@pytest.fixture
def three() -> None:
    make_participant("Zahn", first_name="Ute", email="ute@example.org", number="7")
    make_participant("Älbers", first_name="Ben", email="", number="12")
    make_participant("Müller", title="Dr.")


@pytest.mark.usefixtures("three")
def test_everybody_stands_in_order_of_name(reader: Browser) -> None:
    page = reader.get("/teilnehmende/")
    assert page.rows() == [
        ["Älbers, Ben", "–", "12", "0"],
        ["Müller, Anna Dr.", "anna@example.org", "–", "0"],
        ["Zahn, Ute", "ute@example.org", "7", "0"],
    ]
    assert page.texts("//p[@class='count']") == ["3 Personen"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zahn ute", ["Zahn, Ute"]),
        ("UTE example zahn", ["Zahn, Ute"]),
        ("12", ["Älbers, Ben"]),
        ("älb", ["Älbers, Ben"]),
        ("ben zahn", []),
        ("%", []),
        ("_", []),
    ],
)
def test_each_word_must_occur_somewhere(office: Browser, text: str, found: list[str]) -> None:
    page = office.get("/teilnehmende/", q=text)
    assert page.texts("//tbody/tr/td[1]") == found
    assert page.texts("//main//h2") == ([] if found else ["Niemand passt"])


@pytest.mark.parametrize("text", ["q " * 5_000, "x" * 10_000, "\x00", "\\", "(((", "'; DROP"])
def test_a_strange_search_finds_nobody_and_hurts_nobody(office: Browser, text: str) -> None:
    make_participant("Zzz", first_name="")
    page = office.get("/teilnehmende/", q=text)
    assert (page.status, page.texts("//main//tbody")) in ((200, []), (400, []))


@pytest.mark.usefixtures("three")
def test_the_headings_sort(office: Browser) -> None:
    descending = ["Zahn, Ute", "Müller, Anna Dr.", "Älbers, Ben"]
    assert names(office, "/teilnehmende/", sort="-name") == descending
    by_address = ["Älbers, Ben", "Müller, Anna Dr.", "Zahn, Ute"]
    assert names(office, "/teilnehmende/", sort="email") == by_address
    assert names(office, "/teilnehmende/", sort="'; --") == by_address


def test_fifty_stand_on_a_page(office: Browser) -> None:
    Participant.objects.bulk_create(Participant(last_name=f"N{index:03}") for index in range(120))
    last = [f"N{index}" for index in range(100, 120)]
    assert names(office, "/teilnehmende/", page="3") == last
    assert len(names(office, "/teilnehmende/", page="99")) == 20


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_number_of_questions_for_any_number(
    office: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for index in range(count):
        course = make_course(f"262-{index}")
        enrol(course, make_participant(f"N{index}"))
        make_instructor(course, last_name=f"D{index}")
    office.get("/teilnehmende/")
    with django_assert_num_queries(7):
        office.get("/teilnehmende/")
    with django_assert_num_queries(7):
        office.get("/dozenten/")


def test_an_empty_list_says_where_people_come_from(office: Browser, reader: Browser) -> None:
    assert office.get("/dozenten/").buttons == ["Suchen", "Zum Import", "Person hinzufügen"]
    assert reader.get("/dozenten/").buttons == ["Suchen"]


def test_the_page_of_a_participant_shows_courses_registrations_and_mails(office: Browser) -> None:
    course = make_ready_course(starts_on=FIRST)
    anna, parent = make_participant(), make_participant("Eltern", email="e@example.org")
    enrolment = enrol(course, anna, registrant=parent)
    with ready_to_send():
        place_dispatch(course, Wish.usual(), actor=SHELL, now=NOW)
    page = office.get(f"/teilnehmende/{anna.pk}/")
    mail = MailMessage.objects.get()
    assert page.heading == "Anna Müller"
    assert page.rows(0) == [
        ["262-4107 Englisch B1 am Abend", "Mi 02.09.2026", "angemeldet", "Anna Eltern"]
    ]
    assert page.rows(1) == [
        ["Do 20.08.2026, 12:00", "262-4107", "Zugangsdaten", "anna@example.org", "wartet"]
    ]
    links = [str(each) for each in page.tree.xpath("//main//td//a/@href")]
    assert links == [
        f"/kurse/{course.pk}/belegung/{enrolment.pk}/",
        f"/teilnehmende/{parent.pk}/",
        f"/kurse/{course.pk}/belegung/",
        f"/versand/{mail.pk}/",
    ]
    assert office.get(f"/teilnehmende/{parent.pk}/").rows(0) == [
        ["Anna Müller", "262-4107 Englisch B1 am Abend", "angemeldet"]
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_any_number_of_courses(
    office: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    anna, parent = make_participant(), make_participant("Eltern")
    for index in range(count):
        course = make_course(f"262-{index}")
        enrol(course, anna, registrant=parent)
        enrol(course, make_participant(f"N{index}"), registrant=anna)
    with django_assert_num_queries(13):
        office.get(f"/teilnehmende/{anna.pk}/")


def test_a_change_holds_in_all_courses(office: Browser) -> None:
    anna = make_participant(number="4711")
    first, second = enrol(make_course("262-1"), anna), enrol(make_course("262-2"), anna)
    page = office.post(
        f"/teilnehmende/{anna.pk}/",
        first_name="Anna-Lena",
        last_name="Müller",
        email="neu@example.org",
        number="9",
    )
    assert page.notices == ["Die Änderungen sind gespeichert."]
    for enrolment in (first, second):
        enrolment.refresh_from_db()
        assert str(enrolment.participant) == "Anna-Lena Müller"
    anna.refresh_from_db()
    assert (anna.email, anna.number) == ("neu@example.org", "4711")


def test_a_wrong_address_is_refused_at_its_field(office: Browser) -> None:
    anna = make_participant()
    page = office.post(f"/teilnehmende/{anna.pk}/", last_name="Müller", email="anna")
    assert (page.status, page.errors) == (422, [WRONG_ADDRESS])


def test_a_reader_sees_but_cannot_change(reader: Browser) -> None:
    page = reader.get(f"/teilnehmende/{make_participant().pk}/")
    assert (page.status, page.buttons) == (200, [])


def test_an_instructor_is_added_by_hand(office: Browser) -> None:
    page = office.post("/dozenten/neu/", first_name="Max", last_name="Beispiel", number="D7")
    assert (page.heading, page.notices) == ("Max Beispiel", ["Max Beispiel ist aufgenommen."])
    assert Instructor.objects.get().number == "D7"


def test_a_number_is_given_once(office: Browser) -> None:
    Instructor.objects.create(last_name="Erste", number="D7")
    page = office.post("/dozenten/neu/", last_name="Zweite", number="D7")
    assert (page.status, page.errors) == (
        422,
        [
            "Die Nummer D7 hat schon Erste. Öffnen Sie die vorhandene Person, oder prüfen Sie die"
            " Nummer."
        ],
    )


def test_the_page_of_an_instructor_shows_courses_days_and_calendar(reader: Browser) -> None:
    course = make_ready_course(starts_on=FIRST)
    person = make_instructor(course)
    course.days.all()[0].instructors.add(person)
    page = reader.get(f"/dozenten/{person.pk}/")
    assert page.rows(0) == [["262-4107 Englisch B1 am Abend", "Mi 02.09.2026", "geplant"]]
    assert page.rows(1) == [["Mi 02.09.2026", "18:00", "19:30", "262-4107 Englisch B1 am Abend"]]
    calendar = reader.get(f"/dozenten/{person.pk}/kalender/").response
    assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert calendar.content.count(b"BEGIN:VEVENT") == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_an_instructor_asks_the_same_number_of_questions(
    office: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    person = make_instructor(make_ready_course())
    for index in range(count):
        course = make_ready_course(f"262-{index}")
        course.days.all()[0].instructors.add(person)
    with django_assert_num_queries(13):
        office.get(f"/dozenten/{person.pk}/")


def test_an_instructor_s_address_is_refused_at_its_field(office: Browser) -> None:
    person = make_instructor(make_course())
    page = office.post(f"/dozenten/{person.pk}/", last_name="Beispiel", email="anna")
    assert (page.status, page.errors) == (422, [WRONG_ADDRESS])


def test_who_teaches_a_course_is_changed_by_hand(office: Browser) -> None:
    course = make_ready_course()
    former = make_instructor(course)
    course.days.all()[0].instructors.add(former)
    new = Instructor.objects.create(first_name="Eva", last_name="Neu")
    pages = f"/kurse/{course.pk}/dozenten/"
    assert office.get(pages, q="eva").texts("//li//button") == [
        "entfernen – Max Beispiel",
        "hinzufügen – Eva Neu",
    ]
    page = office.post(pages, add=str(new.pk))
    assert page.notices == ["Eva Neu unterrichtet jetzt diesen Kurs."]
    page = office.post(pages, remove=str(former.pk))
    assert page.notices == ["Max Beispiel unterrichtet diesen Kurs nicht mehr."]
    assert list(course.instructors.all()) == [new]
    assert not former.days.exists()


@pytest.mark.parametrize("key", ["", "x", "999999"])
def test_nobody_cannot_teach(office: Browser, key: str) -> None:
    course = make_course()
    assert office.post(f"/kurse/{course.pk}/dozenten/", add=key).status == 404


def test_names_are_shown_as_text(office: Browser) -> None:
    person = make_participant("<b>x</b>", first_name="{{7*7}}")
    assert office.get(f"/teilnehmende/{person.pk}/").heading == "{{7*7}} <b>x</b>"
    assert names(office, "/teilnehmende/") == ["<b>x</b>, {{7*7}}"]
