"""What every list can do, shown on the Kursliste: columns, rows to a page, print, files."""

import csv
import io
from datetime import date, timedelta

import pytest

from kurslink.models import Enrolment, JournalEntry, Participant, User
from kurslink.web.course_columns import COURSES
from tests.course_office import NOW, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown

HEADS = "//thead//th"


def table_of(answer: Shown) -> list[list[str]]:
    text = answer.response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_columns_of_the_address_are_shown_in_the_order_of_the_list(office: Browser) -> None:
    make_course("262-1")
    page = office.get("/kurse/", semester="262", col=["department", "title", "nonsense"])
    assert page.texts(HEADS) == ["Kursnummer", "Titel", "Fachbereich"]


def test_chosen_columns_are_kept_for_the_next_time(office: Browser) -> None:
    make_course("262-1")
    chosen = office.get("/kurse/", semester="262", col=["title", "end"], remember="chosen")
    assert (chosen.address, chosen.texts(HEADS)) == (
        "/kurse/?semester=262",
        ["Kursnummer", "Titel", "Ende"],
    )
    assert User.objects.get().list_columns == {"courses": ["title", "end"]}
    office.get("/kurse/", semester="262", remember="usual")
    assert User.objects.get().list_columns == {}


def test_a_shared_address_leaves_the_columns_of_who_opens_it(office: Browser) -> None:
    make_course("262-1")
    office.get("/kurse/", semester="262", col=["end"])
    assert User.objects.get().list_columns == {}


def test_every_column_that_can_be_sorted_can_be_sorted_both_ways(office: Browser) -> None:
    make_course("262-1")
    everything = [column.name for column in COURSES.columns]
    page = office.get("/kurse/", semester="262", col=everything)
    links = page.tree.xpath("//thead//a/@href")
    assert len(links) == len([each for each in COURSES.columns if each.order])
    for link in links:
        for wish in (link, link.replace("sort=", "sort=-")):
            assert office.get(f"/kurse/{wish}").status == 200


def test_rows_to_a_page_are_chosen_and_counted(office: Browser) -> None:
    for number in range(30):
        make_course(f"262-{number:02}", software=None)
    page = office.get("/kurse/", semester="262", rows="25", page="2")
    assert (len(page.rows()), page.texts("//p[@id='range']")) == (5, ["26–30 von 30"])
    assert len(office.get("/kurse/", semester="262", rows="7").rows()) == 30


def test_a_file_holds_the_chosen_columns_of_all_pages(office: Browser) -> None:
    for number in range(30):
        make_course(f"262-{number:02}", title="=SUM(1)", software=None)
    answer = office.get("/kurse/", semester="262", rows="25", col=["title"], **{"as": "csv"})
    rows = table_of(answer)
    assert (rows[0], len(rows), rows[1]) == (
        ["Kursnummer", "Titel"],
        31,
        ["262-00", "'=SUM(1)"],
    )
    assert "kurse.csv" in answer.response.headers["Content-Disposition"]
    book = office.get("/kurse/", semester="262", **{"as": "xlsx"})
    assert book.response.content.startswith(b"PK")


def test_only_ticked_courses_are_exported_if_somebody_ticked(office: Browser) -> None:
    chosen = [make_course(f"262-{number}").pk for number in range(3)][:2]
    rows = table_of(office.get("/kurse/", course=chosen, **{"as": "csv"}))
    assert [row[0] for row in rows[1:]] == ["262-0", "262-1"]


def test_a_print_holds_every_row_the_filters_and_the_day(office: Browser) -> None:
    for number in range(60):
        make_course(f"262-{number:02}", software=None)
    page = office.get("/kurse/", semester="262", q="Englisch", **{"as": "print"})
    assert (page.heading, len(page.rows())) == ("Kurse", 60)
    said = page.texts("//div[@class='printed']/p")[0]
    assert "60 Zeilen · Suche: Englisch" in said
    assert "2026" in said


@pytest.mark.parametrize(("soon", "found"), [("7", ["262-1"]), ("14", ["262-1", "262-2"])])
def test_courses_that_begin_soon_are_found(office: Browser, soon: str, found: list[str]) -> None:
    for number, days in enumerate((5, 12, 20), start=1):
        make_course(f"262-{number}", starts_on=NOW.date() + timedelta(days=days))
    page = office.get("/kurse/", semester="262", soon=soon)
    assert [row[0] for row in page.rows()] == found


def test_what_a_course_lacks_is_found(office: Browser) -> None:
    course = make_course("262-1", days=weekly(date(2026, 9, 2), 1))
    make_course("262-2", software=None)
    Enrolment.objects.create(
        course=course, participant=Participant.objects.create(last_name="Abel")
    )
    for only in ("no_host", "untold"):
        rows = office.get("/kurse/", semester="262", only=only).rows()
        assert [(row[0], row[-1]) for row in rows] == [("262-1", "0 / 1")]
    page = office.get("/kurse/", semester="262", only="no_host")
    assert page.texts("//a[@class='chip']") == ["ohne Host Filter aufheben"]


def test_a_course_whose_licence_is_needed_twice_is_in_conflict(
    office: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    host = account.users.filter(is_offered=True)[0]
    for number in (1, 2, 3):  # a Business licence holds two at once
        made = make_course(f"262-{number}", days=weekly(date(2026, 9, 2), 1))
        made.online.account, made.online.host = account, host
        made.online.save()
    make_course("262-4", days=weekly(date(2026, 9, 2), 1))
    page = office.get("/kurse/", semester="262", only="conflict")
    assert [row[0] for row in page.rows()] == ["262-1", "262-2", "262-3"]


@pytest.mark.parametrize("text", ["%%%%", "a " * 5_000, "x" * 10_000])
def test_a_pasted_page_is_a_search_like_another(office: Browser, text: str) -> None:
    make_course("262-1")
    assert office.get("/kurse/", semester="262", q=text).status == 200


def test_whoever_takes_a_file_stands_in_the_journal(office: Browser) -> None:
    make_course()
    office.get("/kurse/?semester=262", **{"as": "xlsx"})
    entry = JournalEntry.objects.get(event="list.exported")
    assert entry.values == {"entries": 1, "format": "xlsx", "list": "courses"}
