"""What every answer carries, and requests no browser of ours would send."""

from datetime import date
from io import BytesIO

import pytest
from django.forms import Textarea
from django.test import Client
from pytest_django import Settings

from kurslink.models import Course, Role, User
from kurslink.web.forms import TextField
from tests.course_office import make_course, weekly
from tests.web.browser import Browser

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture
def course(db: None) -> Course:  # noqa: ARG001  # asks for the database
    return make_course(days=weekly(date(2026, 9, 2), 2))


@pytest.mark.parametrize("path", ["/konto/anmelden/", "/gibt-es-nicht/", "/static/kurslink.css"])
def test_every_answer_says_what_a_page_may_load(path: str, db: None) -> None:  # noqa: ARG001  # asks for the database
    policy = Client().get(path).headers["Content-Security-Policy"]
    assert sorted(policy.split("; ")) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
    ]


@pytest.mark.parametrize("path", ["/konto/anmelden/", "/gibt-es-nicht/", "/static/kurslink.css"])
def test_every_answer_asks_browsers_for_as_little_as_possible(path: str, db: None) -> None:  # noqa: ARG001  # asks for the database
    headers = Client().get(path).headers
    assert "camera=()" in headers["Permissions-Policy"]
    assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(db: None) -> None:  # noqa: ARG001  # asks for the database
    User.objects.create_user("a@vhs.example", "ein-langes-passwort", name="A", role=Role.OFFICE)
    client = Client()
    client.get("/konto/anmelden/")
    client.post("/konto/anmelden/", {"login": "a@vhs.example", "password": "ein-langes-passwort"})
    kept = {name: (each["httponly"], each["samesite"]) for name, each in client.cookies.items()}
    names = ("csrftoken", "sessionid", "known", "kurslink_language")
    assert kept == dict.fromkeys(names, (True, "Lax"))


@pytest.mark.parametrize("path", ["", "kurstage/", "online-kurs/", "meeting/vorschau/"])
def test_pages_are_not_kept_by_browsers_after_signing_out(
    office: Browser, course: Course, path: str
) -> None:
    page = office.get(f"/kurse/{course.pk}/{path}")
    kept = page.response.headers["Cache-Control"]
    assert kept == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("query", ["q=%00", "semester=%00", "page=%00", "%00=1"])
def test_an_address_with_nul_is_not_understood(office: Browser, query: str) -> None:
    page = office.get(f"/kurse/?{query}")
    assert (page.status, page.heading) == (400, "Anfrage nicht verstanden")


def test_a_cookie_with_nul_is_not_understood(db: None) -> None:  # noqa: ARG001  # asks for the database
    client = Client()
    client.cookies["sessionid"] = "\0" * 8
    assert client.get("/kurse/").status_code == 400


@pytest.mark.parametrize("address", ["zugangsdaten", "uebertragungen/neu"])
def test_a_number_longer_than_any_of_ours_names_no_row(office: Browser, address: str) -> None:
    assert office.get(f"/{address}/", course="9" * 5_000).status == 200
    assert office.get("/uebertragungen/neu/", rest="9" * 5_000).status == 404


def test_a_form_with_a_number_longer_than_any_of_ours_names_no_row(
    office: Browser, course: Course
) -> None:
    page = office.post(f"/kurse/{course.pk}/dozenten/", add="9" * 5_000)
    assert page.status == 404


@pytest.mark.parametrize("day", ["morgen", "2026-02-30", "\0", "9999-99-99"])
def test_a_ticked_day_that_is_no_date_is_not_understood(
    office: Browser, course: Course, day: str
) -> None:
    address = f"/kurse/{course.pk}/meeting/vorschau/"
    answers = [office.get(address, choose="1", day=day), office.post(address, choose="1", day=day)]
    assert [answer.status for answer in answers] == [400, 400]


@pytest.mark.parametrize("typed", ["A\u202eB", "A\u200bB", "A\x07B", "A\x00B"])
def test_what_cannot_be_seen_is_not_stored(typed: str) -> None:
    assert TextField().clean(typed) == "AB"


def test_texts_of_several_lines_and_passwords_stay_as_typed() -> None:
    assert TextField(widget=Textarea).clean("A\nB") == "A\nB"
    assert TextField(strip=False).clean(" A  B") == " A  B"


def test_no_request_brings_more_than_one_file(settings: Settings) -> None:
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES == 1
    answer = Client().post("/konto/anmelden/", {"a": BytesIO(b"1"), "b": BytesIO(b"2")})
    assert answer.status_code == 400
