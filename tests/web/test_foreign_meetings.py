"""„Meetings ohne Kurs": the list, giving one to a course, ignoring, deleting; and who may."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kurslink.models import Course, ForeignMeeting, ZoomAccount
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.find_foreign_meetings import look_at_account
from kurslink.services.ignore_foreign_meeting import ignore_foreign_meeting
from kurslink.services.rights import SHELL
from kurslink.services.transfer.markers import agenda_with, marker_for
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.portal import current, made_by_hand
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown

LIST = "/kurse/meetings-ohne-kurs/"


@pytest.fixture
def account(simulator: RunningSimulator, db: None) -> ZoomAccount:  # noqa: ARG001  # asks for the database
    return make_account(simulator)


@pytest.fixture
def foreign(simulator: RunningSimulator, account: ZoomAccount) -> ForeignMeeting:
    made_by_hand(simulator, topic="Yoga am Morgen")
    return looked(account)


@pytest.fixture
def ours(account: ZoomAccount) -> ForeignMeeting:
    """A meeting of ours that was detached from its course."""
    course = make_course(days=weekly(date(2026, 9, 2), 3))
    transfer(course)
    detach_meeting(course, actor=SHELL, clock=clock)
    return looked(account)


def looked(account: ZoomAccount) -> ForeignMeeting:
    look_at_account(account, actor=SHELL, now=NOW)
    return ForeignMeeting.objects.get()


def at(foreign: ForeignMeeting, action: str) -> str:
    return f"{LIST}{foreign.pk}/{action}/"


def small_buttons(page: Shown) -> list[str]:
    return page.texts("//td[contains(@class, 'actions-cell')]//*[contains(@class, 'small-button')]")


def test_looking_into_zoom_fills_the_list(
    office: Browser, simulator: RunningSimulator, account: ZoomAccount
) -> None:
    page = office.get(LIST)
    assert (page.heading, page.texts("//h2")) == ("Meetings ohne Kurs", ["Kein Meeting ohne Kurs"])
    assert page.buttons == ["Jetzt in Zoom nachsehen"]
    made_by_hand(simulator)
    page = office.post(LIST)
    assert page.notices == ["In Zoom nachgesehen: 1 Meeting gehört zu keinem Kurs."]
    number = str(ForeignMeeting.objects.get().zoom_meeting_id)
    assert page.rows() == [
        [
            f"Teamrunde {number[:3]} {number[3:-4]} {number[-4:]}",
            "Mi 02.09.2026, 18:00",
            account.email.partition("@")[0],
            "nicht von Kurslink angelegt",
            "Do 20.08.2026",
            "Einem Kurs zuordnen Teamrunde Ignorieren Teamrunde",
        ]
    ]
    assert office.get("/kurse/").texts("//a[@id='foreign']") == ["Meetings ohne Kurs (1)"]


def test_a_list_that_does_not_come_is_said_with_its_host(
    office: Browser, simulator: RunningSimulator, account: ZoomAccount
) -> None:
    simulator.control.fail_next("html_200", operation="list_meetings")
    page = office.post(LIST)
    assert page.notices[-1] == "In Zoom nachgesehen: Jedes Meeting gehört zu einem Kurs."
    assert page.notices[0].startswith("Die Meetings von ")
    assert account.users.filter(email=page.notices[0].split()[3]).exists()


def test_without_an_account_the_list_says_who_adds_one(office: Browser) -> None:
    page = office.get(LIST)
    assert (page.texts("//h2"), page.buttons) == (["Noch kein Zugang"], [])
    assert office.post(LIST).notices == ["Es ist noch kein Zoom-Zugang hinterlegt."]


def test_readers_see_the_list_without_buttons(reader: Browser, foreign: ForeignMeeting) -> None:
    page = reader.get(LIST)
    assert page.rows()[0][0].startswith(foreign.topic)
    assert (small_buttons(page), page.buttons) == ([], ["Suchen", "Drucken"])
    assert reader.get(at(foreign, "zuordnen")).status == 403
    assert reader.get(at(foreign, "loeschen")).status == 403


def test_the_origin_names_the_course_and_leads_there(office: Browser, ours: ForeignMeeting) -> None:
    page = office.get(LIST)
    assert page.rows()[0][3] == "vom Kurs 262-4107 gelöst"
    assert page.tree.xpath("//tbody//td[4]/a/@href") == [f"/kurse/{Course.objects.get().pk}/"]
    assert small_buttons(page)[-1] == f"Löschen {ours.topic}"


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ("lost", "von Kurslink für den Kurs 262-4107 angelegt, hier nicht mehr bekannt"),
        ("second", "zweites Meeting des Kurses 262-4107"),
    ],
)
def test_what_else_carries_a_marker_of_ours_is_said_too(
    office: Browser, simulator: RunningSimulator, account: ZoomAccount, made: str, words: str
) -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    transfer(course)
    generation = 1 if made == "second" else 2
    marker = marker_for(course, part=1, generation=generation)
    made_by_hand(simulator, agenda=agenda_with(marker))
    looked(account)
    assert office.get(LIST).rows()[0][3] == words


def test_an_ignored_meeting_leaves_the_list_and_can_come_back(
    office: Browser, foreign: ForeignMeeting
) -> None:
    page = office.post(at(foreign, "ignorieren"))
    assert page.notices == ["Das Meeting wird ignoriert; in Zoom ändert sich nichts."]
    assert page.tree.xpath("//table") == []
    assert page.texts("//a[@id='ignored']") == ["Ignorierte anzeigen (1)"]
    page = office.get(LIST, ignored=1)
    assert page.texts("//a[@class='chip']") == ["Ignorierte Filter aufheben"]
    assert small_buttons(page)[1] == "Wieder anzeigen Yoga am Morgen"
    page = office.post(at(foreign, "anzeigen"))
    assert (page.notices, len(page.rows())) == (["Das Meeting steht wieder in der Liste."], 1)
    assert office.get(LIST, ignored=1).texts("//h2") == ["Kein Meeting wird ignoriert"]


def test_a_suggested_course_takes_the_meeting_with_its_link(
    office: Browser, foreign: ForeignMeeting
) -> None:
    course = make_course("262-7", title="Yoga am Morgen", days=weekly(date(2026, 9, 2), 1))
    page = office.get(at(foreign, "zuordnen"))
    assert page.texts("//h2") == ["Meeting", "Vorschläge", "Anderen Kurs suchen"]
    assert page.terms()["Herkunft"] == "nicht von Kurslink angelegt"
    assert [row[:2] for row in page.rows()] == [["262-7", "Yoga am Morgen"]]
    page = office.post(at(foreign, "zuordnen"), course=course.pk)
    assert (page.status, page.address) == (200, f"/kurse/{course.pk}/online-kurs/")
    assert page.notices[0].startswith("Das Meeting gehört jetzt zu diesem Kurs;")
    assert current(course).join_url == foreign.join_url
    assert page.buttons[1:] == ["Meeting aktualisieren", "Info", "Meeting löschen"]
    assert office.get(LIST).tree.xpath("//table") == []


def test_any_course_can_be_searched(office: Browser, foreign: ForeignMeeting) -> None:
    make_course("262-8", title="Aquarell")
    page = office.get(at(foreign, "zuordnen"), text="aquarell")
    assert [row[0] for row in page.rows()] == ["262-8"]
    page = office.get(at(foreign, "zuordnen"), text="gibt es nicht")
    assert page.texts("//section[last()]/p")[0].startswith("Kein Kurs passt.")


def test_a_course_that_got_a_meeting_meanwhile_is_refused_with_a_way_back(
    office: Browser, foreign: ForeignMeeting
) -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    transfer(course)
    page = office.post(at(foreign, "zuordnen"), course=course.pk)
    assert (page.status, page.notices) == (409, ["Der Kurs 262-4107 hat schon ein Meeting."])
    assert page.buttons == ["Zurück zur Liste"]


@pytest.mark.parametrize("key", ["", "abc", "999999"])
def test_an_unknown_course_is_not_found(office: Browser, foreign: ForeignMeeting, key: str) -> None:
    assert office.post(at(foreign, "zuordnen"), course=key).status == 404


def test_who_may_is_led_to_the_users_when_the_host_is_unknown(
    office: Browser, system: Browser, simulator: RunningSimulator, foreign: ForeignMeeting
) -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    simulator.control.change_meeting(foreign.zoom_meeting_id, host=simulator.hosts[3])
    foreign.account.users.filter(email=simulator.hosts[3]).delete()
    page = system.post(at(foreign, "zuordnen"), course=course.pk)
    assert page.buttons == ["Zurück zur Liste", "Zu den Benutzern des Zugangs"]
    page = office.post(at(foreign, "zuordnen"), course=course.pk)
    assert page.buttons == ["Zurück zur Liste"]


def test_deleting_ours_says_what_follows_and_does_it(
    office: Browser, simulator: RunningSimulator, ours: ForeignMeeting
) -> None:
    page = office.get(at(ours, "loeschen"))
    assert page.heading == "Dieses Meeting in Zoom löschen?"
    assert page.texts("//ul[@class='consequences']/li") == [
        "Alle Termine des Meetings verschwinden aus Zoom.",
        f"Der Link {ours.join_url} führt danach ins Leere.",
        "Wurde der Link schon verschickt oder veröffentlicht, kommt darüber niemand mehr herein.",
    ]
    page = office.post(at(ours, "loeschen"))
    assert page.notices == ["Das Meeting ist in Zoom gelöscht."]
    assert (simulator.control.meetings(), ForeignMeeting.objects.count()) == ([], 0)


def test_a_meeting_of_others_cannot_be_deleted_here(
    office: Browser, simulator: RunningSimulator, foreign: ForeignMeeting
) -> None:
    for page in (office.get(at(foreign, "loeschen")), office.post(at(foreign, "loeschen"))):
        assert page.notices == [
            "Dieses Meeting hat nicht Kurslink angelegt; es wird hier nicht gelöscht."
        ]
    assert len(simulator.control.meetings()) == 1


FIRST_WORDS = "//tbody/tr/td[1]/descendant::text()[normalize-space()][1]"


def topics(page: Shown) -> list[str]:
    return [str(text).strip() for text in page.tree.xpath(FIRST_WORDS)]


def test_several_are_ignored_at_once_and_can_come_back(
    office: Browser, foreign: ForeignMeeting
) -> None:
    page = office.post(LIST, do="ignore", foreign=[foreign.pk])
    assert page.notices == ["1 Meeting wird ignoriert."]
    page = office.post(f"{LIST}?ignored=1", do="show", foreign=[foreign.pk])
    assert page.notices == ["1 Meeting wird wieder angezeigt."]
    assert office.post(LIST, do="ignore").notices == ["Haken Sie zuerst an, worum es geht."]


def test_readers_ignore_nothing(reader: Browser, foreign: ForeignMeeting) -> None:
    assert reader.post(LIST, do="ignore", foreign=[foreign.pk]).status == 403
    foreign.refresh_from_db()
    assert foreign.ignored_at is None


def test_the_account_is_named_if_there_are_several(
    office: Browser, foreign: ForeignMeeting
) -> None:
    name = foreign.host.email.partition("@")[0]
    assert office.get(LIST).rows()[0][2] == name
    ZoomAccount.objects.create(email="zweiter@vhs.example", account_id="zwei")
    assert office.get(LIST).rows()[0][2] == name + foreign.account.email.partition("@")[0]


def fill(foreign: ForeignMeeting, count: int) -> None:
    ForeignMeeting.objects.bulk_create(
        ForeignMeeting(
            account=foreign.account,
            host=foreign.host,
            zoom_meeting_id=90000000000 + number,
            topic=f"Runde {number:02}",
            zoom_type=2,
            starts_at=NOW + timedelta(days=100 + number),
            first_seen_at=NOW,
            seen_at=NOW,
        )
        for number in range(count)
    )


def test_the_list_is_sorted_and_turned_by_its_headings_and_paged(
    office: Browser, foreign: ForeignMeeting
) -> None:
    fill(foreign, 60)
    page = office.get(LIST)
    assert (len(page.rows()), topics(page)[0]) == (50, "Yoga am Morgen")
    assert page.texts("//p[@class='count']") == ["61 Meetings"]
    assert len(office.get(LIST, page=2).rows()) == 11
    assert topics(office.get(LIST, sort="-start"))[0] == "Runde 59"
    page = office.get(LIST, sort="topic")
    assert topics(page)[0] == "Runde 00"
    assert page.tree.xpath("//th[@aria-sort]/@aria-sort") == ["ascending"]


def test_the_number_of_queries_does_not_grow_with_the_list(
    office: Browser, foreign: ForeignMeeting
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            office.get(LIST)
        return len(captured)

    office.get("/kurse/")
    one = queries()
    fill(foreign, 3)
    assert queries() == one


def test_of_ignored_ones_the_courses_page_counts_nothing(
    office: Browser, foreign: ForeignMeeting
) -> None:
    ignore_foreign_meeting(foreign, actor=SHELL, now=NOW)
    assert office.get("/kurse/").texts("//a[@id='foreign']") == ["Meetings ohne Kurs"]
