"""„Lizenzbelegung": what people see, where it leads, and that a full month is drawn at once."""

import re
import time
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.course_office import weekly
from tests.licences import make_held_course, make_licences
from tests.services.test_read_board import make_month
from tests.web.browser import Browser

BOARD = "/lizenzen/"
MONDAY = date(2026, 8, 17)
EVENING = weekly(MONDAY, 1)
WEEK = ["Mo 17.08.", "Di 18.08.", "Mi 19.08.", "Do 20.08.", "Fr 21.08.", "Sa 22.08.", "So 23.08."]


@pytest.mark.usefixtures("db")
def test_without_licences_the_page_says_where_they_come_from(office: Browser) -> None:
    page = office.get(BOARD)
    assert page.texts("//h2") == ["Noch keine Lizenz", "Konflikte"]
    assert page.texts("//section[@id='conflicts']/p") == [
        "Keine: Jede Lizenz hat zwischen zwei Kursen genug Zeit."
    ]


def test_the_week_of_today_names_every_course_with_its_time(office: Browser) -> None:
    (host,) = make_licences("a")
    course = make_held_course("262-1", host, days=EVENING, title="Englisch")
    make_held_course("262-2", None, days=weekly(date(2026, 8, 23), 1))
    page = office.get(BOARD)
    assert page.texts("//p[@class='board-title']") == ["KW 34, 17.08. bis 23.08.2026"]
    assert page.texts("//table[contains(@class, 'board')]/thead//th") == ["Lizenz", *WEEK]
    assert page.rows() == [
        ["a", "18:00–19:30 262-1", "", "", "", "", "", ""],
        ["ohne Host", "", "", "", "", "", "", "18:00–19:30 262-2"],
    ]
    (link,) = page.tree.xpath("//table[1]//tr[1]//li/a")
    assert dict(link.attrib) == {
        "href": f"/kurse/{course.pk}/online-kurs/",
        "title": "262-1 Englisch, 18:00–19:30",
    }
    (bar,) = page.tree.xpath("//table[1]//tr[1]//rect")
    assert (bar.get("x"), bar.get("width")) == ("71.43%", "10.71%")


def test_conflicts_are_said_marked_and_listed_with_a_way_out(office: Browser) -> None:
    (host,) = make_licences("a")
    first = make_held_course("262-1", host, days=EVENING, title="Englisch")
    make_held_course("262-2", host, days=weekly(MONDAY, 1, "19:00", "20:00"), title="Yoga")
    make_held_course("262-3", host, days=weekly(MONDAY, 1, "20:10", "21:00"), title="Chor")
    page = office.get(BOARD)
    assert page.notices == ["1 Konflikt: Eine Lizenz ist doppelt belegt. Zur Liste"]
    assert page.rows()[0][1] == (
        "18:00–19:30 262-1Konflikt19:00–20:00 262-2Konflikt20:10–21:00 262-3Konflikt"
    )
    assert page.tree.xpath("//rect[@class='bar bar--crowded']/@fill") == ["url(#hatch)"] * 3
    assert page.texts("//section[@id='conflicts']//li/p") == [
        "Mo 17.08.2026, a@example.org: überschneiden sich um bis zu 30 Minuten"
    ]
    assert page.texts("//section[@id='conflicts']//li/ul/li")[0] == (
        "18:00–19:30 262-1 Englisch · Anderen Host wählen 262-1"
    )
    way = page.tree.xpath("//section[@id='conflicts']//li/ul/li[1]/a/@href")[1]
    assert way == f"/kurse/{first.pk}/online-kurs/#id_host"


def test_too_short_a_pause_is_named_with_the_buffer_it_breaks(office: Browser) -> None:
    (host,) = make_licences("a")
    make_held_course("262-1", host, days=EVENING)
    make_held_course("262-2", host, days=weekly(MONDAY, 1, "19:40", "20:00"))
    assert office.get(BOARD).texts("//section[@id='conflicts']//li/p") == [
        "Mo 17.08.2026, a@example.org: dazwischen 10 Minuten, der Zugang verlangt 15"
    ]


def test_hours_say_how_many_are_taken_and_how_many_are_free(office: Browser) -> None:
    first, second = make_licences("a", "b")
    make_held_course("262-1", first, days=EVENING)
    make_held_course("262-2", second, days=weekly(MONDAY, 1, "19:00", "21:00"))
    make_held_course("262-3", None, days=weekly(MONDAY, 1, "19:30", "20:30"))
    rows = {row[0]: row[1] for row in office.get(BOARD).rows(1)}
    assert [rows[each] for each in ("17–18", "18–19", "19–20", "20–21", "21–22")] == [
        "",
        "1/2 1 frei",
        "3/2 zu wenige",
        "2/2 keine frei",
        "",
    ]


def test_a_month_shows_counts_that_lead_to_the_week(office: Browser) -> None:
    (host,) = make_licences("a")
    make_held_course("262-1", host, days=EVENING, title="Englisch")
    make_held_course("262-2", host, days=EVENING)
    page = office.get(BOARD, view="month")
    assert page.texts("//p[@class='board-title']") == ["August 2026"]
    assert page.rows()[0] == ["a", *[""] * 16, page.rows()[0][17], *[""] * 14]
    (link,) = page.tree.xpath("//a[@class='amount-link']")
    assert link.text_content() == "2 2 Kurstage, mit Konflikt"
    week = office.get(BOARD + link.get("href"))
    assert week.texts("//p[@class='board-title']") == ["KW 34, 17.08. bis 23.08.2026"]
    assert page.texts("//*[name()='title']")[1:] == [
        "Konflikt: 262-1 Englisch, 18:00–19:30",
        "Konflikt: 262-2 Englisch B1 am Abend, 18:00–19:30",
    ]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("view", "before", "after"),
    [
        ("week", "KW 53, 28.12. bis 03.01.2027", "KW 2, 11.01. bis 17.01.2027"),
        ("month", "Dezember 2026", "Februar 2027"),
    ],
)
def test_the_address_leads_on_and_back(office: Browser, view: str, before: str, after: str) -> None:
    page = office.get(BOARD, view=view, date="2027-01-05")
    titles = {
        name: office.get(BOARD + page.tree.xpath(f"//a[@id='{name}']/@href")[0])
        for name in ("before", "after", "today")
    }
    shown = {name: found.texts("//p[@class='board-title']")[0] for name, found in titles.items()}
    today = "KW 34, 17.08. bis 23.08.2026" if view == "week" else "August 2026"
    assert shown == {"before": before, "after": after, "today": today}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("date", ["gestern", "0001-01-01", "9999-12-31", "2026-02-30", ""])
def test_an_address_that_names_no_day_means_today(office: Browser, date: str) -> None:
    page = office.get(BOARD, date=date, view="jahr", account="9" * 30)
    assert page.texts("//p[@class='board-title']") == ["KW 34, 17.08. bis 23.08.2026"]


def test_the_table_says_the_same_line_by_line(office: Browser) -> None:
    (host,) = make_licences("a")
    make_held_course("262-1", host, days=EVENING, title="Englisch")
    make_held_course("262-2", None, days=EVENING, title="<Yoga>")
    page = office.get(BOARD, show="table")
    assert page.rows() == [
        ["Mo 17.08.2026", "18:00–19:30", "a@example.org", "262-1", "Englisch", ""],
        ["Mo 17.08.2026", "18:00–19:30", "ohne Host", "262-2", "<Yoga>", ""],
    ]


def test_a_zugang_can_be_chosen_when_there_are_several(office: Browser) -> None:
    (mine,), _ = make_licences("a"), make_licences("b", account="zweigstelle")
    assert [row[0] for row in office.get(BOARD).rows()] == ["a", "b"]
    page = office.get(BOARD, account=str(mine.account_id))
    assert [row[0] for row in page.rows()] == ["a"]
    assert page.texts("//select[@id='account']/option[@selected]") == ["vhs@example.org"]


@pytest.mark.parametrize("view", ["week", "month"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    office: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int, view: str
) -> None:
    for number, host in enumerate(make_licences(*"abc"[:count])):
        make_held_course(f"262-{number}", host, days=EVENING)
        make_held_course(f"262-1{number}", host, days=EVENING)
    with django_assert_num_queries(12):
        office.get(BOARD, view=view)


@pytest.mark.parametrize("show", ["board", "table"])
def test_a_month_of_2000_days_is_drawn_quickly(office: Browser, show: str) -> None:
    make_month(make_licences(*(f"l{number:02}" for number in range(20))), 2000)
    address = f"{BOARD}?view=month&date=2026-09-01&show={show}"
    office.client.get(address)
    began = time.monotonic()
    answer = office.client.get(address)
    took = time.monotonic() - began
    assert len(re.findall("<rect class=.bar|<td class=.date", answer.content.decode())) == 2000
    assert took < 1  # about 0.1 s on the machine it was made on
