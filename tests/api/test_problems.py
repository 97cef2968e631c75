"""What goes wrong is said as RFC 9457 wants it, whatever part of the house noticed it."""

import pytest
from django.core.cache import cache
from django.test import Client

from kurslink.api import authentication
from kurslink.models import ApiToken, Role
from kurslink.services.api_tokens import revoke_token
from kurslink.services.rights import SHELL
from tests.api.program import Answer, Program, program_of
from tests.api.test_courses import ADDRESS, a_course
from tests.course_office import NOW

PROBLEM = "application/problem+json"


def said(answer: Answer) -> tuple[int, str, str]:
    return answer.status, answer.media_type, answer.json["code"]


def test_a_problem_tells_what_is_wrong_and_what_to_do(office: Program) -> None:
    answer = office.ask("GET", "/courses/262/9")
    assert answer.json == {
        "type": "urn:kurslink:problem:course_unknown",
        "title": "Not Found",
        "status": 404,
        "code": "course_unknown",
        "detail": "Den Kurs 9 gibt es nicht.",
        "hint": "Prüfen Sie die Kursnummer oder importieren Sie die Kurse zuerst.",
        "errors": [],
    }
    assert answer.headers["Content-Language"] == "de"
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_wants_english_gets_english(office: Program) -> None:
    answer = office.ask("GET", "/courses/262/9", Accept_Language="fr, en-GB;q=0.8, de;q=0.5")
    assert answer.headers["Content-Language"] == "en"
    assert answer.json["detail"] == "There is no course 9."


@pytest.mark.parametrize("secret", ["", "kl_wrong", "ü"])
def test_without_a_valid_token_nothing_is_told(db: None, secret: str) -> None:  # noqa: ARG001
    answer = Program(secret).ask("GET", "/courses")
    assert said(answer) == (401, PROBLEM, "not_authenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Kurslink"'


def test_a_token_that_is_revoked_or_over_opens_nothing(office: Program) -> None:
    token = ApiToken.objects.get()
    ApiToken.objects.update(expires_on="2026-08-19")
    assert office.ask("GET", "/courses").status == 401
    ApiToken.objects.update(expires_on="2026-08-20")
    assert office.ask("GET", "/courses").status == 200
    revoke_token(token, actor=SHELL, now=NOW)
    assert office.ask("GET", "/courses").status == 401


def test_of_a_token_only_a_digest_is_kept(office: Program) -> None:
    (row,) = ApiToken.objects.values()
    assert office.secret not in map(str, row.values())
    assert row["prefix"] == office.secret[:8]


def test_that_a_token_is_used_is_noted_once_an_hour(
    office: Program, django_assert_num_queries: object
) -> None:
    office.fine("GET", "/semesters")
    assert ApiToken.objects.get().last_used_at is not None
    with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture of pytest-django
        office.fine("GET", "/semesters")


def test_the_role_of_the_token_decides(reader: Program) -> None:
    assert said(reader.ask("PUT", ADDRESS, a_course())) == (403, PROBLEM, "not_allowed")


def test_each_field_is_named(office: Program) -> None:
    body = a_course(course_days=[{"date": "nie"}], maximum=-1, farbe="rot")
    answer = office.ask("PUT", ADDRESS, body)
    assert said(answer) == (422, PROBLEM, "fields_invalid")
    pointers = {each["pointer"] for each in answer.json["errors"]}
    assert pointers == {"#/course_days/0/date", "#/maximum", "#/farbe"}
    query = office.ask("GET", "/courses?limit=0")
    assert query.json["errors"][0]["parameter"] == "limit"


def test_what_a_service_refuses_about_a_field_names_it(office: Program) -> None:
    answer = office.ask("PUT", ADDRESS, a_course(last_day="2026-01-01"))
    assert said(answer) == (422, PROBLEM, "dates_reversed")
    assert answer.json["errors"][0]["pointer"] == "#/last_day"


def test_nothing_under_api_answers_with_a_page(office: Program) -> None:
    assert said(office.ask("GET", "/nothing")) == (404, PROBLEM, "not_found")
    assert said(office.ask("GET", "/orders/99")) == (404, PROBLEM, "not_found")
    wrong = office.ask("POST", "/courses/262/1")
    assert said(wrong) == (405, PROBLEM, "method_not_allowed")
    assert set(wrong.headers["Allow"].split(", ")) == {"GET", "PUT", "DELETE"}
    assert said(office.ask("GET", "/courses/262/%00")) == (400, PROBLEM, "request_unreadable")
    assert said(office.ask("GET", "/courses?cursor=ü")) == (422, PROBLEM, "cursor_invalid")


def raw(office: Program, body: bytes, media_type: str = "application/json") -> Answer:
    headers = {"Authorization": f"Bearer {office.secret}"}
    path = f"/api/v1{ADDRESS}"
    return Answer(Client().put(path, body, content_type=media_type, headers=headers))


def test_bodies_that_cannot_be_are_refused(office: Program) -> None:
    assert said(raw(office, b"{")) == (400, PROBLEM, "request_unreadable")
    assert said(raw(office, b"a=1", "application/x-www-form-urlencoded")) == (
        415,
        PROBLEM,
        "not_json",
    )
    assert said(raw(office, b" " * 1024 * 1025)) == (413, PROBLEM, "body_too_large")


def test_a_strange_host_is_refused(office: Program) -> None:
    answer = Answer(Client().get("/api/v1/courses", headers={"Host": "evil.example"}))
    assert said(answer) == (400, PROBLEM, "request_unreadable")
    assert office.ask("GET", "/courses").status == 200


def test_a_fault_of_ours_has_a_number_and_no_details(
    office: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("kurslink.services.clock.now")
    answer = office.ask("GET", "/courses")
    assert said(answer) == (500, PROBLEM, "fault")
    assert answer.json["instance"].startswith("urn:kurslink:fault:")
    assert answer.json["instance"].endswith(f":{answer.headers['X-Request-ID']}")
    assert "now" not in answer.content.decode()


def test_too_many_requests_have_to_wait(office: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authentication, "REQUESTS_PER_MINUTE", 2)
    monkeypatch.setattr(authentication, "FAILURES_PER_MINUTE", 1)
    office.fine("GET", "/courses")
    office.fine("GET", "/courses")
    answer = office.ask("GET", "/courses")
    assert said(answer) == (429, PROBLEM, "too_many_requests")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert Program("kl_wrong").ask("GET", "/courses").status == 401
    assert Program("kl_wrong").ask("GET", "/courses").status == 429
    cache.clear()
    assert office.ask("GET", "/courses").status == 200


def test_a_signed_in_browser_is_nobody_here(office: Program) -> None:
    from kurslink.models import User

    client = Client()
    client.force_login(User.objects.create_user("a@vhs.example", "geheim", name="A"))
    assert client.get("/api/v1/courses").status_code == 401
    assert office.ask("GET", "/courses").status == 200


def test_readers_see_no_passcode(office: Program) -> None:
    from kurslink.models import OnlineDetails

    office.fine("PUT", ADDRESS, a_course())
    OnlineDetails.objects.update(passcode="135790")
    reader = program_of(Role.READER)
    for path in (ADDRESS, f"{ADDRESS}/online"):
        assert office.fine("GET", path)["passcode"] == "135790"
        assert reader.fine("GET", path)["passcode"] is None
    assert "135790" not in reader.ask("GET", "/courses").content.decode()
    assert "135790" not in reader.ask("GET", "/exports/courses?format=json").content.decode()
