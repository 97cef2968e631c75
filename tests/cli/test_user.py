"""`kurslink user`: people who may sign in, and their telephone in mails."""

import json
from typing import Any

import pytest
from pytest_django import Settings
from typer.testing import CliRunner

from kurslink.cli.main import application
from kurslink.config import environment
from kurslink.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installation(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setenv("KURSLINK_DATABASE_URL", "postgresql://is.open.already/")
    monkeypatch.setenv("KURSLINK_DATA_DIR", str(settings.KURSLINK_DATA_DIR))
    environment.load.cache_clear()


def run(*words: str, text: str = "", code: int = 0) -> Any:
    done = CliRunner().invoke(application(["user"]), ["user", *words, "--json"], input=text)
    assert done.exit_code == code, done.stderr
    return json.loads(done.stdout)


def test_a_person_is_added_with_a_telephone_and_changed() -> None:
    run("add", "a@vhs.example", "--name", "Ada", "--phone", "0391 1", text="ein-langes-wort-47\n")
    assert User.objects.get().phone == "0391 1"
    assert run("change", "A@vhs.example", "--phone", "0391 2") == {
        "email": "a@vhs.example",
        "name": "Ada",
        "phone": "0391 2",
    }
    assert run("change", "a@vhs.example", "--phone", "")["phone"] == ""


def test_who_is_not_there_is_not_changed() -> None:
    refused = run("change", "b@vhs.example", "--phone", "1", code=1)
    assert refused["error"]["message"] == "Die Person b@vhs.example gibt es nicht."
