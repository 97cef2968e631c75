"""Who may ask for what, and how: login, rights, methods, forged forms."""

from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern

from kurslink.models import Course, Role, User
from kurslink.web.page import Page
from kurslink.web.urls import urlpatterns
from tests.course_office import make_course, weekly
from tests.web.addresses import address
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
    "course_instructors": True,
    "participant": True,
    "instructor": True,
    "add_instructor": True,
    "privacy": True,
    "erase_person": True,
    "enrolment": True,
    "enrolment_access": True,
    "cancel_enrolment": False,
    "revive_enrolment": False,
    "enrolment_preview": True,
    "new_batch": True,
    "batch": True,
    "send": True,
    "course_mails": True,
    "outbox": True,
    "letters": True,
    "mail": True,
    "import": True,
    "import_preview": True,
    "import_columns": True,
    "doctor": True,
    "activation": True,
    "interface": True,
    "revoke_token": False,
    "new_webhook": True,
    "test_webhook": False,
    "revive_webhook": False,
    "delete_webhook": False,
    "own_details": True,
    "new_user": True,
    "change_user": True,
    "demand_second_factor": False,
    "invite_again": False,
    "end_sessions": False,
    "reset_second_factor": False,
    "institution": True,
    "mail_settings": True,
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
# Looking at Zoom keeps what it finds, as „Info" does: whoever may look may do it.
LOOKING = {"check_meeting", "home"}
# What mails say of oneself is everybody's own.
OWN = {"own_details"}
SETTINGS = [each.name for each in urlpatterns if str(each.pattern).startswith("einstellungen/")]


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


@pytest.mark.parametrize("name", sorted(CHANGING.keys() - LOOKING - OWN))
def test_a_reader_may_not_change_anything(course: Course, reader: Browser, name: str) -> None:
    page = reader.post(address(name, course))
    assert (page.status, page.notices) == (403, ["Ihre Rolle erlaubt das nicht."])


@pytest.mark.parametrize("name", [name for name, can_get in CHANGING.items() if not can_get])
def test_what_only_changes_cannot_be_asked_for(course: Course, system: Browser, name: str) -> None:
    assert system.get(address(name, course)).status == 405


def test_the_menu_shows_only_what_people_may(
    reader: Browser, office: Browser, system: Browser
) -> None:
    start = ["Übersicht", "Kurse", "Übertragungen", "Teilnehmende", "Dozenten"]
    start += ["Lizenzbelegung", "Versand"]
    menu = "//nav[@class='sidemenu']//a"
    assert reader.get("/kurse/").texts(menu) == [*start, "Hilfe"]
    assert office.get("/kurse/").texts(menu) == [*start, "Import", "Hilfe"]
    assert system.get("/kurse/").texts(menu) == [
        *start,
        "Import",
        "Datenschutz",
        "Protokoll",
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
