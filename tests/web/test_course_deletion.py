"""„Kurs löschen" on the 1. Seite, and what is asked about its meeting."""

from datetime import date

import pytest

from kurslink.models import Course, Order, OrderKind
from kurslink.services.rights import SHELL
from kurslink.services.withdraw_course import withdraw_course
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.portal import current
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser


@pytest.fixture
def course(simulator: RunningSimulator, db: None) -> Course:  # noqa: ARG001  # asks for the database
    make_account(simulator)
    return make_course(days=weekly(date(2026, 9, 2), 3))


def deletion(course: Course) -> str:
    return f"/kurse/{course.pk}/loeschen/"


def consequences(browser: Browser, course: Course) -> list[str]:
    return browser.get(deletion(course)).texts("//ul[@class='consequences']/li")


def test_a_course_is_deleted_after_a_question(office: Browser, course: Course) -> None:
    page = office.get(f"/kurse/{course.pk}/")
    assert page.tree.xpath("//a[@id='delete']/@href") == [deletion(course)]
    page = office.get(deletion(course))
    assert page.buttons == ["Kurs löschen", "Abbrechen"]
    assert consequences(office, course) == [
        "Der Kurs und seine 3 Kurstage werden hier gelöscht.",
        "Steht er noch in der Kursdatei, legt der nächste Import ihn wieder an, ohne die Angaben "
        "von hier.",
    ]
    page = office.post(deletion(course))
    assert (page.heading, page.notices) == ("Kurse", ["Der Kurs 262-4107 ist gelöscht."])
    assert Course.objects.count() == 0


def test_what_becomes_of_the_meeting_is_asked_with_dates_and_link(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    transfer(course)
    page = office.get(deletion(course))
    assert page.buttons == [
        "Kurs und Meeting löschen",
        "Kurs löschen, Meeting nur lösen",
        "Abbrechen",
    ]
    assert consequences(office, course)[2:] == [
        "Löschen: Das Meeting verschwindet in Zoom mit 3 kommenden Terminen, der Link "
        f"{current(course).join_url} gilt nicht mehr.",
        "Nur lösen: Das Meeting bleibt in Zoom bestehen und steht dann unter „Meetings ohne Kurs“.",
    ]
    page = office.post(deletion(course))
    assert (page.status, page.notices) == (409, ["Der Kurs 262-4107 hat noch ein Meeting in Zoom."])
    office.post(deletion(course), release="delete")
    assert (Course.objects.count(), simulator.control.meetings()) == (0, [])


def test_the_meeting_can_stay_at_zoom(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    transfer(course)
    office.post(deletion(course), release="detach")
    assert (Course.objects.count(), len(simulator.control.meetings())) == (0, 1)


def test_past_meetings_are_named(office: Browser, course: Course) -> None:
    transfer(course)
    withdraw_course(course, actor=SHELL, clock=clock)
    assert consequences(office, course)[1] == (
        "Auch die Aufzeichnung seines früheren Meetings geht verloren."
    )


def test_a_course_with_an_open_order_is_refused(office: Browser, course: Course) -> None:
    Order.objects.create(
        course=course,
        kind=OrderKind.TRANSFER,
        is_urgent=True,
        placed_by="M",
        placed_at=NOW,
        due_at=NOW,
    )
    page = office.post(deletion(course))
    assert page.notices == ["Für den Kurs 262-4107 ist noch ein Auftrag offen."]
    assert Course.objects.count() == 1


def test_readers_see_no_button_and_may_not(reader: Browser, course: Course) -> None:
    assert reader.get(f"/kurse/{course.pk}/").tree.xpath("//a[@id='delete']") == []
    assert reader.get(deletion(course)).status == 403
