"""Programs with a token, at the moment the tests play."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from pytest_django import Settings

from kurslink.models import Role
from tests.api.program import Program, program_of
from tests.course_office import NOW


@pytest.fixture(autouse=True)
def _the_clock_shows_now(settings: Settings) -> None:
    settings.KURSLINK_CLOCK_OFFSET = int((NOW - datetime.now(UTC)).total_seconds())


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def office(db: None) -> Program:  # noqa: ARG001  # asks for the database
    return program_of(Role.OFFICE)


@pytest.fixture
def reader(db: None) -> Program:  # noqa: ARG001  # asks for the database
    return program_of(Role.READER)
