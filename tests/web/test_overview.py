"""„Übersicht": what people see first, and that every line leads to where it is solved."""

import time
from datetime import date, timedelta
from datetime import time as clock_time

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import (
    Course,
    CourseDay,
    DispatchState,
    Enrolment,
    MailMessage,
    MailSettings,
    MailState,
    Meeting,
    MeetingState,
    OnlineDetails,
    OrderState,
    Participant,
    Software,
)
from kurslink.services import clock
from kurslink.services.check_due_meetings import check_due_meetings
from kurslink.services.rights import BACKGROUND
from tests.course_office import (
    NOW,
    make_account,
    make_course,
    make_semester,
    transfer,
    weekly,
)
from tests.enrolments import enrol
from tests.licences import make_held_course, make_licences
from tests.mails import make_ready_course
from tests.services.test_overview import (
    TODAY,
    TOMORROW,
    TONIGHT,
    make_dispatch,
    make_order,
    make_transferred,
    tell,
)
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown

READY = "//section[@id='ready']"


def section(page: Shown, key: str) -> list[str]:
    """The lines of a section, or what it says when nothing is to do."""
    inside = f"//section[@id='{key}']"
    return page.texts(f"{inside}//li") or page.texts(f"{inside}/p")


def ways(page: Shown, key: str) -> list[str]:
    found: list[str] = page.tree.xpath(f"//section[@id='{key}']//a/@href")
    return found


@pytest.mark.usefixtures("db")
def test_where_nothing_is_to_do_the_page_says_so(office: Browser) -> None:
    page = office.get("/")
    assert page.heading == "Übersicht"
    assert page.texts("//h2") == [
        "Startklar",
        "Ohne Meeting in den nächsten 14 Tagen",
        "Ohne Zugangsdaten in den nächsten 7 Tagen",
        "Abweichungen",
        "Fehlgeschlagene Übertragungen",
        "E-Mails, die nicht ankamen",
        "Angehaltener Versand",
        "Briefe",
        "Lizenzen diese Woche",
    ]
    for key in page.tree.xpath("//section/@id")[:-1]:
        assert section(page, key)[0].startswith("Nichts zu tun: ")
    assert page.notices == ["Noch keine Kurse"]


def test_startklar_names_courses_by_day_with_what_is_in_the_way(office: Browser) -> None:
    fine = make_transferred("262-1")
    enrol(fine)
    tell(fine)
    changed = make_transferred("262-2", days=weekly(TOMORROW, 1), drift={})
    page = office.get("/")
    assert page.texts(f"{READY}//h3") == ["Heute, Do 20.08.2026", "Morgen, Fr 21.08.2026"]
    assert page.texts(f"{READY}//li[@class='ready__line']") == [
        "18:00 262-1 Englisch B1 am Abend In Zoom nachgesehen: Do 20.08.2026, 12:00 startklar",
        "18:00 262-2 Englisch B1 am Abend Das Meeting wurde in Zoom geändert. "
        "Abweichung ansehen 262-2 In Zoom nachgesehen: Do 20.08.2026, 12:00 nicht startklar",
    ]
    assert ways(page, "ready")[1:] == [f"/kurse/{changed.pk}/online-kurs/"] * 2
    assert page.texts(f"{READY}//h2/following-sibling::p") == [
        "1 von 2 Online-Kursen heute und morgen"
    ]


def test_looking_now_makes_the_meetings_due_and_says_who_does_it(office: Browser) -> None:
    make_transferred("262-1")
    make_transferred("262-2", days=weekly(TOMORROW + timedelta(days=1), 1))
    page = office.post("/")
    assert page.notices == [
        "1 Meeting wird jetzt in Zoom nachgesehen.",
        "Der Hintergrunddienst läuft nicht, nachgesehen wird erst mit ihm.",
    ]
    due = Meeting.objects.filter(check_due_at__isnull=False)
    assert list(due.values_list("course__number", flat=True)) == ["262-1"]
    assert page.texts(f"{READY}//li/span[contains(@class, 'state')]") == ["wird nachgesehen"]


def test_what_was_changed_in_zoom_is_seen_before_the_course_begins(
    office: Browser, simulator: RunningSimulator
) -> None:
    make_account(simulator)
    course = make_course(days=TONIGHT)
    transfer(course)
    Meeting.objects.update(checked_at=None)
    line = f"{READY}//li/span[contains(@class, 'state')]"
    assert office.get("/").texts(line) == ["heute noch nicht nachgesehen"]

    office.post("/")
    check_due_meetings(actor=BACKGROUND, clock=clock.now)
    assert office.get("/").texts(line) == ["startklar"]

    (meeting,) = simulator.control.meetings()
    simulator.control.change_meeting(meeting["id"], topic="Mein Kurs")
    office.post("/")
    check_due_meetings(actor=BACKGROUND, clock=clock.now)
    page = office.get("/")
    assert page.texts(f"{READY}//li//li") == [
        "Das Meeting wurde in Zoom geändert. Abweichung ansehen 262-4107"
    ]


def test_people_who_may_only_look_are_led_to_the_course(reader: Browser) -> None:
    course = make_transferred(transferred_at=NOW - timedelta(hours=1))
    enrol(course)
    page = reader.get("/")
    assert ways(page, "ready") == [f"/kurse/{course.pk}/online-kurs/"] * 3
    assert page.texts("//main//a[contains(@class, 'kern-btn')]") == []
    assert reader.post("/").status == 200  # looking at Zoom is looking


def test_every_section_leads_to_where_it_is_solved(office: Browser) -> None:
    (host,) = make_licences("a")
    bare = make_held_course("262-1", host, days=weekly(TODAY + timedelta(days=9), 1))
    make_order(
        bare,
        state=OrderState.ENDED,
        status="failed",
        ended_at=NOW,
        result={"error": {"message": "Zoom antwortet nicht.", "hint": ""}},
    )
    waiting = make_ready_course("262-2", days=weekly(TODAY + timedelta(days=3), 1))
    enrol(waiting)
    problem = {"code": "access_missing", "data": {"number": "262-2"}}
    make_dispatch(waiting, state=DispatchState.HELD, problem=problem)
    gone = make_transferred("262-3", days=weekly(TODAY + timedelta(days=9), 1))
    Meeting.objects.filter(course=gone).update(state=MeetingState.GONE)
    for state in (MailState.REJECTED, MailState.UNCERTAIN, MailState.TO_PRINT):
        MailMessage.objects.create(
            area="access_data",
            audience="participants",
            subject="x",
            text="x",
            html="",
            placed_by="Test",
            placed_at=NOW,
            due_at=NOW,
            state=state,
        )
    page = office.get("/")
    assert {key: section(page, key) for key in page.tree.xpath("//section/@id")[1:-1]} == {
        "without-meeting": ["262-1 Englisch B1 am Abend Sa 29.08.2026"],
        "untold": ["262-2 Englisch B1 am Abend So 23.08.2026, 1 Person wartet"],
        "differences": ["262-3 Englisch B1 am Abend in Zoom gelöscht"],
        "failed-transfers": ["262-1 Englisch B1 am Abend Fehler. Zoom antwortet nicht."],
        "failed-mails": [
            "1 E-Mail wurde abgelehnt",
            "Bei 1 E-Mail ist ungewiss, ob sie ankam",
        ],
        "held-dispatches": section(page, "held-dispatches"),
        "letters": ["1 Brief ist zu drucken"],
    }
    assert {key: ways(page, key) for key in page.tree.xpath("//section/@id")[1:-1]} == {
        "without-meeting": [
            f"/kurse/{bare.pk}/meeting/vorschau/",
            f"/uebertragungen/neu/?course={bare.pk}",
        ],
        "untold": [f"/kurse/{waiting.pk}/belegung/", f"/zugangsdaten/?course={waiting.pk}"],
        "differences": [f"/kurse/{gone.pk}/online-kurs/"],
        "failed-transfers": [f"/kurse/{bare.pk}/meeting/ergebnis/"],
        "failed-mails": ["/versand/?state=rejected", "/versand/?state=uncertain"],
        "held-dispatches": [f"/kurse/{waiting.pk}/versand/"],
        "letters": ["/versand/briefe/"],
    }
    for key in ("without-meeting", "untold", "failed-mails", "letters"):
        for way in ways(page, key)[1:]:
            assert office.get(way).status == 200


@pytest.mark.usefixtures("db")
def test_an_office_that_sends_nothing_from_here_is_asked_about_nothing(office: Browser) -> None:
    MailSettings.load()
    MailSettings.objects.update(sends_access_data=False)
    page = office.get("/")
    assert "Ohne Zugangsdaten in den nächsten 7 Tagen" not in page.texts("//h2")


def test_what_is_too_much_is_folded_away(office: Browser) -> None:
    (host,) = make_licences("a")
    for number in range(8):
        make_held_course(f"262-{number}", host, days=TONIGHT)
    page = office.get("/")
    inside = "//section[@id='without-meeting']"
    assert page.texts(f"{inside}//h2") == ["Ohne Meeting in den nächsten 14 Tagen 8"]
    assert len(page.tree.xpath(f"{inside}/ul/li")) == 6
    assert page.texts(f"{inside}//summary") == ["2 weitere"]


def test_the_week_shows_the_fullest_hour_of_each_day(office: Browser) -> None:
    (host,) = make_licences("a")
    make_held_course("262-1", host, days=TONIGHT)
    make_held_course("262-2", host, days=TONIGHT)
    make_held_course("262-3", None, days=TONIGHT)
    page = office.get("/")
    assert section(page, "occupancy")[3:5] == ["2 zu wenige Do 20.08.", "0 Fr 21.08."]
    assert page.texts("//section[@id='occupancy']/p")[-1] == "1 Konflikt diese Woche"
    assert ways(page, "occupancy")[4] == "/lizenzen/?view=week&date=2026-08-20"


# --- how fast -------------------------------------------------------------------------------

QUERIES = 31


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    office: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        course = make_transferred(f"262-{number}")
        enrol(course)
        tell(course)
        OnlineDetails.objects.filter(course=course).update(passcode="999999")
        make_transferred(f"262-1{number}", state=MeetingState.GONE)
        bare = make_held_course(f"262-2{number}", None, days=TONIGHT)
        make_order(bare, state=OrderState.ENDED, status="failed", ended_at=NOW)
        enrol(bare)
        make_dispatch(bare, state=DispatchState.HELD)
    office.get("/")
    with django_assert_num_queries(QUERIES):
        office.get("/")


def make_year(count: int) -> None:
    """Courses of a year, each with ten days, two people and a meeting for every other one."""
    hosts = make_licences(*(f"l{number:02}" for number in range(20)))
    zoom, _ = Software.objects.get_or_create(name="Zoom")
    semester = make_semester()
    courses = Course.objects.bulk_create(
        Course.new(number=f"262-{n:05}", title="Kurs", semester=semester, changed_at=NOW)
        for n in range(count)
    )
    OnlineDetails.objects.bulk_create(
        OnlineDetails(course=course, is_online=True, software=zoom, host=hosts[n % 20])
        for n, course in enumerate(courses)
    )
    CourseDay.objects.bulk_create(
        CourseDay(
            course=course,
            date=date(2026, 8, 20) + timedelta(days=n % 150 + 7 * week),
            starts_at=clock_time(8 + n % 12),
            ends_at=clock_time(9 + n % 12, 30),
        )
        for n, course in enumerate(courses)
        for week in range(10)
    )
    people = Participant.objects.bulk_create(
        Participant(first_name="Anna", last_name=f"P{n}", email=f"p{n}@example.org")
        for n in range(100)
    )
    Enrolment.objects.bulk_create(
        Enrolment(course=course, participant=people[(n * 2 + turn) % 100])
        for n, course in enumerate(courses)
        for turn in range(2)
    )
    Meeting.objects.bulk_create(
        Meeting(
            course=course,
            host=hosts[n % 20],
            generation=1,
            marker=f"m{n}",
            state=MeetingState.LIVE,
            zoom_meeting_id=83000000000 + n,
            created_at=NOW,
            transferred_at=NOW,
            checked_at=NOW,
        )
        for n, course in enumerate(courses)
        if n % 2 == 0
    )


def test_two_thousand_courses_do_not_make_it_slow(office: Browser) -> None:
    make_year(2000)
    office.client.get("/")
    began = time.process_time()
    answer = office.client.get("/")
    took = time.process_time() - began
    assert answer.status_code == 200
    assert took < 0.5, took  # about 0.1 s of work on the machine it was made on
