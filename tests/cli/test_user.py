"""`kurslink user`: people who may sign in, as what, and with which proof."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from pytest_django import Settings
from typer.testing import CliRunner

from kurslink.cli.main import application
from kurslink.config import environment
from kurslink.models import Institution, Role, SecondFactorRule, User
from tests.people import make_user

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


def test_a_person_is_invited_and_again() -> None:
    first = run("invite", "neu@vhs.example", "--name", "Neu", "--role", "reader")
    again = run("invite", "neu@vhs.example")
    assert (first["email"], first["link"] == again["link"]) == ("neu@vhs.example", False)
    assert (User.objects.get().role, User.objects.get().has_usable_password()) == ("reader", False)
    refused = run("invite", "neu@vhs.example", "--name", "Neu", code=1)
    assert refused["error"]["code"] == "user_exists"


def test_the_list_says_who_may_what() -> None:
    anna = make_user("anna", Role.READER)
    Authenticator.objects.create(user=anna, type="totp", data={})
    assert run("list") == {
        "users": [
            {
                "email": "anna@vhs.example",
                "name": "Anna",
                "role": "reader",
                "active": True,
                "invited": False,
                "last_sign_in": None,
                "second_factor": True,
            }
        ]
    }
    shown = CliRunner().invoke(application(["user"]), ["user", "list", "--lang", "en"]).stdout
    assert shown.rstrip().endswith("active, second factor")


def test_roles_change_and_the_last_system_user_stays() -> None:
    make_user("sys", Role.SYSTEM)
    make_user("anna")
    run("change", "anna@vhs.example", "--role", "reader", "--no-active")
    anna = User.objects.get(name="Anna")
    assert (anna.role, anna.is_active) == ("reader", False)
    refused = run("change", "sys@vhs.example", "--role", "office", code=1)
    assert refused["error"]["code"] == "last_system_user"


def test_sessions_and_second_factors_are_ended() -> None:
    anna = make_user("anna")
    Authenticator.objects.create(user=anna, type="totp", data={})
    run("end-sessions", "anna@vhs.example")
    assert User.objects.get().session_round == 1
    told = [run("reset-second-factor", "anna@vhs.example")["reset"] for _ in range(2)]
    assert (told, Authenticator.objects.count()) == ([True, False], 0)
    run("second-factor", "system")
    assert Institution.load().second_factor == SecondFactorRule.SYSTEM
