"""The simulated API as a test talks to it: plain HTTP, no client of ours."""

from typing import Any

import httpx2

from tests.simulator_process import RunningSimulator, plain_client

Json = dict[str, Any]
WEEKLY = {
    "topic": "Englisch A1",
    "type": 8,
    "start_time": "2027-03-02T18:00:00",
    "timezone": "Europe/Berlin",
    "duration": 90,
    "recurrence": {"type": 2, "weekly_days": "3", "end_times": 6},
}
"""Six Tuesdays from 2 March 2027 at 18:00, across the change to summer time."""


def token(simulator: RunningSimulator) -> str:
    answer = plain_client(simulator.api_url).post(
        "/oauth/token",
        params={"grant_type": "account_credentials", "account_id": simulator.account_id},
        auth=(simulator.client_id, simulator.client_secret),
    )
    return str(answer.json()["access_token"])


class Api:
    """An app with a token; every method returns the answer as it came."""

    def __init__(self, simulator: RunningSimulator) -> None:
        self.simulator = simulator
        self.control = simulator.control
        self.host = simulator.hosts[0]
        self.other_host = simulator.hosts[1]
        self.client = plain_client(
            f"{simulator.api_url}/v2",
            Authorization=f"Bearer {token(simulator)}",
            Accept="application/json",
        )

    def get(self, path: str, **query: str) -> httpx2.Response:
        return self.client.get(path, params=query)

    def post(self, path: str, body: object) -> httpx2.Response:
        return self.client.post(path, json=body)

    def create(self, **differences: Any) -> httpx2.Response:
        """Create the weekly series, with some fields replaced; None leaves a field out."""
        body = {k: v for k, v in {**WEEKLY, **differences}.items() if v is not None}
        return self.post(f"/users/{self.host}/meetings", body)

    def created(self, **differences: Any) -> Json:
        answer = self.create(**differences)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def meeting(self, meeting_id: int, **query: str) -> Json:
        answer = self.get(f"/meetings/{meeting_id}", **query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def patch(self, meeting_id: int, body: object, **query: str) -> httpx2.Response:
        return self.client.patch(f"/meetings/{meeting_id}", json=body, params=query)

    def delete(self, meeting_id: int, **query: str) -> httpx2.Response:
        return self.client.delete(f"/meetings/{meeting_id}", params=query)


def starts(meeting: Json) -> list[str]:
    return [occurrence["start_time"] for occurrence in meeting["occurrences"]]


def ids(meeting: Json) -> list[str]:
    return [occurrence["occurrence_id"] for occurrence in meeting["occurrences"]]


def refusal(answer: httpx2.Response) -> tuple[int, int, str]:
    body = answer.json()
    return answer.status_code, body["code"], body["message"]


def invalid(answer: httpx2.Response) -> tuple[int, list[str]]:
    """Status and refused fields of a validation error."""
    assert answer.json()["message"] == "Validation Failed."
    return answer.status_code, [error["field"] for error in answer.json()["errors"]]
