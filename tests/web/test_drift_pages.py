"""„In Zoom geändert": found when the tab is open, shown side by side, repaired by a decision."""

from datetime import date, timedelta
from typing import Any, cast

import pytest
from django.http import HttpResponse

from kurslink.models import Course, Meeting, MeetingState, OnlineDetails, ZoomAccount, ZoomState
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import transfer_course
from tests.course_office import NOW, clock, make_account, make_course, weekly
from tests.simulator_process import Json, RunningSimulator
from tests.web.browser import Browser, Shown
from tests.work_off import work_off

HOUR_AGO = NOW - timedelta(hours=1)


@pytest.fixture
def course(db: None, simulator: RunningSimulator) -> Course:  # noqa: ARG001  # asks for the database
    make_account(simulator, offer=2)
    course = make_course(days=weekly(date(2026, 9, 2), 3))
    course.online.host = ZoomAccount.objects.get().users.get(email=simulator.hosts[0])
    course.online.save()
    transfer_course(course, actor=SHELL, clock=clock)
    Meeting.objects.update(checked_at=HOUR_AGO)
    return Course.objects.get(pk=course.pk)


def tab(browser: Browser, course: Course) -> Shown:
    return browser.get(f"/kurse/{course.pk}/online-kurs/")


def check(browser: Browser, course: Course) -> Shown:
    return browser.post(f"/kurse/{course.pk}/meeting/abgleich/")


def check_by_script(browser: Browser, course: Course) -> Shown:
    path = f"/kurse/{course.pk}/meeting/abgleich/"
    answer = browser.client.post(path, headers={"HX-Request": "true"})
    return Shown(cast(HttpResponse, answer))


def at_zoom(simulator: RunningSimulator) -> Json:
    (meeting,) = simulator.control.meetings()
    return meeting


def in_portal(simulator: RunningSimulator, **changes: Any) -> None:
    simulator.control.change_meeting(at_zoom(simulator)["id"], **changes)


def move_second_day(simulator: RunningSimulator) -> None:
    meeting = at_zoom(simulator)
    key = meeting["occurrences"][1]["occurrence_id"]
    simulator.control.change_meeting(
        meeting["id"], occurrence_id=key, start_time="2026-09-10T18:30:00", duration=60
    )


def calls(simulator: RunningSimulator) -> int:
    return sum(simulator.control.counters().calls.values())


def trigger(page: Shown) -> str:
    (form,) = page.tree.xpath("//form[contains(@class, 'check-line')]")
    return str(form.get("hx-trigger"))


def test_the_tab_opens_without_zoom_and_looks_then(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    before = calls(simulator)
    page = tab(office, course)
    assert (page.status, calls(simulator)) == (200, before)
    assert trigger(page) == "load, submit"
    assert "Jetzt mit Zoom abgleichen" in page.texts("//button")


def test_a_look_just_now_is_not_repeated(office: Browser, course: Course) -> None:
    Meeting.objects.update(checked_at=NOW - timedelta(minutes=2))
    assert trigger(tab(office, course)) == "submit"
    Meeting.objects.update(check_due_at=NOW - timedelta(minutes=1))
    assert trigger(tab(office, course)) == "load, submit"


def test_the_script_gets_the_panel_and_the_badge(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="Mein Kurs")
    move_second_day(simulator)
    page = check_by_script(office, course)
    assert page.status == 200
    assert page.texts("//*[@id='zoom-check']//*[@data-say]") == [
        "Abgeglichen: In Zoom wurde etwas geändert."
    ]
    assert page.texts("//*[@id='zoom-state']") == [str(ZoomState.CHANGED_AT_ZOOM.label)]
    assert page.rows(0) == [
        ["Thema", course.title, "Mein Kurs"],
        ["Termin", "Mi 09.09.2026, 18:00 – 19:30", "Do 10.09.2026, 18:30 – 19:30"],
    ]
    assert page.texts("//*[@id='truth']//tr[contains(@class, 'is-different')]/td[1]") == [
        "Mi 09.09.2026",
        "Do 10.09.2026",
    ]
    assert trigger(page) == "submit"


def test_without_a_script_the_button_leads_back_to_the_tab(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, password="Neu12345")
    page = check(office, course)
    assert page.address == f"/kurse/{course.pk}/online-kurs/"
    assert page.notices == ["Abgeglichen: In Zoom wurde etwas geändert.", "In Zoom geändert"]
    assert [row[0] for row in page.rows(0)] == ["Link", "Passwort"]
    assert "Aus Zoom übernehmen" in page.buttons
    assert "Zoom angleichen" in page.buttons


def test_asking_by_address_changes_nothing(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    before = calls(simulator)
    page = office.get(f"/kurse/{course.pk}/meeting/abgleich/")
    assert page.address == f"/kurse/{course.pk}/online-kurs/"
    assert calls(simulator) == before


def test_zoom_out_of_reach_is_said_in_the_line(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.fail_next("unavailable_503", operation="get_meeting", count=3)
    page = check_by_script(office, course)
    assert page.texts("//*[@data-say]") == [
        "Nicht abgeglichen. Zoom antwortet im Augenblick nicht."
    ]
    assert Meeting.objects.get().checked_at == HOUR_AGO


def test_a_reader_sees_the_panel_but_decides_nothing(
    reader: Browser, simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="Mein Kurs")
    page = check_by_script(reader, course)
    assert page.texts("//h2")[0] == "In Zoom geändert"
    assert not page.tree.xpath("//a[@id='accept' or @id='align']")
    assert reader.get(f"/kurse/{course.pk}/meeting/uebernehmen/").status == 403
    assert reader.get(f"/kurse/{course.pk}/meeting/neu-anlegen/").status == 403


def test_a_reader_learns_that_the_passcode_differs_but_not_how(
    reader: Browser, simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, password="918273")
    told = "vorhanden; Ihre Rolle sieht es nicht"
    for page in (
        check_by_script(reader, course),
        reader.get(f"/kurse/{course.pk}/meeting/info/"),
    ):
        assert ["Passwort", told, told] in page.rows()
        assert "918273" not in page.texts("//td")


def test_the_list_of_changes_is_shown_and_then_carried_out(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="Mein Kurs", settings={"alternative_hosts": simulator.hosts[1]})
    move_second_day(simulator)
    path = f"/kurse/{course.pk}/meeting/uebernehmen/"
    page = office.get(path)
    assert page.texts("//h2") == ["Das ändert sich am Kurs"]
    assert page.rows() == [
        ["Alternativen", "–", simulator.hosts[1]],
        ["Kurstag", "Mi 09.09.2026, 18:00 – 19:30", "Do 10.09.2026, 18:30 – 19:30"],
    ]
    assert page.texts("//ul[@class='consequences']/li") == [
        "Thema: Es folgt dem „Aufbau des Themas“ beim Zugang und dem Titel des Kurses."
    ]
    seen = page.tree.xpath("//input[@name='seen']/@value")[0]
    done = office.post(path, seen=seen)
    assert done.address == f"/kurse/{course.pk}/online-kurs/"
    assert done.notices[0] == "Übernommen: Der Kurs sagt jetzt, was in Zoom steht."
    assert [day.date.day for day in course.days.all()] == [2, 10, 16]
    assert done.rows(0) == [["Thema", course.title, "Mein Kurs"]]


def test_another_list_than_the_one_shown_is_shown_first(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    path = f"/kurse/{course.pk}/meeting/uebernehmen/"
    in_portal(simulator, password="Neu12345")
    seen = office.get(path).tree.xpath("//input[@name='seen']/@value")[0]
    in_portal(simulator, password="Neu99999")
    page = office.post(path, seen=seen)
    assert page.address == path
    assert page.rows()[1][2] == "Neu99999"
    assert OnlineDetails.objects.get().passcode != "Neu99999"


def test_zoom_is_aligned_by_the_usual_preview(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="Mein Kurs", password="Neu12345")
    check(office, course)
    office.post(f"/kurse/{course.pk}/meeting/vorschau/")
    work_off()
    assert at_zoom(simulator)["topic"] == course.title
    assert OnlineDetails.objects.get().passcode == "Neu12345"
    assert Meeting.objects.get().drift is None


def test_info_keeps_what_it_sees_and_offers_both_ways(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, topic="Mein Kurs")
    page = office.get(f"/kurse/{course.pk}/meeting/info/")
    assert page.rows(0) == [["Thema", course.title, "Mein Kurs"]]
    assert page.tree.xpath("//a[@id='accept']/@href") == [
        f"/kurse/{course.pk}/meeting/uebernehmen/"
    ]
    assert Meeting.objects.get().drift is not None


def test_a_gone_meeting_is_made_anew_from_the_tab(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    old = Meeting.objects.get()
    simulator.control.delete_meeting(str(old.zoom_meeting_id))
    page = check(office, course)
    assert {"Neu anlegen", "Nur lösen"} <= set(page.buttons)
    question = office.get(f"/kurse/{course.pk}/meeting/neu-anlegen/")
    assert f"Der Link {old.join_url} führt ins Leere." in question.texts("//li")
    preview = office.post(f"/kurse/{course.pk}/meeting/neu-anlegen/", then="preview")
    assert preview.address == f"/kurse/{course.pk}/meeting/vorschau/"
    assert Meeting.objects.get().state == MeetingState.DELETED
    assert simulator.control.meetings() == []


def test_a_gone_meeting_is_only_let_go(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.delete_meeting(str(Meeting.objects.get().zoom_meeting_id))
    check(office, course)
    page = office.post(f"/kurse/{course.pk}/meeting/neu-anlegen/", then="release")
    assert page.address == f"/kurse/{course.pk}/online-kurs/"
    assert page.notices == ["Der Kurs ist vom Meeting gelöst."]
    assert OnlineDetails.objects.get().link == ""
    assert "Meeting erstellen" in page.buttons


def test_a_webinar_keeps_its_link_and_the_page_says_so(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    in_portal(simulator, is_webinar=True)
    refused = office.get(f"/kurse/{course.pk}/meeting/info/")
    assert "Neu anlegen oder nur lösen" in refused.buttons
    page = office.get(f"/kurse/{course.pk}/meeting/neu-anlegen/")
    link = Meeting.objects.get().join_url
    assert page.texts("//li[contains(., 'Webinar bleibt')]") == [
        f"Das Webinar bleibt in Zoom bestehen: Der Link {link} führt weiter dorthin."
    ]
    office.post(f"/kurse/{course.pk}/meeting/neu-anlegen/", then="preview")
    assert Meeting.objects.get().state == MeetingState.DETACHED


def test_a_host_who_is_gone_is_replaced_first(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.remove_user(simulator.hosts[0])
    page = check(office, course)
    assert "Anderen Host wählen" in page.buttons
    assert f"Der Host {simulator.hosts[0]} wurde in Zoom entfernt, und mit ihm das Meeting." in (
        page.notices
    )


def test_a_meeting_that_is_there_is_not_let_go_here(office: Browser, course: Course) -> None:
    page = office.post(f"/kurse/{course.pk}/meeting/neu-anlegen/", then="release")
    assert page.status == 409
    assert Meeting.objects.get().state == MeetingState.LIVE


def test_the_list_filters_by_what_was_changed_there(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    make_course("262-0001")
    in_portal(simulator, topic="Mein Kurs")
    check(office, course)
    page = office.get("/kurse/", state="changed_at_zoom")
    assert len(page.rows()) == 1
    assert course.number in " ".join(page.rows()[0])
