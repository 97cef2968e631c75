"""`kurslink token` and `kurslink webhook`: made, listed and ended at the shell."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kurslink.cli.main import application
from kurslink.models import ApiToken, WebhookEndpoint

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(application([words[0]]), words)


def document(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.usefixtures("open_database")
def test_a_token_is_shown_once_listed_without_its_secret_and_revoked() -> None:
    made = document("token", "add", "Website", "--role", "reader", "--expires", "2031-01-31")
    assert made["token"].startswith(made["prefix"])
    (listed,) = document("token", "list")["tokens"]
    assert (listed["name"], listed["role"], listed["expires_on"]) == (
        "Website",
        "reader",
        "2031-01-31",
    )
    assert made["token"] not in run("token", "list").output
    assert document("token", "revoke", made["prefix"])["revoked_at"] is not None
    again = run("token", "revoke", made["prefix"], "--json")
    assert (again.exit_code, json.loads(again.stdout)["error"]["code"]) == (1, "token_unknown")
    assert ApiToken.objects.count() == 1


@pytest.mark.usefixtures("open_database")
def test_a_webhook_is_added_tested_and_removed() -> None:
    made = document("webhook", "add", "https://example.invalid/", "--event", "course.changed")
    assert made["events"] == ["course.changed"]
    assert made["secret"].startswith("whsec_")
    (listed,) = document("webhook", "list")["webhooks"]
    assert (listed["id"], listed["state"]) == (made["id"], "active")
    tried = run("webhook", "test", str(made["id"]), "--json")
    assert (tried.exit_code, json.loads(tried.stdout)["outcome"]) == (1, "not_reached")
    document("webhook", "remove", str(made["id"]))
    assert not WebhookEndpoint.objects.exists()
    gone = run("webhook", "test", str(made["id"]), "--json")
    assert json.loads(gone.stdout)["error"]["code"] == "webhook_unknown"
