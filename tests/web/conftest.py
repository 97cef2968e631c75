"""People who are signed in, at the moment the tests play."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from kurslink.models import Role, User
from tests.course_office import NOW
from tests.web.browser import Browser


@pytest.fixture(autouse=True)
def _the_clock_shows_now(settings: Settings) -> None:
    settings.KURSLINK_CLOCK_OFFSET = int((NOW - datetime.now(UTC)).total_seconds())


@pytest.fixture(autouse=True)
def _uploads_stay_in_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def signed_in(role: Role) -> Browser:
    user = User.objects.create_user(f"{role.value}@vhs.example", name="M. Brandt", role=role)
    client = Client(enforce_csrf_checks=False)
    client.force_login(user)
    return Browser(client)


@pytest.fixture
def office(db: None) -> Browser:  # noqa: ARG001  # asks for the database
    return signed_in(Role.OFFICE)


@pytest.fixture
def reader(db: None) -> Browser:  # noqa: ARG001  # asks for the database
    return signed_in(Role.READER)


@pytest.fixture
def system(db: None) -> Browser:  # noqa: ARG001  # asks for the database
    return signed_in(Role.SYSTEM)
