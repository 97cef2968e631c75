"""The baseline of bulk.py: sends once more, call by call, what was sent, and keeps nothing."""

import time
from collections.abc import Sequence

import httpx2
from tests.simulator_process import LoggedRequest, RunningSimulator

PASSCODE = "123456"  # the log masks the one that was sent


def bare_loop(simulator: RunningSimulator, calls: Sequence[LoggedRequest]) -> float:
    """Seconds of our processor for sending `calls` with httpx2 and reading their answers."""
    simulator.control.set_switch(rate_limits=False, latency_ms=0)
    with httpx2.Client(base_url=simulator.api_url, trust_env=False) as client:
        token = client.post(
            simulator.oauth_url,
            data={"grant_type": "account_credentials", "account_id": simulator.account_id},
            auth=(simulator.client_id, simulator.client_secret),
        ).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        client.headers["Accept"] = "application/json"
        began = time.process_time()
        for call in calls:
            if call.operation != "token":
                _send(client, call)
        return time.process_time() - began


def _send(client: httpx2.Client, call: LoggedRequest) -> None:
    body = call.body
    if body and "password" in body:
        body = {**body, "password": PASSCODE}
    answer = client.request(call.method, call.path, params=call.query, json=body)
    if answer.content:
        answer.json()
