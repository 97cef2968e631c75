"""Who may ask for what, and how: login, rights, methods, forged forms."""

from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from kurslink.models import Course, Role, User
from kurslink.web.page import Page
from kurslink.web.urls import urlpatterns
from tests.course_office import make_course, weekly
from tests.web.browser import Browser

# Every page that changes something, and whether it can be asked for with GET.
CHANGING = {
    "home": True,
    "foreign_meetings": True,
    "adopt_foreign": True,
    "ignore_foreign": False,
    "show_foreign": False,
    "delete_foreign": True,
    "course": True,
    "delete_course": True,
    "course_days": True,
    "change_day": True,
    "cancel_day": False,
    "restore_day": False,
    "online_details": True,
    "online_details_box": True,
    "transfer_preview": True,
    "transfer_result": True,
    "adopt_meeting": True,
    "check_meeting": True,
    "accept_from_zoom": True,
    "renew_meeting": True,
    "withdraw_meeting": True,
    "add_enrolment": True,
    "enrolment": True,
    "enrolment_access": True,
    "cancel_enrolment": False,
    "enrolment_preview": True,
    "new_batch": True,
    "batch": True,
    "import": True,
    "import_preview": True,
    "doctor": True,
    "activation": True,
    "new_mail_template": True,
    "change_mail_template": True,
    "delete_mail_template": False,
    "restore_standard_text": False,
    "new_software": True,
    "change_software": True,
    "delete_software": False,
    "proxy": False,
    "test_connections": False,
    "new_account": True,
    "change_account": True,
    "account_topic": False,
    "account_profile": False,
    "account_users": True,
    "account_passcodes": True,
    "retire_account": False,
    "revive_account": False,
    "delete_account": True,
}
# Without login: Zoom reports here, and a signature takes its place (test_zoom_events.py).
OPEN = {"zoom_event"}
# Looking at Zoom keeps what it finds, as „Info" does: whoever may look may do it.
LOOKING = {"check_meeting", "home"}
SETTINGS = [each.name for each in urlpatterns if str(each.pattern).startswith("einstellungen/")]


def address(name: str, course: Course) -> str:
    pattern = next(each for each in urlpatterns if each.name == name)
    day = course.days.all()[0]
    keys = {
        "course_id": course.pk,
        "day_id": day.pk,
        "account_id": 1,
        "software_id": 1,
        "foreign_id": 1,
        "batch_id": 1,
        "enrolment_id": 1,
        "template_id": 1,
        "area": "change",
        "audience": "instructors",
    }
    wanted = pattern.pattern.converters
    return reverse(name, kwargs={key: value for key, value in keys.items() if key in wanted})


@pytest.fixture
def course(db: None) -> Course:  # noqa: ARG001  # asks for the database
    return make_course(days=weekly(date(2026, 9, 2), 1))


def _accepts_post(pattern: URLPattern) -> bool:
    view: type[Page] | None = getattr(pattern.callback, "view_class", None)
    return view is not None and issubclass(view, Page) and hasattr(view, "post")


def test_every_page_that_changes_something_is_tried_here() -> None:
    assert {pattern.name for pattern in urlpatterns if _accepts_post(pattern)} == set(CHANGING)


@pytest.mark.parametrize("name", CHANGING)
def test_a_forged_form_is_refused(course: Course, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("a@vhs.example", name="A", role=Role.SYSTEM))
    answer = client.post(address(name, course))
    assert answer.status_code == 403
    assert "Dieses Formular ist abgelaufen" in answer.content.decode()


@pytest.mark.parametrize("name", sorted(CHANGING.keys() - LOOKING))
def test_a_reader_may_not_change_anything(course: Course, reader: Browser, name: str) -> None:
    page = reader.post(address(name, course))
    assert (page.status, page.notices) == (403, ["Ihre Rolle erlaubt das nicht."])


@pytest.mark.parametrize("name", [name for name, can_get in CHANGING.items() if not can_get])
def test_what_only_changes_cannot_be_asked_for(course: Course, system: Browser, name: str) -> None:
    assert system.get(address(name, course)).status == 405


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_for_the_system_role(course: Course, office: Browser, name: str) -> None:
    assert office.get(address(name, course)).status == 403


def test_only_where_zoom_reports_is_there_no_login() -> None:
    required = {each.name: getattr(each.callback, "login_required", True) for each in urlpatterns}
    assert {name for name, is_required in required.items() if not is_required} == OPEN


@pytest.mark.parametrize(
    "pattern",
    [each for each in urlpatterns if each.name not in OPEN],
    ids=lambda pattern: str(pattern.name),
)
def test_nobody_sees_a_page_without_signing_in(course: Course, pattern: URLPattern) -> None:
    where = address(str(pattern.name), course)
    answer = Client().get(where)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (
        302,
        "/konto/anmelden/",
    )


def test_the_menu_shows_only_what_people_may(
    reader: Browser, office: Browser, system: Browser
) -> None:
    start = ["Übersicht", "Kurse", "Übertragungen", "Lizenzbelegung", "Versand"]
    menu = "//nav[@class='sidemenu']//a"
    assert reader.get("/kurse/").texts(menu) == [*start, "Hilfe"]
    assert office.get("/kurse/").texts(menu) == [*start, "Import", "Hilfe"]
    assert system.get("/kurse/").texts(menu) == [
        *start,
        "Import",
        "Einstellungen",
        "Hilfe",
    ]


def test_signing_in_leads_to_the_overview(db: None) -> None:  # noqa: ARG001  # asks for the database
    User.objects.create_user("a@vhs.example", "ein-langes-passwort", name="A", role=Role.OFFICE)
    browser = Browser(Client())
    page = browser.post("/konto/anmelden/", login="A@vhs.example", password="ein-langes-passwort")
    assert (page.status, page.heading) == (200, "Übersicht")


def test_a_wrong_password_is_said_without_saying_which_part_is_wrong(db: None) -> None:  # noqa: ARG001  # asks for the database
    User.objects.create_user("a@vhs.example", "ein-langes-passwort", name="A", role=Role.OFFICE)
    page = Browser(Client()).post("/konto/anmelden/", login="a@vhs.example", password="falsch")
    assert (page.heading, len(page.notices)) == ("Bei Kurslink anmelden", 1)
