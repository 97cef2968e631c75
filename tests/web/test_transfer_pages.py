"""Preview, transfer, result, Info and deletion, against the simulator."""

from datetime import date, time

import pytest

from kurslink.models import Course, OnlineDetails, Order, Plan, ZoomAccount
from tests.course_office import days_at_zoom, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown
from tests.work_off import work_off

FIRST = date(2026, 9, 2)


@pytest.fixture
def course(simulator: RunningSimulator, db: None) -> Course:  # noqa: ARG001  # asks for the database
    make_account(simulator)
    return make_course(days=weekly(FIRST, 3), room="Hauptschule; 1. Stock; Raum 24")


def preview(browser: Browser, course: Course, **query: object) -> Shown:
    return browser.get(f"/kurse/{course.pk}/meeting/vorschau/", **query)


def transfer(browser: Browser, course: Course, *dates: str, **fields: str) -> Shown:
    days = dates or [str(day.date) for day in course.days.all()]
    browser.post(f"/kurse/{course.pk}/meeting/vorschau/", choose="1", day=days, **fields)
    work_off()
    return browser.get(f"/kurse/{course.pk}/meeting/ergebnis/")


def withdraw(browser: Browser, course: Course) -> Shown:
    browser.post(f"/kurse/{course.pk}/meeting/loeschen/")
    work_off()
    return browser.get(f"/kurse/{course.pk}/meeting/ergebnis/")


def test_the_preview_says_what_is_sent_with_the_words_of_the_seed(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    page = preview(office, course)
    assert page.texts("//h2") == ["Folgende Daten werden an Zoom übertragen"]
    assert page.texts("//h3") == ["Meeting", "Tage für das Meeting", "Das wird in Zoom geschehen"]
    assert page.terms() == {
        "Thema:": "Englisch B1 am Abend",
        "Host:": simulator.hosts[0],
        "Typ:": "wiederkehrend",
        "Datum:": "Mi 02.09.2026 und weitere, zusammen 3 Tage",
        "Uhrzeit:": "18:00 Uhr",
        "Dauer:": "90 min.",
    }
    assert page.texts("//p[@class='hint']") == [
        "Es werden keine Teilnehmerdaten an Zoom übertragen."
    ]
    assert page.buttons == ["Daten übertragen", "Abbrechen"]


def test_the_preview_lists_steps_and_cost(office: Browser, course: Course) -> None:
    page = preview(office, course)
    assert page.texts("//ol[@class='steps']/li") == [
        "Meeting anlegen: jede Woche Mi, 3 Termine ab Mi 02.09.2026, 18:00 Uhr, je 90 Minuten"
    ]
    assert page.texts("//section[last()]/p[@class='muted']") == [
        "Kostet 1 Anfrage an Zoom (Schreibzugriffe: 1). Heute danach verbraucht: 1 von 100 "
        "Schreibzugriffen dieses Hosts."
    ]


def test_a_host_that_is_busy_is_said_and_can_be_overridden_on_purpose(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    transfer(office, course)
    ZoomAccount.objects.update(plan=Plan.PRO)  # the larger plan may hold two meetings at once
    other = make_course("262-4200", days=weekly(FIRST, 2, "19:40", "21:00"))
    page = preview(office, other)
    assert page.notices == [
        f"{simulator.hosts[0]} hält am Mi 02.09.2026, 19:40 Uhr schon den Kurs 262-4107 "
        "(betroffene Kurstage: 2)."
    ]
    assert page.buttons == ["Trotzdem übertragen", "Abbrechen"]
    way = page.tree.xpath("//a[text()='Lizenzbelegung ansehen']/@href")
    assert way == ["/lizenzen/?view=week&date=2026-09-02"]
    (field,) = page.tree.xpath("//form//input[@name='may_overlap']/@value")
    transfer(office, other, may_overlap=field)
    assert OnlineDetails.objects.get(course=other).link
    assert preview(office, other).notices == []  # Zoom has it so: somebody has decided
    assert preview(office, course).notices == []


def test_a_host_that_was_taken_since_the_preview_is_said_instead_of_overlapping(
    office: Browser, course: Course
) -> None:
    other = make_course("262-4200", days=weekly(FIRST, 2, "19:40", "21:00"))
    ZoomAccount.objects.update(plan=Plan.PRO)
    assert preview(office, other).buttons[0] == "Daten übertragen"
    transfer(office, course)
    page = office.post(f"/kurse/{other.pk}/meeting/vorschau/")
    assert (page.status, Order.objects.filter(course=other).count()) == (409, 0)
    assert "inzwischen mit dem Kurs 262-4107 belegt" in page.notices[0]


def test_the_days_of_the_meeting_can_be_ticked(office: Browser, course: Course) -> None:
    page = preview(office, course)
    assert page.texts("//thead//th")[1:] == ["Datum", "Beginn", "Ende", "Raum"]
    assert page.rows()[0][1:] == [
        "Mi 02.09.2026",
        "18:00",
        "19:30",
        "Hauptschule; 1. Stock; Raum 24",
    ]
    assert page.tree.xpath("//input[@name='day'][@checked]/@value") == [
        "2026-09-02",
        "2026-09-09",
        "2026-09-16",
    ]


def test_ticking_one_day_makes_a_single_meeting(office: Browser, course: Course) -> None:
    page = preview(office, course, choose="1", day="2026-09-09")
    assert (page.terms()["Typ:"], page.terms()["Datum:"]) == ("einmalig", "Mi 09.09.2026")
    assert page.tree.xpath("//input[@name='day'][@checked]/@value") == ["2026-09-09"]


def test_ticking_no_day_disables_the_transfer(office: Browser, course: Course) -> None:
    page = preview(office, course, choose="1")
    assert page.is_disabled("transfer")
    assert page.tree.xpath("//input[@name='day'][@checked]") == []


def test_past_days_are_greyed_and_unticked(office: Browser, course: Course) -> None:
    course.days.filter(date=FIRST).update(date=date(2026, 8, 19))
    page = preview(office, course)
    (past,) = page.tree.xpath("//input[@value='2026-08-19']")
    assert ("disabled" in past.attrib, "checked" in past.attrib) == (True, False)
    assert page.notices == ["Vergangene Kurstage werden nicht übertragen: 1."]


def test_days_that_differ_are_said_to(office: Browser, course: Course) -> None:
    course.days.filter(date=date(2026, 9, 9)).update(starts_at=time(17), ends_at=time(19))
    terms = preview(office, course).terms()
    assert (terms["Typ:"], terms["Uhrzeit:"], terms["Dauer:"]) == (
        "unregelmäßig",
        "18:00 Uhr am ersten Tag, sonst unterschiedlich",
        "90 min. am ersten Tag, sonst unterschiedlich",
    )


@pytest.mark.parametrize("days", [0, 1])
def test_none_or_one_day_needs_no_table(
    office: Browser, simulator: RunningSimulator, days: int
) -> None:
    make_account(simulator)
    course = make_course(
        days=weekly(FIRST, days), starts_on=FIRST, starts_at=time(18), ends_at=time(19, 30)
    )
    page = preview(office, course)
    assert (page.tree.xpath("//table"), page.terms()["Typ:"]) == ([], "einmalig")


def test_a_transfer_ends_on_a_page_with_link_and_steps(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    page = transfer(office, course)
    online = OnlineDetails.objects.get()
    assert page.address == f"/kurse/{course.pk}/meeting/ergebnis/"
    assert page.notices == ["Übertragen: Zoom hält jetzt, was der Kurs sagt."]
    assert page.tree.xpath("//dd/a/@href") == [online.link]
    assert page.terms()["Passwort"] == online.passcode
    assert len(page.texts("//section//ol/li")) == 1
    assert len(days_at_zoom(simulator)) == 3


def test_only_the_ticked_days_are_transferred_and_stay_ticked(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    transfer(office, course, "2026-09-02", "2026-09-16")
    assert [start.day for start, _ in days_at_zoom(simulator)] == [2, 16]
    ticked = preview(office, course).tree.xpath("//input[@name='day'][@checked]/@value")
    assert ticked == ["2026-09-02", "2026-09-16"]


def test_an_update_lists_what_is_new_changed_and_gone(office: Browser, course: Course) -> None:
    transfer(office, course)
    course.days.filter(date=FIRST).update(starts_at=time(18, 30), ends_at=time(20))
    course.days.filter(date=date(2026, 9, 9)).update(date=date(2026, 9, 10))
    page = preview(office, course)
    assert page.texts("//ul[@class='changes']/li") == [
        "geändert: Mi 02.09.2026, 18:30 – 20:00 statt 18:00 – 19:30",
        "entfällt: Mi 09.09.2026, 18:00 – 19:30",
        "neu: Do 10.09.2026, 18:00 – 19:30",
    ]


def test_an_update_without_changes_says_so(office: Browser, course: Course) -> None:
    transfer(office, course)
    assert transfer(office, course).notices == [
        "Nichts zu tun: Zoom hielt schon, was der Kurs sagt."
    ]


def test_a_value_changed_in_zoom_is_shown_before_it_is_overwritten(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    transfer(office, course)
    (meeting,) = simulator.control.meetings()
    simulator.control.change_meeting(meeting["id"], topic="Von Hand geändert")
    page = preview(office, course)
    assert page.rows(1) == [
        [
            "Thema",
            "Englisch B1 am Abend",
            "Von Hand geändert",
            "Der Wert des Kurses wird gesendet.",
        ]
    ]


def test_a_failed_transfer_explains_and_offers_another_try(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    transfer(office, course)
    Course.objects.update(title="Englisch B2")
    simulator.control.alter_app(scopes=["user:read:admin", "meeting:read:admin"])
    simulator.control.drop_tokens()
    page = transfer(office, course)
    assert page.notices[0] == "Zoom hat die Übertragung nicht ausgeführt."
    assert page.buttons == ["Erneut versuchen", "Zum Kurs", "Zur Kursliste"]


def test_what_cannot_be_previewed_is_explained_under_the_course(
    office: Browser, simulator: RunningSimulator
) -> None:
    make_account(simulator)
    course = make_course()
    page = preview(office, course)
    assert (page.status, page.heading) == (409, "Englisch B1 am Abend")
    assert page.notices == ["Der Kurs hat keine Kurstage und auf der 1. Seite kein „Datum von“."]


def test_zoom_out_of_reach_is_explained(office: Browser, course: Course) -> None:
    ZoomAccount.objects.update(api_url="http://127.0.0.1:9")
    page = preview(office, course)
    assert (page.status, page.notices) == (502, ["Zoom ist nicht erreichbar."])


def test_info_shows_course_and_zoom_side_by_side(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    transfer(office, course)
    course.days.filter(date=FIRST).update(starts_at=time(18, 30), ends_at=time(20))
    page = office.get(f"/kurse/{course.pk}/meeting/info/")
    online = OnlineDetails.objects.get()
    assert page.rows(0) == [
        ["Thema", "Englisch B1 am Abend", "gleich"],
        ["Host", simulator.hosts[0], "gleich"],
        ["Alternativen", "–", "–"],
        ["Typ", "wiederkehrend", "gleich"],
        ["Link", online.link, "gleich"],
        ["Meeting-ID", online.meeting_number, "gleich"],
        ["Passwort", online.passcode, "gleich"],
    ]
    assert page.rows(1) == [
        ["Mi 02.09.2026", "18:30 – 20:00", "18:00 – 19:30"],
        ["Mi 09.09.2026", "18:00 – 19:30", "gleich"],
        ["Mi 16.09.2026", "18:00 – 19:30", "gleich"],
    ]


def test_a_day_that_is_over_is_not_missed_in_zoom(office: Browser, course: Course) -> None:
    transfer(office, course)
    course.days.create(date=date(2026, 8, 12), starts_at=time(18), ends_at=time(19, 30))
    page = office.get(f"/kurse/{course.pk}/meeting/info/")
    assert page.rows(1)[0] == ["Mi 12.08.2026", "18:00 – 19:30", "vorbei"]


def test_deleting_names_its_consequences_first(office: Browser, course: Course) -> None:
    transfer(office, course)
    page = office.get(f"/kurse/{course.pk}/meeting/loeschen/")
    assert page.texts("//ul[@class='consequences']/li") == [
        "Alle 3 kommenden Termine des Meetings verschwinden aus Zoom.",
        f"Der Link {OnlineDetails.objects.get().link} führt danach ins Leere.",
        "Link, Meeting-ID und Passwort werden hier geleert; ein neues Meeting bekommt andere.",
        "E-Mails, die schon versandt sind, nennen dann einen falschen Link.",
        "Software, Zugang, Host und Alternativen des Kurses bleiben.",
        "Nur lösen: Das Meeting bleibt in Zoom bestehen, der Kurs vergisst Link, Meeting-ID und "
        "Passwort.",
    ]
    assert page.buttons == ["Meeting löschen", "Nur lösen", "Abbrechen"]


def test_a_meeting_can_be_detached_instead(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    transfer(office, course)
    page = office.post(f"/kurse/{course.pk}/meeting/loeschen/", release="detach")
    assert page.notices == ["Das Meeting ist gelöst; in Zoom besteht es weiter."]
    assert (OnlineDetails.objects.get().link, len(simulator.control.meetings())) == ("", 1)


def test_a_webinar_is_said_with_the_way_out(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    transfer(office, course)
    simulator.control.change_meeting(simulator.control.meetings()[0]["id"], is_webinar=True)
    page = withdraw(office, course)
    assert page.notices[1] == "Das Meeting wurde in Zoom in ein Webinar umgewandelt."
    assert "„Nur lösen“" in page.texts("//p[@class='notice__hint']")[0]


def test_a_running_meeting_is_said_and_stays(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    transfer(office, course)
    simulator.control.change_meeting(simulator.control.meetings()[0]["id"], status="started")
    page = withdraw(office, course)
    assert page.notices[2] == "Das Meeting läuft gerade; Zoom lässt so lange keine Änderung zu."
    assert page.texts("//p[starts-with(., 'Nächster Versuch')]") == [
        "Nächster Versuch: Do 20.08.2026, 12:45"
    ]
    assert OnlineDetails.objects.get().link


def test_deleting_clears_the_box_and_offers_a_new_meeting(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    transfer(office, course)
    told = withdraw(office, course)
    assert told.notices == ["Das Meeting ist gelöscht; der Link gilt nicht mehr."]
    page = office.get(f"/kurse/{course.pk}/online-kurs/")
    online = OnlineDetails.objects.get()
    assert (online.link, online.meeting_number, online.passcode) == ("", "", "")
    assert page.buttons == ["Speichern", "Meeting erstellen"]
    assert simulator.control.meetings() == []


def test_there_is_nothing_to_delete_without_a_meeting(office: Browser, course: Course) -> None:
    page = office.get(f"/kurse/{course.pk}/meeting/loeschen/")
    assert (page.status, page.notices) == (409, ["Für den Kurs 262-4107 gibt es kein Meeting."])


def test_without_a_transfer_the_result_leads_back_to_the_course(
    office: Browser, course: Course
) -> None:
    page = office.get(f"/kurse/{course.pk}/meeting/ergebnis/")
    assert page.address == f"/kurse/{course.pk}/online-kurs/"


def test_a_queued_transfer_shows_how_far_it_is_and_can_be_cancelled(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    page = office.post(f"/kurse/{course.pk}/meeting/vorschau/")
    assert page.address == f"/kurse/{course.pk}/meeting/ergebnis/"
    assert page.notices == [
        "Wartet auf den Hintergrunddienst.",
        "Zurzeit arbeitet kein Hintergrunddienst.",
    ]
    assert page.tree.xpath("//*[@id='progress']/@hx-trigger") == ["every 1s"]
    page = office.post(page.address)
    assert page.notices == ["Abgebrochen. Was Zoom schon bekommen hat, bleibt dort."]
    assert page.buttons == ["Erneut versuchen", "Zum Kurs", "Zur Kursliste"]
    assert page.tree.xpath("//*[@id='progress']/@hx-trigger") == []
    work_off()
    assert simulator.control.meetings() == []


def test_while_an_order_is_open_the_course_and_the_list_say_so(
    office: Browser, course: Course
) -> None:
    office.post(f"/kurse/{course.pk}/meeting/vorschau/")
    assert "wartet" in office.get("/kurse/", semester="262").rows()[0][7]
    box = office.get(f"/kurse/{course.pk}/online-kurs/")
    assert box.tree.xpath("//a[@id='order']/@href") == [f"/kurse/{course.pk}/meeting/ergebnis/"]
    assert box.buttons == ["Speichern", "Stand der Übertragung"]


def test_what_was_wanted_and_done_stands_in_the_history(
    office: Browser, course: Course, simulator: RunningSimulator
) -> None:
    transfer(office, course)
    simulator.control.fail_next("html_500", operation="update_meeting", count=5)
    Course.objects.update(title="Englisch B2")
    transfer(office, course)
    lines = office.get(f"/kurse/{course.pk}/verlauf/").rows()
    created = "M. Brandt hat das Meeting des Kurses 262-4107 in Zoom angelegt."
    (noted,) = [row for row in lines if row[2].startswith(created)]  # by the database's clock
    rows = [row for row in lines if row is not noted]
    assert [row[1:4] for row in rows] == [
        [
            "M. Brandt",
            "Angaben ändern",
            "Zooms Antwort ging verloren; ob die Änderung ausgeführt wurde, ist nicht bekannt.",
        ],
        ["M. Brandt", "Übertragung beauftragt: wartet", ""],
        [
            "M. Brandt",
            "Meeting anlegen: wiederkehrend ab Mi 02.09.2026, 18:00 Uhr, 90 Minuten",
            "erledigt",
        ],
        ["M. Brandt", "Übertragung beauftragt: übertragen", ""],
    ]
    assert all(row[4] for row in rows if row[3] == "erledigt")
