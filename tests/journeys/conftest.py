"""A browser before a running Kurslink, the clock of the tests, and a simulator behind it."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from kurslink.models import Institution, Role, Software, User
from tests.course_office import NOW
from tests.worker.processes import running_worker

# Playwright's loop runs in the thread of the tests, where Django then suspects asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

EMAIL, PASSWORD = "m.brandt@vhs.example", "ein-langes-passwort"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; without its sandbox, which needs rights a CI machine does not have."""
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "args": ["--no-sandbox"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "de-DE",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def office(live_server: LiveServer, settings: Settings) -> LiveServer:
    """Kurslink at the moment the tests play, with one person who may do everything."""
    settings.KURSLINK_CLOCK_OFFSET = int((NOW - datetime.now(UTC)).total_seconds())
    Institution.objects.update_or_create(pk=1, defaults={"name": "vhs Musterstadt"})
    for name in ("Zoom", "BigBlueButton"):
        Software.objects.get_or_create(name=name)
    User.objects.create_user(EMAIL, PASSWORD, name="M. Brandt", role=Role.SYSTEM)
    return live_server


_WATCH_THE_FOCUS = """
let hadFocus = false;
document.addEventListener("htmx:beforeSwap", () => {
  hadFocus = document.activeElement !== document.body;
});
document.addEventListener("htmx:afterSettle", (event) => setTimeout(() => {
  if (hadFocus && document.activeElement === document.body)
    console.error("The focus is lost after " + event.detail.pathInfo?.requestPath);
}));  // at once: whoever goes on with the Tab key may leave the page at its end
"""


@pytest.fixture
def quiet_page(page: Page) -> Iterator[Page]:
    """A page whose browser had nothing to complain about, and which never lost the focus."""
    page.add_init_script(_WATCH_THE_FOCUS)
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture
def worker(office: LiveServer) -> Iterator[None]:  # noqa: ARG001  # on the same database
    """What the pages queue is done in the background, at the moment the tests play."""
    with running_worker():
        yield
