"""What no sane client sends is refused in Zoom's words, never with a fault of the simulator's."""

import httpx2
import pytest

from tests.simulator.api import Api, invalid, refusal


def test_a_number_longer_than_any_id_is_no_meeting(api: Api) -> None:
    number = "9" * 5000
    gone = (404, 3001, f"Meeting does not exist: {number}.")
    assert refusal(api.get(f"/meetings/{number}")) == gone


@pytest.mark.parametrize("size", ["9" * 5000, "301", "0", "-1", "²", "viele"])
def test_a_page_of_absurd_size_is_refused(api: Api, size: str) -> None:
    answer = api.get(f"/users/{api.host}/meetings", page_size=size)
    assert refusal(answer) == (400, 300, "Invalid parameter: page_size.")


def test_a_body_nested_too_deeply_is_no_json_object(api: Api) -> None:
    answer = api.client.post(f"/users/{api.host}/meetings", content=b"[" * 200_000)
    assert refusal(answer) == (400, 300, "Request Body should be a valid JSON object.")


def series_of(api: Api, count: int) -> httpx2.Response:
    return api.create(recurrence={"type": 1, "end_times": count})


def test_a_series_of_absurd_length_is_one_above_the_limit(api: Api) -> None:
    answer = series_of(api, 10**20)
    assert (answer.status_code, len(answer.json()["occurrences"])) == (201, 1)
    api.control.set_switch(above_occurrence_limit="refuse")
    assert invalid(series_of(api, 10**20)) == (400, ["recurrence.end_times"])


@pytest.mark.parametrize("start", ["9999-12-30T18:00:00", "0001-01-01T00:00:00Z"])
def test_a_start_no_calendar_reaches_is_refused(api: Api, start: str) -> None:
    assert invalid(api.create(start_time=start, timezone="America/New_York")) == (
        400,
        ["start_time"],
    )
