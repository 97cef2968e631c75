"""„Vorhandenes Meeting übernehmen" on the 3. Seite."""

from datetime import date

import pytest

from kurslink.models import Course, ZoomUser
from tests.course_office import make_account, make_course, transfer, weekly
from tests.portal import current, made_by_hand
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser

FIRST = date(2026, 9, 2)


@pytest.fixture
def course(simulator: RunningSimulator, db: None) -> Course:  # noqa: ARG001  # asks for the database
    make_account(simulator)
    return make_course(days=weekly(FIRST, 1))


def adoption(course: Course) -> str:
    return f"/kurse/{course.pk}/meeting/vorhandenes/"


def box(browser: Browser, course: Course) -> list[str]:
    return browser.get(f"/kurse/{course.pk}/online-kurs/").texts("//details//summary")


def test_a_meeting_is_taken_over_from_the_third_page(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    number = made_by_hand(simulator)
    assert "Vorhandenes Meeting übernehmen" in box(office, course)
    page = office.post(adoption(course), meeting=f"{number}")
    assert page.address == f"/kurse/{course.pk}/online-kurs/"
    assert page.notices[0].startswith("Das Meeting gehört jetzt zu diesem Kurs;")
    assert current(course).zoom_meeting_id == number
    assert "Vorhandenes Meeting übernehmen" not in box(office, course)


def test_the_field_offers_the_link_that_was_entered_by_hand(
    office: Browser, course: Course
) -> None:
    course.online.link = "https://vhs.zoom.us/j/83019642761"
    course.online.save()
    page = office.get(f"/kurse/{course.pk}/online-kurs/")
    assert page.tree.xpath("//input[@id='adopt-meeting']/@value") == [course.online.link]
    page = office.get(adoption(course))
    assert page.tree.xpath("//input[@name='meeting']/@value") == [course.online.link]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Dieses Feld ist zwingend erforderlich."),
        ("Englisch", "„Englisch“ ist weder eine Meeting-ID noch ein Link zu einem Meeting."),
        ("999 9999 9999", "Das Meeting 99999999999 gibt es im Zugang"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_with_what_was_typed(
    office: Browser, course: Course, typed: str, error: str
) -> None:
    page = office.post(adoption(course), meeting=typed)
    assert page.status == 422
    (said,) = page.errors
    assert said.startswith(error)
    assert page.tree.xpath("//input[@name='meeting']/@value") == ([typed] if typed else [])


def test_a_meeting_of_another_course_names_it(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    transfer(make_course("262-9", title="Yoga", days=weekly(FIRST, 1)))
    (meeting,) = simulator.control.meetings()
    page = office.post(adoption(course), meeting=meeting["join_url"])
    assert page.errors[0].startswith("Dieses Meeting gehört schon zum Kurs 262-9 (Yoga).")


def test_an_unknown_host_leads_who_may_to_the_users(
    office: Browser, system: Browser, simulator: RunningSimulator, course: Course
) -> None:
    number = made_by_hand(simulator, host=1)
    ZoomUser.objects.filter(email=simulator.hosts[1]).delete()
    page = system.post(adoption(course), meeting=str(number))
    assert page.errors[0].startswith(f"Der Host des Meetings, {simulator.hosts[1]},")
    assert "Zu den Benutzern des Zugangs" in page.buttons
    assert (
        "Zu den Benutzern des Zugangs"
        not in office.post(adoption(course), meeting=str(number)).buttons
    )


def test_readers_and_other_software_have_no_such_box(
    office: Browser, reader: Browser, course: Course
) -> None:
    assert "Vorhandenes Meeting übernehmen" not in box(reader, course)
    assert reader.get(adoption(course)).status == 403
    edudip = make_course("262-2", software="edudip")
    assert "Vorhandenes Meeting übernehmen" not in box(office, edudip)
