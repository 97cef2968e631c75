"""Failures on demand, held requests, latency, and what the log keeps."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from tests.simulator.api import Api
from tests.simulator_process import SimulatorControl

SINGLE = {"type": 2, "recurrence": None}


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
def test_a_dropped_connection_leaves_no_answer(api: Api, when: str, made: int) -> None:
    api.control.fail_next("drop", when=when, operation="create_meeting")
    with pytest.raises(httpx2.TransportError):
        api.create(**SINGLE)
    assert len(api.control.meetings()) == made


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
def test_a_hanging_answer_ends_in_the_clients_timeout(api: Api, when: str, made: int) -> None:
    api.control.fail_next("hang", when=when, method="POST")
    with pytest.raises(httpx2.ReadTimeout):
        api.client.post(f"/users/{api.host}/meetings", json={}, timeout=0.2)
    assert len(api.control.meetings()) == made


@pytest.mark.parametrize(
    ("failure", "status", "content_type", "start"),
    [
        ("html_500", 500, "text/html; charset=utf-8", "<html>"),
        ("xml_502", 502, "application/xml;charset=UTF-8", "<?xml"),
        ("unavailable_503", 503, "text/html; charset=utf-8", "<html>"),
        ("html_200", 200, "text/html; charset=utf-8", "<html>"),
        ("truncated_json", 201, "application/json", '{"id":'),
        ("unauthorised_401", 401, "application/json", '{"code":124,'),
    ],
)
def test_an_answer_can_be_lost_in_many_ways_after_the_effect(
    api: Api, failure: str, status: int, content_type: str, start: str
) -> None:
    api.control.fail_next(failure, when="after", operation="create_meeting")
    answer = api.create(**SINGLE)
    assert (answer.status_code, answer.headers["content-type"]) == (status, content_type)
    assert answer.text[: len(start)] == start
    assert len(api.control.meetings()) == 1


def test_half_an_answer_is_no_json(api: Api) -> None:
    api.control.fail_next("truncated_json", when="after", operation="get_user")
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        api.get(f"/users/{api.host}").json()


@pytest.mark.parametrize(
    ("failure", "kind"), [("rate_second", "second"), ("rate_day", "day"), ("rate_host", "host")]
)
def test_each_kind_of_429_can_be_had(api: Api, failure: str, kind: str) -> None:
    api.control.fail_next(failure)
    answer = api.get("/users")
    assert answer.status_code == 429
    assert ("retry-after" in answer.headers) == (kind == "day")
    assert api.control.counters().too_many[kind] == 1


def test_only_the_named_requests_fail_and_only_so_often(api: Api) -> None:
    api.control.fail_next("html_500", count=2, skip=1, method="get", path="/v2/users/*")
    statuses = [api.get(f"/users/{api.host}").status_code for _ in range(4)]
    assert statuses == [200, 500, 500, 200]
    assert api.get("/users").status_code == 200
    assert api.control.waiting_faults() == []


def test_waiting_faults_can_be_taken_back(api: Api) -> None:
    api.control.fail_next("html_500")
    api.control.drop_faults()
    assert api.get("/users").status_code == 200


def test_the_token_endpoint_fails_too(api: Api) -> None:
    api.control.fail_next("html_500", operation="token")
    answer = httpx2.post(api.simulator.oauth_url, trust_env=False)
    assert answer.status_code == 500


def in_background(request: Callable[[], httpx2.Response], during: Callable[[], None]) -> int | None:
    """Status of ``request`` while ``during`` runs beside it; None if it got no answer."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(request)
        during()
        try:
            return running.result(timeout=10).status_code
        except httpx2.TransportError:
            return None


def test_a_request_held_before_its_effect_has_none_yet(api: Api) -> None:
    hold = api.control.hold(when="before", operation="create_meeting")

    def during() -> None:
        hold.wait_until_reached()
        assert api.control.meetings() == []
        hold.release()

    assert in_background(lambda: api.create(**SINGLE), during) == 201
    assert len(api.control.meetings()) == 1


def test_a_request_held_after_its_effect_has_had_it(api: Api) -> None:
    hold = api.control.hold(when="after", operation="create_meeting")

    def during() -> None:
        hold.wait_until_reached()
        assert len(api.control.meetings()) == 1
        hold.release()

    assert in_background(lambda: api.create(**SINGLE), during) == 201


def test_a_held_request_can_be_lost(api: Api) -> None:
    hold = api.control.hold(operation="create_meeting")

    def during() -> None:
        hold.wait_until_reached()
        hold.release(perform=False)

    assert in_background(lambda: api.create(**SINGLE), during) is None
    assert api.control.meetings() == []


def test_a_held_request_goes_on_although_its_client_is_gone(api: Api) -> None:
    hold = api.control.hold(operation="create_meeting")
    with pytest.raises(httpx2.ReadTimeout):
        api.client.post(f"/users/{api.host}/meetings", json={}, timeout=0.2)
    hold.release()
    assert wait_for_meetings(api.control) == 1


def wait_for_meetings(control: SimulatorControl) -> int:
    deadline = time.monotonic() + 5
    while not control.meetings() and time.monotonic() < deadline:
        time.sleep(0.02)
    return len(control.meetings())


def test_a_hold_is_for_one_request(api: Api) -> None:
    hold = api.control.hold(operation="list_users")
    assert hold.is_reached is False
    hold.release()
    assert api.get("/users").status_code == 200


def test_a_hold_may_let_requests_through_first(api: Api) -> None:
    hold = api.control.hold(when="after", skip=1)
    assert (api.get("/users").status_code, hold.is_reached) == (200, False)

    def during() -> None:
        hold.wait_until_reached()
        hold.release()

    assert in_background(lambda: api.create(**SINGLE), during) is not None


def test_a_reset_frees_what_is_held(api: Api) -> None:
    hold = api.control.hold(operation="create_meeting")

    def during() -> None:
        hold.wait_until_reached()
        api.control.reset()

    assert in_background(lambda: api.create(**SINGLE), during) is None
    assert api.control.meetings() == []


def test_latency_is_felt(api: Api) -> None:
    api.control.set_switch(latency_ms=150)
    before = time.monotonic()
    api.get("/users")
    assert time.monotonic() - before >= 0.15


def test_the_log_shows_requests_without_secrets(api: Api) -> None:
    number = api.created(**SINGLE, password="geheim-1")["id"]
    api.patch(number, {"password": "geheim-2"}, occurrence_id="")
    token_request, create, update = api.control.log()
    assert (token_request.operation, token_request.status) == ("token", 200)
    assert token_request.query == {
        "grant_type": "account_credentials",
        "account_id": api.simulator.account_id,
    }
    assert (create.method, create.path) == ("POST", f"/v2/users/{api.host}/meetings")
    assert (create.status, create.body["password"], create.body["topic"]) == (
        201,
        "***",
        "Englisch A1",
    )
    assert (update.path, update.query, update.body, update.status) == (
        f"/v2/meetings/{number}",
        {"occurrence_id": ""},
        {"password": "***"},
        204,
    )
    assert [entry.number for entry in (token_request, create, update)] == [1, 2, 3]


def test_the_log_tells_refusals_and_failures(api: Api) -> None:
    api.get("/users/nobody")
    api.control.fail_next("html_500")
    api.get("/users")
    api.control.fail_next("drop")
    with pytest.raises(httpx2.TransportError):
        api.get("/users")
    told = [(entry.status, entry.code) for entry in api.control.log()[1:]]
    assert told == [(404, 1001), (500, "html_500"), (None, "drop")]


def test_calls_are_counted_by_operation(api: Api) -> None:
    api.get("/users")
    api.get("/users/nobody")
    counters = api.control.counters()
    assert counters.calls == {"token": 1, "list_users": 1, "get_user": 1}
    assert counters.answers == {"200": 2, "404": 1}
