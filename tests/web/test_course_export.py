"""„Exportieren" on the course list: choose, download, and who gets what."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from kurslink.models import Course, Event, Instructor, JournalEntry, User
from tests.course_office import make_course, make_semester, weekly
from tests.enrolments import enrol
from tests.web.browser import Browser, Shown

FILE = "/kurse/export/datei/"


@pytest.fixture
def course(db: None) -> Course:  # noqa: ARG001  # asks for the database
    course = make_course("262-1", title="Yoga", days=weekly(date(2026, 9, 2), 2))
    course.online.meeting_number, course.online.passcode = "081234567890", "012345"
    course.online.link = "https://zoom.example/j/1"
    course.online.save()
    return course


def body(page: Shown) -> bytes:
    return bytes(page.response.content)


def rows(page: Shown) -> list[list[str]]:
    text = io.StringIO(body(page).decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=";"))


def test_the_list_leads_to_the_export_with_its_filter(course: Course, office: Browser) -> None:
    page = office.get("/kurse/", semester="262", q="Yoga", page="1")
    assert page.tree.xpath("//a[@id='export']/@href") == ["/kurse/export/?semester=262&q=Yoga"]
    assert course.number in page.texts("//td")


@pytest.mark.usefixtures("course")
def test_the_form_offers_formats_and_variables_in_groups(office: Browser) -> None:
    page = office.get("/kurse/export/", semester="262", q="Yoga")
    assert page.heading == "Kurse exportieren"
    assert page.texts("//select[@name='format']/option") == [
        "Excel (XLSX)",
        "CSV",
        "JSON",
        "Kalender (ICS)",
    ]
    assert page.texts("//legend[contains(@class, 'kern-label')]") == [
        "Kurs",
        "Einrichtung",
        "Benutzer",
    ]
    assert "<WEBIN_HOSZ> Kursart: Host (Zoom)" in page.texts("//label")
    ticks = "//input[@name='variables']"
    assert len(page.tree.xpath(ticks)) == len(page.tree.xpath(f"{ticks}[@checked]")) == 28
    hidden = page.tree.xpath("//main//input[@type='hidden']")
    kept = {each.get("name"): each.get("value") for each in hidden}
    assert kept == {"q": "Yoga", "semester": "262"}


@pytest.mark.usefixtures("course")
def test_whoever_exports_stands_in_the_journal(office: Browser) -> None:
    office.get(FILE, format="csv", semester="262", variables=["KURSNR", "WEBIN_PW"])
    entry = JournalEntry.objects.get(event=Event.COURSES_EXPORTED)
    assert entry.actor_id == User.objects.get(email="office@vhs.example").pk
    assert (entry.values["courses"], entry.values["variables"]) == (1, ["KURSNR", "WEBIN_PW"])


@pytest.mark.usefixtures("course")
def test_a_table_holds_what_the_list_shows(office: Browser) -> None:
    make_course("262-2", title="Tanz")
    make_course("261-1", title="Yoga", semester=make_semester("261"))
    names = ["KURSNR", "WEBIN_MID", "WEBIN_PW", "BEN_EMAIL"]
    page = office.get(FILE, format="csv", semester="262", q="Yoga", variables=names)
    assert rows(page) == [names, ["262-1", "081234567890", "012345", "office@vhs.example"]]
    headers = page.response.headers
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Content-Disposition"] == 'attachment; filename="kurse-262.csv"'
    assert "no-store" in headers["Cache-Control"]


def test_the_file_holds_every_page_of_the_list(office: Browser) -> None:
    for number in range(60):
        make_course(f"262-{number}")
    page = office.get(FILE, format="xlsx", semester="262", variables=["KURSNR"])
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(page)))
    sheet = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet] == ["KURSNR", *(f"262-{number}" for number in range(60))]


def test_a_calendar_needs_no_variables_and_may_be_one_persons(
    course: Course, office: Browser
) -> None:
    anna = Instructor.objects.create(last_name="Höß")
    course.instructors.add(anna)
    make_course("262-2", days=weekly(date(2026, 9, 2), 3))

    def count(**query: Any) -> int:
        file = body(office.get(FILE, format="ics", **query))
        return len(Calendar.from_ical(file).walk("VEVENT"))

    assert (count(semester="262"), count(instructor=anna.pk), count(semester="x")) == (5, 2, 0)


@pytest.mark.usefixtures("course")
def test_a_table_without_a_variable_is_asked_again(office: Browser) -> None:
    page = office.get(FILE, format="csv", semester="262")
    assert (page.status, page.notices) == (422, ["Wählen Sie mindestens eine Variable."])


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    "query", [{"format": "exe", "variables": "KURSNR"}, {"format": "csv", "variables": "X"}]
)
def test_what_the_form_does_not_offer_is_not_written(
    office: Browser, query: dict[str, str]
) -> None:
    assert office.get(FILE, **query).status == 422


def test_readers_get_no_passcodes(course: Course, reader: Browser) -> None:
    offered = reader.get("/kurse/export/").texts("//label/code")
    assert {"<WEBIN_LINK>", "<WEBIN_PW>", "<WEBIN_MOCO>"} & set(offered) == {"<WEBIN_LINK>"}
    assert reader.get(FILE, format="csv", variables=["WEBIN_PW"]).status == 422
    calendar = reader.get(f"/kurse/{course.pk}/kalender/")
    assert (calendar.status, b"012345" in body(calendar)) == (200, False)
    assert b"081234567890" in body(calendar)


def test_a_course_has_its_calendar(course: Course, office: Browser) -> None:
    make_course("262-2", days=weekly(date(2026, 9, 2), 3))
    Course.objects.filter(pk=course.pk).update(number='26/2 "1"')
    page = office.get(f"/kurse/{course.pk}/kurstage/")
    (way,) = page.tree.xpath("//a[normalize-space()='Kalender herunterladen']/@href")
    answer = office.get(way)
    assert len(Calendar.from_ical(body(answer)).walk("VEVENT")) == 2
    assert b"012345" in body(answer)
    headers = answer.response.headers
    assert headers["Content-Disposition"] == 'attachment; filename="kurs-26-2-1-.ics"'
    assert "no-store" in headers["Cache-Control"]
    assert office.get("/kurse/0/kalender/").status == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", [FILE, "/kurse/export/", "/kurse/1/kalender/"])
def test_nobody_exports_without_signing_in(path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.content) == (302, b"")


def test_the_people_of_the_listed_courses_are_a_file_too(course: Course, office: Browser) -> None:
    enrol(course, passcode="geheim")
    enrol(course, status="waiting")
    enrol(make_course("262-2", title="Tanz"))
    page = office.get("/kurse/export/", semester="262", q="Yoga", level="enrolment")
    assert page.texts("//a[@aria-current='page'][ancestor::ul[@class='tabs']]") == ["Anmeldungen"]
    assert page.heading == "Anmeldungen exportieren"
    assert "Die Datei enthält 1 Anmeldung mit Platz" in page.texts("//main//p")[0]
    assert "Kalender (ICS)" not in page.texts("//select[@name='format']/option")
    assert page.texts("//legend[contains(@class, 'kern-label')]") == [
        "Kurs",
        "Anmeldung",
        "Einrichtung",
        "Benutzer",
    ]
    names = ["KURSNR", "NACHNAME", "WEBIN_PW", "ONLINEPW", "BEN_EMAIL"]
    file = office.get(
        FILE, format="csv", semester="262", q="Yoga", level="enrolment", variables=names
    )
    assert rows(file) == [names, ["262-1", "Müller", "012345", "geheim", "office@vhs.example"]]
    disposition = file.response.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="anmeldungen-262.csv"'


@pytest.mark.usefixtures("course")
def test_readers_get_no_file_of_people(reader: Browser) -> None:
    assert reader.get("/kurse/export/").texts("//ul[@class='tabs']//a") == []
    for path in ("/kurse/export/", FILE):
        page = reader.get(path, level="enrolment", format="csv", variables=["NACHNAME"])
        assert page.status == 403


@pytest.mark.usefixtures("course")
def test_a_person_is_no_column_of_a_course(office: Browser) -> None:
    assert office.get(FILE, format="csv", variables=["NACHNAME"]).status == 422


@pytest.mark.parametrize("count", [1, 3])
def test_an_export_asks_the_database_as_often_for_one_course_as_for_three(
    office: Browser, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_course(f"262-{number}", days=weekly(date(2026, 9, 2), 2))
    office.get("/kurse/export/")
    with django_assert_num_queries(11):
        office.get(FILE, format="csv", semester="262", variables=["KURSNR", "WEBIN_ALTZ"])
