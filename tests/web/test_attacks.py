"""Requests of people who mean harm: ways out of the house, odd methods, floods, stolen sessions."""

from datetime import date
from io import BytesIO
from time import perf_counter, process_time

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from kurslink.models import Course, JournalEntry, MailMessage, MailState, Role, User
from kurslink.services.cancel_mails import cancel_mails
from kurslink.services.rights import SHELL
from kurslink.web.urls import urlpatterns
from tests.course_office import NOW, make_course, weekly
from tests.enrolments import enrol
from tests.outbox import make_mails
from tests.people import PASSWORD, make_user
from tests.web.addresses import address, patterns
from tests.web.browser import Browser
from tests.web.hostile import make_hostile_house

SIGN_IN = "/konto/anmelden/"
ELSEWHERE = [
    "//evil.example",
    "https:evil.example",
    "https://evil.example/kurse/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "\x08//evil.example",
    "https://testserver@evil.example",
]


@pytest.fixture
def course(db: None) -> Course:  # noqa: ARG001  # asks for the database
    return make_course(days=weekly(date(2026, 9, 2), 1))


@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_signing_in_leads_nowhere_else(next_page: str, db: None) -> None:  # noqa: ARG001  # asks for the database
    user, client = make_user(), Client()
    fields = {"login": user.email, "password": PASSWORD, "next": next_page}
    answer = client.post(SIGN_IN, fields, query_params={"next": next_page})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    answer = client.get(SIGN_IN, {"next": next_page})  # who is signed in already
    assert answer.headers["Location"] == "/"
    answer = client.post("/konto/abmelden/", {"next": next_page})
    assert answer.headers["Location"] == "/"


def test_a_session_ends_without_leading_elsewhere(office: Browser) -> None:
    user = make_user()
    session = office.client.session
    session["signed_in_at"] = session["seen_at"] = 0
    session.save()
    answer = office.client.get("/", PATH_INFO="//evil.example/kurse/")
    where = answer.headers["Location"]
    assert where == "/konto/anmelden/?next=//evil.example/kurse/"
    answer = office.client.post(where, {"login": user.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_a_session_known_before_signing_in_is_not_the_one_after(db: None) -> None:  # noqa: ARG001  # asks for the database
    user, client = make_user(), Client()
    client.cookies["sessionid"] = "a" * 32  # planted
    client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    own = client.cookies["sessionid"].value
    assert own != "a" * 32
    thief = Client()
    thief.cookies["sessionid"] = "a" * 32
    assert thief.get("/kurse/").status_code == 302
    client.post("/konto/abmelden/")
    thief.cookies["sessionid"] = own  # kept from before
    assert thief.get("/kurse/").headers["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize(
    "method", ["TRACE", "TRACK", "PUT", "PATCH", "DELETE", "PROPFIND", "\u212aX"]
)
def test_no_page_answers_to_another_method(course: Course, system: Browser, method: str) -> None:
    answers = {
        str(each.name): system.client.generic(method, address(str(each.name), course)).status_code
        for each in urlpatterns
        if each.name != "help"  # leads on to the handbook, whatever the method
    }
    assert {name for name, status in answers.items() if status != 405} == set()


def rows() -> dict[str, list[object]]:
    """Every row of every table, as the database holds them; sessions and the journal note looks."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model not in (Session, JournalEntry) and model._meta.managed
    }


def test_looking_at_every_page_changes_nothing(db: None) -> None:  # noqa: ARG001  # asks for the database
    course, client = make_hostile_house(), Client()
    client.force_login(make_user("anna", Role.SYSTEM, pk=1))

    def look() -> dict[str, list[object]]:
        for name in patterns():
            client.get(address(name, course))
        return rows()

    first, second = look(), look()  # the first look makes what an installation has one of
    assert {label for label in second if first[label] != second[label]} == set()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config/settings.py",
        "/static/%2e%2e/%2e%2e/config/settings.py",
        "/static/..%2f..%2f..%2fetc/passwd",
        "/static//etc/passwd",
        "/static/\0",
        "/static/kurslink.css/../../../pyproject.toml",
        "/datenschutz/dozenten/..%2f1/auskunft/datei/",
        "/.git/config",
        "/metrics",
        "/admin/",
        "/static/",
    ],
)
def test_no_address_leads_to_files_or_back_doors(system: Browser, path: str) -> None:
    assert system.client.get(path).status_code in (400, 404)


def test_no_installation_is_in_debug_mode(settings: Settings) -> None:
    from kurslink.config import settings as written  # not as tests bend them

    assert (written.DEBUG, "*" in settings.ALLOWED_HOSTS) == (False, False)


def test_forms_are_bounded(office: Browser, course: Course) -> None:
    where = f"/kurse/{course.pk}/"
    many = {f"field{number}": "x" for number in range(10_001)}
    assert office.client.post(where, many).status_code == 400
    large = {"title": "x" * 10 * 1024 * 1024}
    assert office.client.post(where, large).status_code == 400
    files = {f"file{number}": BytesIO(b"x") for number in range(1_000)}
    assert office.client.post("/import/", files).status_code == 400


def test_fields_a_form_does_not_have_change_nothing(office: Browser, course: Course) -> None:
    names = "id pk number number_key semester meeting_id is_superuser role host account link origin"
    fields = dict.fromkeys(names.split(), "1")
    page = office.get(f"/kurse/{course.pk}/")
    shown = {
        str(each.name): str(each.value or "") for each in page.tree.forms[-1].inputs if each.name
    }
    before = rows()
    office.post(f"/kurse/{course.pk}/", **(fields | shown))
    after = rows()
    assert {label for label in after if after[label] != before[label]} == set()


def test_what_hangs_on_another_course_is_not_reached_through_ones_own(
    office: Browser, course: Course
) -> None:
    other = make_course("262-9999", days=weekly(date(2026, 9, 3), 1))
    day, place = other.days.get(), enrol(other)
    office.get("/kurse/")  # makes what an installation has one of
    before = rows()
    for path in (
        f"kurstage/{day.pk}/",
        f"kurstage/{day.pk}/entfaellt/",
        f"kurstage/{day.pk}/findet-statt/",
        f"belegung/{place.pk}/",
        f"belegung/{place.pk}/seite-2/",
        f"belegung/{place.pk}/stornieren/",
    ):
        assert office.client.post(f"/kurse/{course.pk}/{path}", {}).status_code == 404, path
    assert rows() == before


@pytest.mark.parametrize("text", ["%%%%", "_" * 200, "(a+)+$" * 500, "\\" * 500, "' OR 1=1 --"])
def test_no_search_takes_long(office: Browser, course: Course, text: str) -> None:
    rows = [
        Course.new(number=f"A-{n}", semester=course.semester, title=f"Kurs {n}", changed_at=NOW)
        for n in range(1_000)
    ]
    Course.objects.bulk_create(rows)
    office.get("/kurse/")  # what only the first request costs
    begun = perf_counter()
    page = office.get("/kurse/", q=text)
    assert (page.status, page.rows() if page.tree.xpath("//table") else []) == (200, [])
    assert perf_counter() - begun < 2  # 200 ms where nothing else runs


def test_five_thousand_mails_are_stopped_within_seconds(db: None) -> None:  # noqa: ARG001  # asks for the database
    mails = make_mails(5_000)
    begun = process_time()
    assert cancel_mails(mails, actor=SHELL, now=NOW) == 5_000
    assert process_time() - begun < 5
    assert not MailMessage.objects.filter(state=MailState.WAITING).exists()


def test_whoever_is_switched_off_gets_in_nowhere_from_the_next_request(office: Browser) -> None:
    User.objects.update(is_active=False)
    assert office.client.get("/kurse/").headers["Location"].startswith(SIGN_IN)
