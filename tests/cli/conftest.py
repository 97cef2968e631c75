"""Commands that run in the process of the test."""

from collections.abc import Iterator

import pytest

from kurslink.config import environment


@pytest.fixture
def open_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test's database is there already; a command must not open the installation's own."""
    monkeypatch.setenv("KURSLINK_DATABASE_URL", "postgresql://is.open.already/")
    environment.load.cache_clear()
    yield
    environment.load.cache_clear()
