"""The token endpoint and what a bearer opens."""

import base64
import hmac
import json
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from kurslink.simulator.account import CLASSIC_SCOPES, GRANULAR_SCOPES, App
from tests.simulator.api import Api, refusal, token
from tests.simulator.conftest import NOW
from tests.simulator_process import RunningSimulator


def ask(simulator: RunningSimulator, **differences: str) -> httpx2.Response:
    parameters = {
        "grant_type": "account_credentials",
        "account_id": simulator.account_id,
        **differences,
    }
    return httpx2.post(
        simulator.oauth_url,
        data=parameters,
        auth=(simulator.client_id, simulator.client_secret),
        trust_env=False,
    )


def jwt(app: App, *, expires: datetime) -> str:
    def part(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).decode().rstrip("=")

    header = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    claims = part(json.dumps({"iss": app.api_key, "exp": int(expires.timestamp())}).encode())
    signature = hmac.digest(app.api_secret.encode(), f"{header}.{claims}".encode(), "sha256")
    return f"{header}.{claims}.{part(signature)}"


def users_with(api: Api, bearer: str) -> httpx2.Response:
    return api.client.get("/users", headers={"Authorization": f"Bearer {bearer}"})


def test_the_answer_names_scopes_life_and_address(simulator: RunningSimulator) -> None:
    answer = ask(simulator).json()
    del answer["access_token"]
    assert answer == {
        "token_type": "bearer",
        "expires_in": 3600,
        "scope": " ".join(GRANULAR_SCOPES),
        "api_url": simulator.api_url,
    }


def test_parameters_may_stand_in_the_query_too(simulator: RunningSimulator) -> None:
    assert len(token(simulator)) == 64


def test_wrong_credentials_are_refused(simulator: RunningSimulator) -> None:
    answer = httpx2.post(simulator.oauth_url, auth=("nobody", "nothing"), trust_env=False)
    assert (answer.status_code, answer.json()) == (
        400,
        {"reason": "Invalid client_id or client_secret", "error": "invalid_client"},
    )


def test_another_grant_is_refused(simulator: RunningSimulator) -> None:
    assert ask(simulator, grant_type="client_credentials").json() == {
        "reason": "unsupported grant type",
        "error": "unsupported_grant_type",
    }


def test_another_account_is_refused(simulator: RunningSimulator) -> None:
    assert ask(simulator, account_id="somebody-else").json() == {
        "reason": "Account does not exist",
        "error": "invalid_request",
    }


def test_a_deactivated_app_gets_no_token_and_its_old_ones_stop(api: Api) -> None:
    api.control.set_switch(app="deactivated")
    assert ask(api.simulator).json()["reason"] == "The app is not activated"
    assert refusal(api.get("/users")) == (401, 124, "Invalid access token.")


def test_an_unknown_token_is_refused(api: Api) -> None:
    assert refusal(users_with(api, "made-up")) == (401, 124, "Invalid access token.")


def test_the_description_would_refuse_it_with_400(api: Api) -> None:
    api.control.set_switch(token_error_status=400)
    assert refusal(users_with(api, "made-up")) == (400, 124, "Invalid access token.")


def test_an_expired_token_says_so(api: Api) -> None:
    api.control.set_clock(NOW + timedelta(seconds=3601))
    assert refusal(api.get("/users")) == (401, 124, "Access token is expired.")


def test_several_tokens_work_side_by_side(api: Api) -> None:
    token(api.simulator)
    assert api.get("/users").status_code == 200


def test_a_new_token_ends_the_old_one_where_only_one_is_valid(api: Api) -> None:
    api.control.set_switch(valid_tokens="one")
    newer = token(api.simulator)
    assert api.get("/users").status_code == 401
    assert users_with(api, newer).status_code == 200


def test_dropped_tokens_are_refused(api: Api) -> None:
    api.control.drop_tokens()
    assert api.get("/users").status_code == 401


def test_a_missing_granular_scope_is_named(api: Api) -> None:
    api.control.alter_app(scopes=["user:read:user:admin"])
    assert refusal(users_with(api, token(api.simulator))) == (
        400,
        4711,
        "Invalid access token, does not contain scopes:[user:read:list_users:admin].",
    )


def test_a_missing_classic_scope_is_named(api: Api) -> None:
    api.control.alter_app(scopes=["meeting:read:admin"])
    api.control.set_switch(scope_error_code=4700)
    assert refusal(users_with(api, token(api.simulator))) == (
        400,
        4700,
        "Invalid access token, does not contain scopes:[user:read:admin].",
    )


def test_classic_scopes_open_everything_too(api: Api) -> None:
    api.control.alter_app(scopes=list(CLASSIC_SCOPES))
    assert users_with(api, token(api.simulator)).status_code == 200


def test_changed_scopes_need_a_new_token(api: Api) -> None:
    api.control.alter_app(scopes=[])
    assert api.get("/users").status_code == 200


def test_a_jwt_is_refused_as_zoom_does_since_2023(api: Api) -> None:
    bearer = jwt(App(), expires=NOW + timedelta(hours=1))
    assert refusal(users_with(api, bearer)) == (401, 124, "Invalid access token.")


@pytest.mark.parametrize(
    ("app", "expires", "status"),
    [
        (App(), NOW + timedelta(hours=1), 200),
        (App(), NOW - timedelta(hours=1), 401),
        (App(api_secret="guessed"), NOW + timedelta(hours=1), 401),
        (App(api_key="another"), NOW + timedelta(hours=1), 401),
    ],
    ids=["valid", "expired", "wrong secret", "wrong key"],
)
def test_a_jwt_works_where_it_is_switched_on(
    api: Api, app: App, expires: datetime, status: int
) -> None:
    api.control.set_switch(jwt="accepted")
    assert users_with(api, jwt(app, expires=expires.astimezone(UTC))).status_code == status


def test_the_address_in_the_token_can_be_a_trap(api: Api) -> None:
    api.control.set_switch(token_api_url="https://evil.example")
    assert ask(api.simulator).json()["api_url"] == "https://evil.example"
