"""Many courses at once: choosing, the plan, the start, its progress, its report."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import Batch, Course, Order, OrderState, Plan, WriteBudget, ZoomAccount
from kurslink.services import clock
from kurslink.web import batch_plan
from tests.course_office import NOW, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown
from tests.work_off import work_off

FIRST = date(2026, 9, 2)
PLAN = "/uebertragungen/neu/"
ALL = {"all": "1", "semester": "262"}
NUMBER, TITLE, DAY, STATE, HOST, WRITES, CALLS, WHEN = range(8)


@pytest.fixture
def account(simulator: RunningSimulator, db: None) -> ZoomAccount:  # noqa: ARG001  # asks for the database
    return make_account(simulator, offer=2, plan=Plan.PRO)


def courses(count: int) -> list[Course]:
    """Courses on days of their own, the first one first."""
    return [
        make_course(f"262-{number}", days=weekly(FIRST + timedelta(days=number), 3))
        for number in range(count)
    ]


def start(browser: Browser, *chosen: Course, **fields: object) -> Shown:
    ids = [course.pk for course in chosen]
    query = "&".join(f"course={each}" for each in ids)
    return browser.post(f"{PLAN}?{query}", do="start", **{"tick": ids, **fields})


def ticked(page: Shown) -> list[str]:
    return [str(each) for each in page.tree.xpath("//input[@name='tick'][@checked]/@value")]


def sums(page: Shown) -> dict[str, str]:
    return dict(zip(page.texts("//dl//dt"), page.texts("//dl//dd"), strict=True))


def plan_fields(page: Shown) -> dict[str, object]:
    """What the form of a plan sends as it is, with what it carries from its other pages."""
    fields: dict[str, object] = {"tick": ticked(page)}
    for field in page.tree.xpath("//form[@id='plan-form']//input[@type='hidden']"):
        fields[field.get("name")] = field.get("value")
    for select in page.tree.xpath("//select[starts-with(@name, 'host-')]"):
        fields[select.get("name")] = select.xpath("option[@selected]/@value")[0]
    return fields


def result_rows(page: Shown) -> list[tuple[str, str]]:
    return [(row[0], row[2]) for row in page.rows()]


@pytest.mark.usefixtures("account")
def test_courses_are_chosen_in_the_list(office: Browser) -> None:
    first, second = courses(2)
    make_course("262-9", software=None)
    page = office.get("/kurse/", semester="262")
    assert page.tree.xpath("//input[@name='course']/@value") == [str(first.pk), str(second.pk)]
    assert "Ausgewählte übertragen …" in page.buttons
    (everything,) = page.tree.xpath("//a[@id='transfer-all']/@href")
    assert [row[NUMBER] for row in office.get(everything).rows()] == ["262-0", "262-1"]


@pytest.mark.usefixtures("account")
def test_the_filter_of_the_list_decides_which_courses_are_all(office: Browser) -> None:
    courses(2)
    make_course("262-77", title="Yoga", days=weekly(date(2026, 10, 1), 2))
    make_course("262-78", title="Yoga", software="edudip")
    page = office.get(PLAN, **ALL, q="Yoga")
    assert [row[NUMBER] for row in page.rows()] == ["262-77"]


@pytest.mark.usefixtures("account")
def test_the_plan_says_what_would_happen_to_each_course(
    office: Browser, simulator: RunningSimulator
) -> None:
    first, second = courses(2)
    third = make_course("262-8")
    page = office.get(PLAN, course=[first.pk, second.pk, third.pk])
    assert page.heading == "Folgende Kurse werden an Zoom übertragen"
    hosts = "".join(simulator.hosts[:2])  # the two options
    assert page.rows() == [
        ["262-0", "Englisch B1 am Abend", "Mi 02.09.2026", "neu", hosts, "1", "1", "heute"],
        ["262-1", "Englisch B1 am Abend", "Do 03.09.2026", "neu", hosts, "1", "1", "heute"],
    ]
    assert page.rows(1)[0][0] == "262-8"
    assert page.rows(1)[0][2].startswith("Der Kurs hat keine Kurstage")
    assert sums(page) == {
        "angehakt": "2",
        "zu übertragen": "2",
        "unverändert": "0",
        "schon beauftragt": "0",
        "nicht möglich": "1",
        "Schreibzugriffe": "2",
        "Anfragen": "2",
    }
    assert simulator.control.meetings() == []


def test_the_plan_says_beforehand_what_will_not_fit_today(
    office: Browser, account: ZoomAccount
) -> None:
    for host in account.users.filter(is_offered=True):
        WriteBudget.objects.create(host=host, on=NOW.date(), used=84)
    chosen = courses(3)
    page = office.get(PLAN, course=[course.pk for course in chosen])
    assert page.notices == [
        "Heute 2 von 3 Kursen, der Rest ab Fr 21.08.2026, 02:01 Uhr. "
        "Voraussichtlich fertig: Fr 21.08.2026, 02:02 Uhr."
    ]
    assert [row[WHEN] for row in page.rows()] == ["heute", "heute", "Fr 21.08.2026, 02:01"]
    assert "Heute 2 von 3 Kursen" in start(office, *chosen).texts("//section")[0]


@pytest.mark.usefixtures("account")
def test_a_batch_is_started_and_reported_row_by_row(office: Browser) -> None:
    first, second = courses(2)
    impossible = make_course("262-8")
    page = start(office, first, second, impossible)
    assert result_rows(page) == [
        ("262-0", "wartet"),
        ("262-1", "wartet"),
        ("262-8", "nicht übertragen"),
    ]
    assert page.tree.xpath("//*[@id='progress']/@hx-trigger") == ["every 2s"]
    assert "1 von 3 Kursen fertig" in page.texts("//section")[0]
    work_off(clock.now())
    page = office.get(page.address)
    assert [row[1] for row in result_rows(page)] == ["übertragen", "übertragen", "nicht übertragen"]
    assert page.tree.xpath("//*[@id='progress']/@hx-trigger") == []
    assert page.rows()[2][4].startswith("Der Kurs hat keine Kurstage")


def test_the_proposed_host_is_kept_and_can_be_changed(
    office: Browser, account: ZoomAccount
) -> None:
    (course,) = courses(1)
    other = account.users.filter(is_offered=True).order_by("email")[1]
    start(office, course, **{f"host-{course.pk}": other.pk})
    course.online.refresh_from_db()
    assert course.online.host == other


def test_a_changed_host_is_planned_anew(office: Browser, account: ZoomAccount) -> None:
    first = make_course("262-1", days=weekly(FIRST, 3))
    second = make_course("262-2", days=weekly(FIRST, 3))
    busy = account.users.filter(is_offered=True).order_by("email")[0]
    page = office.post(
        f"{PLAN}?course={first.pk}&course={second.pk}",
        do="plan",
        tick=[first.pk, second.pk],
        **{f"host-{course.pk}": busy.pk for course in (first, second)},
    )
    assert "schon den Kurs 262-1" in page.rows()[1][TITLE]
    assert ticked(page) == [str(first.pk), str(second.pk)]
    assert not Batch.objects.exists()


@pytest.mark.usefixtures("account")
def test_a_course_left_unticked_is_not_sent(office: Browser) -> None:
    first, second = courses(2)
    page = start(office, first, second, tick=[second.pk])
    assert result_rows(page) == [("262-1", "wartet")]


@pytest.mark.usefixtures("account")
def test_without_a_tick_nothing_is_started(office: Browser) -> None:
    page = start(office, *courses(1), tick=[])
    assert (page.status, page.notices) == (
        409,
        ["Kein Kurs ist angehakt: Es gibt nichts zu übertragen."],
    )


def test_ticks_change_sums_and_days_and_no_box(office: Browser, account: ZoomAccount) -> None:
    for host in account.users.filter(is_offered=True):
        WriteBudget.objects.create(host=host, on=NOW.date(), used=84)
    first, second, third = courses(3)
    ids = "&".join(f"course={course.pk}" for course in (first, second, third))
    page = office.post(f"{PLAN}?{ids}", do="count", tick=[second.pk, third.pk])
    assert (sums(page)["angehakt"], sums(page)["Schreibzugriffe"]) == ("2", "2")
    assert page.notices[0].startswith("Heute alle gewählten Kurse (2).")
    whens = {each.get("id"): each.text for each in page.tree.xpath("//*[@hx-swap-oob='true']")}
    assert whens == {
        f"when-{first.pk}": "–",
        f"when-{second.pk}": "heute",
        f"when-{third.pk}": "heute",
    }
    assert page.tree.xpath("//input | //select") == []
    page = office.post(f"{PLAN}?{ids}", do="count")
    assert page.notices == ["Kein Kurs ist angehakt."]
    assert not Batch.objects.exists()


def test_a_long_plan_has_pages_that_keep_ticks_and_hosts(
    office: Browser, account: ZoomAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_plan, "ROWS", 2)
    chosen = courses(5)
    make_course("262-8")
    page = office.get(PLAN, **ALL)
    assert [row[NUMBER] for row in page.rows()] == ["262-0"]
    assert page.rows(1)[0][0] == "262-8"
    assert (sums(page)["angehakt"], sums(page)["nicht möglich"]) == ("5", "1")

    other = account.users.filter(is_offered=True).order_by("email")[1]
    wish = plan_fields(page) | {"tick": [], f"host-{chosen[0].pk}": other.pk, "page": "3"}
    page = office.post(f"{PLAN}?all=1&semester=262", **wish)
    assert [row[NUMBER] for row in page.rows()] == ["262-3", "262-4"]
    assert sums(page)["angehakt"] == "4"

    wish = plan_fields(page) | {"tick": [chosen[3].pk], "page": "1"}
    page = office.post(f"{PLAN}?all=1&semester=262", **wish)
    assert (ticked(page), sums(page)["angehakt"]) == ([], "3")
    office.post(f"{PLAN}?all=1&semester=262", do="start", **plan_fields(page))
    sent = Order.objects.filter(state=OrderState.WAITING).order_by("pk")
    assert [order.course for order in sent] == [chosen[1], chosen[2], chosen[3]]
    assert page.tree.xpath(f"//select[@id='host-{chosen[0].pk}']/option[@selected]/@value") == [
        str(other.pk)
    ]


@pytest.mark.usefixtures("account")
def test_a_second_run_has_nothing_to_do_and_says_so(office: Browser) -> None:
    chosen = courses(2)
    start(office, *chosen)
    work_off(clock.now())
    page = office.get(PLAN, **ALL)
    assert page.notices[0].startswith("Es gibt nichts zu tun")
    assert (sums(page)["unverändert"], page.buttons) == ("2", ["Zur Kursliste"])


@pytest.mark.usefixtures("account")
def test_what_waits_already_is_not_ordered_twice(office: Browser) -> None:
    start(office, *courses(2))
    page = office.get(PLAN, **ALL)
    assert sums(page)["schon beauftragt"] == "2"
    assert Order.objects.count() == 2


@pytest.mark.usefixtures("account")
def test_a_batch_can_be_cancelled_and_its_rest_tried_again(office: Browser) -> None:
    page = start(office, *courses(2))
    address = page.address
    page = office.post(address)
    assert [row[1] for row in result_rows(page)] == ["abgebrochen", "abgebrochen"]
    assert page.notices == [
        "Abgebrochen am Do 20.08.2026, 12:00. Was Zoom schon bekommen hat, bleibt dort."
    ]
    (rest,) = page.tree.xpath("//a[@id='retry']/@href")
    assert [row[NUMBER] for row in office.get(rest).rows()] == ["262-0", "262-1"]


def test_an_address_made_up_by_hand_chooses_nothing(office: Browser) -> None:
    page = office.get(PLAN, course=["9" * 30, "x", "-1"])
    assert (page.status, page.notices) == (200, ["Kein Kurs ist gewählt."])
    assert office.get(PLAN, rest="9" * 30).status == 404


@pytest.mark.usefixtures("account")
def test_rows_can_be_narrowed_to_one_state(office: Browser) -> None:
    first, second = courses(2)
    page = start(office, first, second, make_course("262-8"))
    assert page.texts("//*[contains(@class, 'chip')]/li") == [
        "alle 3",
        "nicht übertragen 1",
        "wartet 2",
    ]
    assert result_rows(office.get(page.address, show="refused")) == [("262-8", "nicht übertragen")]


@pytest.mark.usefixtures("account")
def test_the_report_is_a_file_for_spreadsheets(office: Browser) -> None:
    first = make_course("262-1", title='=HYPERLINK("http://evil.example")', days=weekly(FIRST, 2))
    page = start(office, first, make_course("262-8"))
    work_off(clock.now())
    answer = office.client.get(f"{page.address}csv/")
    text = answer.content.decode("utf-8")
    lines = text.removeprefix("\ufeff").splitlines()
    first.online.refresh_from_db()
    details = first.online
    assert text.startswith("\ufeff")
    assert lines[0] == "Kursnummer;Titel;Stand;Host;Link;Meeting-ID;Passwort;Hinweis"
    assert lines[1].startswith("262-1;\"'=HYPERLINK")
    assert f";{details.link};{details.meeting_number};{details.passcode};" in lines[1]
    assert lines[2].split(";")[2] == "nicht übertragen"
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.usefixtures("account")
def test_batches_are_listed_and_the_menu_counts_what_is_open(office: Browser) -> None:
    start(office, *courses(2))
    page = office.get("/uebertragungen/")
    assert page.rows() == [["Do 20.08.2026, 12:00", "M. Brandt", "2", "2", "läuft"]]
    menu = page.texts("//nav[@class='sidemenu']//a")
    assert "Übertragungen 2 offen" in menu


@pytest.mark.usefixtures("account")
def test_a_reader_sees_progress_but_neither_plans_nor_stops(
    office: Browser, reader: Browser
) -> None:
    page = start(office, *courses(1))
    seen = reader.get(page.address)
    assert (seen.status, "Abbrechen" in seen.buttons) == (200, False)
    assert reader.post(page.address).status == 403
    assert reader.get(PLAN, **ALL).status == 403
    assert "Ausgewählte übertragen …" not in reader.get("/kurse/", semester="262").buttons


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.usefixtures("account")
def test_progress_costs_the_same_whatever_the_rows(
    office: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    page = start(office, *courses(count))
    with django_assert_num_queries(12):
        office.get(page.address)
    assert Order.objects.filter(state=OrderState.WAITING).count() == count


@pytest.mark.usefixtures("account")
def test_a_page_holds_a_hundred_rows(office: Browser) -> None:
    batch = Batch.objects.create(placed_by="M. Brandt", placed_at=NOW)
    for number in range(101):
        Order.objects.create(
            course=make_course(f"262-{number}"),
            batch=batch,
            kind="transfer",
            is_urgent=False,
            placed_by="M. Brandt",
            placed_at=NOW,
            due_at=NOW,
        )
    page = office.get(f"/uebertragungen/{batch.pk}/", page="2")
    assert [row[0] for row in page.rows()] == ["262-100"]
    assert "0 von 101 Kursen fertig" in page.texts("//section")[0]
