"""The tab „Versand" of a course: its dispatches and its mails."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kurslink.models import Course, Dispatch, MailArea
from tests.course_office import NOW, make_course
from tests.outbox import make_mail, states
from tests.web.browser import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return make_course()


def make_dispatch(course: Course, state: str = "planned", **fields: object) -> Dispatch:
    values = {"area": MailArea.ACCESS_DATA, "due_at": NOW + timedelta(days=2), "state": state}
    who = {"placed_by": "M. Brandt", "placed_at": NOW}
    return Dispatch.objects.create(course=course, **values | who | fields)


def at(course: Course) -> str:
    return f"/kurse/{course.pk}/versand/"


def test_a_course_without_mails_says_so(office: Browser, course: Course) -> None:
    page = office.get(at(course))
    assert page.texts("//ul[@class='tabs']//a[@aria-current]") == ["Versand"]
    assert page.texts("//section/p") == ["Für diesen Kurs ist noch nichts versandt."]


def test_dispatches_and_mails_of_the_course_are_shown(office: Browser, course: Course) -> None:
    done = make_dispatch(course, "done", done_at=NOW)
    make_dispatch(course, "held", problem={"code": "mail_server_missing", "data": {}})
    make_mail("anna", course=course, dispatch=done, state="sent")
    make_mail("other", course=make_course("262-1"))
    page = office.get(at(course))
    held, ended = page.rows(0)
    assert (held[0], held[4:]) == ("angehalten", ["0", "Abbrechen Zugangsdaten"])
    assert held[1].startswith("Zugangsdaten Es ist kein Mailserver eingestellt")
    assert ended == [
        "ausgeführt",
        "Zugangsdaten",
        "Do 20.08.2026, 12:00",
        "M. Brandt Do 20.08.2026, 12:00",
        "1",
        "",
    ]
    assert [row[1] for row in page.rows(1)] == ["Annaanna@example.org"]


def test_letters_of_a_dispatch_are_printed_together(office: Browser, course: Course) -> None:
    dispatch = make_dispatch(course, "done")
    for name, where in (("anna", dispatch), ("ben", None)):
        make_mail(name, course=course, dispatch=where, state="to_print", to_address="")
    link = f"//a[@id='letters-{dispatch.pk}']"
    page = office.get(at(course))
    assert page.texts(link) == ["Briefe drucken (1)"]
    letters = office.get(page.tree.xpath(f"{link}/@href")[0])
    assert letters.texts("//article//p[@class='letter__to']") == ["Anna"]


def test_a_planned_dispatch_is_stopped(office: Browser, course: Course) -> None:
    dispatch = make_dispatch(course)
    page = office.post(at(course), dispatch=str(dispatch.pk))
    assert page.notices == ["Der Versand ist abgebrochen."]
    assert page.rows()[0][0] == "abgebrochen"
    assert office.post(at(make_course("262-1")), dispatch=str(dispatch.pk)).status == 404


def test_mails_of_a_course_are_decided_here_too(office: Browser, course: Course) -> None:
    mail = make_mail(course=course)
    page = office.post(at(course), cancel=str(mail.pk))
    assert (page.address, states()) == (at(course), {"anna": "cancelled"})


def test_readers_see_and_decide_nothing(reader: Browser, course: Course) -> None:
    dispatch = make_dispatch(course)
    assert len(reader.get(at(course)).rows()[0]) == 5
    assert reader.post(at(course), dispatch=str(dispatch.pk)).status == 403


def test_queries_do_not_grow_with_the_lists(office: Browser, course: Course) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert office.get(at(course)).status == 200
        return len(seen)

    make_mail("one", course=course, dispatch=make_dispatch(course))
    office.get(at(course))
    with_one = queries()
    for name in ("two", "three"):
        make_mail(name, course=course, dispatch=make_dispatch(course))
    assert queries() == with_one
