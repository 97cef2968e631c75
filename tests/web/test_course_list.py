"""The list of courses: what it shows, finds, sorts, and how it stays fast."""

from datetime import date, time

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import Course, Instructor, Meeting, MeetingState, Semester
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import transfer_course
from tests.course_office import NOW, clock, make_account, make_course, make_semester, weekly
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown

NUMBER, TITLE, START, DAYS, INSTRUCTOR, ENROLLED, HOST, STATE, ACCESS = range(9)


def numbers(page: Shown) -> list[str]:
    return [row[NUMBER] for row in page.rows()]


def test_a_line_says_what_the_office_asks_for_first(office: Browser) -> None:
    course = make_course(
        days=weekly(date(2026, 9, 1), 3),
        starts_on=date(2026, 9, 1),
        starts_at=time(18, 0),
        enrolled=11,
        maximum=14,
    )
    course.instructors.add(Instructor.objects.create(first_name="Anna", last_name="Höß"))
    assert office.get("/kurse/").rows() == [
        [
            "262-4107",
            "Englisch B1 am Abend",
            "Di 01.09.2026, 18:00",
            "3",
            "Höß",
            "11 / 14",
            "",
            "nicht übertragen",
            "",
        ]
    ]


def test_the_columns_have_the_names_of_the_office(office: Browser) -> None:
    make_course()
    assert office.get("/kurse/").texts("//thead//th") == [
        "Kursnummer",
        "Titel",
        "Beginn",
        "Kurstage",
        "Dozent",
        "Belegung",
        "Host",
        "Zoom-Status",
        "Zugangsdaten",
    ]


def test_numbers_are_sorted_as_people_count(office: Browser) -> None:
    for number in ("262-10", "262-9", "262-100"):
        make_course(number)
    assert numbers(office.get("/kurse/")) == ["262-9", "262-10", "262-100"]
    assert numbers(office.get("/kurse/", semester="262", sort="-number")) == [
        "262-100",
        "262-10",
        "262-9",
    ]


@pytest.mark.parametrize("text", ["übungen", "ÜBUNGEN", "262-42", "acht", "acht übung"])
def test_search_finds_numbers_and_titles_whatever_their_case(office: Browser, text: str) -> None:
    make_course("262-4207", title="Übungen zur Achtsamkeit")
    make_course("262-1", title="Englisch")
    assert numbers(office.get("/kurse/", semester="262", q=text)) == ["262-4207"]


def test_filters_in_force_are_shown_as_chips_that_lift_them(office: Browser) -> None:
    make_course()
    page = office.get("/kurse/", semester="262", q="Englisch", state="transferred", online="1")
    assert page.texts("//*[contains(@class, 'chip')]/li") == [
        "Suche: Englisch Filter aufheben",
        "Zoom-Status: übertragen Filter aufheben",
        "Nur Online-Kurse Filter aufheben",
    ]
    assert (
        page.tree.xpath("//a[@class='chip']/@href")[0] == "?semester=262&state=transferred&online=1"
    )


def test_only_online_courses_are_shown_if_asked(office: Browser) -> None:
    make_course("262-1")
    make_course("262-2", software=None)
    assert numbers(office.get("/kurse/", semester="262", online="1")) == ["262-1"]


def test_a_state_can_be_filtered(office: Browser, simulator: RunningSimulator) -> None:
    make_account(simulator)
    transferred = make_course("262-1", days=weekly(date(2026, 9, 2), 1))
    make_course("262-2")
    transfer_course(transferred, actor=SHELL, clock=clock)
    Meeting.objects.update(state=MeetingState.GONE)
    page = office.get("/kurse/", semester="262", state="gone")
    assert [(row[NUMBER], row[STATE]) for row in page.rows()] == [("262-1", "in Zoom gelöscht")]


def test_the_present_semester_is_chosen_and_stands_in_the_address(office: Browser) -> None:
    make_course("262-1")
    spring = make_semester(
        "271", name="Frühjahr 2027", first_on=date(2027, 2, 1), last_on=date(2027, 7, 31)
    )
    make_course("271-1", semester=spring)
    page = office.get("/kurse/")
    assert (page.address, numbers(page)) == ("/kurse/?semester=262", ["262-1"])


def test_the_semester_looked_at_last_is_remembered(office: Browser) -> None:
    make_course("262-1")
    spring = Semester.objects.create(
        code="271", name="Frühjahr 2027", first_on=date(2027, 2, 1), last_on=date(2027, 7, 31)
    )
    make_course("271-1", semester=spring)
    office.get("/kurse/", semester="271")
    assert numbers(office.get("/kurse/")) == ["271-1"]
    assert numbers(office.get("/kurse/", semester="")) == ["262-1", "271-1"]


def test_more_courses_than_a_page_holds_go_on_the_next(office: Browser) -> None:
    for number in range(60):
        make_course(f"262-{number:03}", software=None)
    second = office.get("/kurse/", semester="262", page="2")
    assert numbers(second) == [f"262-{number:03}" for number in range(50, 60)]
    assert second.texts("//nav[@class='pages']/*") == ["Zurück", "Seite 1", "Seite 2"]


def test_without_courses_the_page_says_where_they_come_from(office: Browser) -> None:
    page = office.get("/kurse/")
    assert (page.texts("//h2"), page.buttons) == (["Noch keine Kurse"], ["Kursdatei importieren"])


def test_a_search_without_result_says_what_to_try(office: Browser) -> None:
    make_course()
    page = office.get("/kurse/", semester="262", q="Quantenphysik")
    assert (page.texts("//h2"), page.buttons) == (
        ["Kein Kurs passt"],
        ["Anzeigen", "In allen Semestern suchen"],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    office: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        course = make_course(f"262-{number}", days=weekly(date(2026, 9, 1), 2), changed_at=NOW)
        course.instructors.add(Instructor.objects.create(last_name="Höß"))
    office.get("/kurse/", semester="262")
    with django_assert_num_queries(12):
        office.get("/kurse/", semester="262")
    assert Course.objects.count() == count
