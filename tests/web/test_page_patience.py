"""Pages that ask Zoom answer in time, even if Zoom does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from time import monotonic

import pytest

from kurslink.models import Course, ForeignMeeting, Meeting, MeetingState, ZoomAccount
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.find_foreign_meetings import look_at_account
from kurslink.services.rights import SHELL
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.portal import made_by_hand
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser

LIST = "/kurse/meetings-ohne-kurs/"
SHORT = 0.6

ASKING = {
    "PATIENCE": (
        "batch_plan",
        "course_deletion",
        "foreign_meeting",
        "meeting_adoption",
        "meeting_withdrawal",
        "online_details",
        "settings_passcodes",
    ),
    "LONG_PATIENCE": (
        "foreign_meetings",
        "settings_doctor",
        "settings_users",
        "settings_zoom",
        "zoom_accounts",
    ),
}


@pytest.fixture(autouse=True)
def _patience_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, modules in ASKING.items():
        for module in modules:
            monkeypatch.setattr(f"kurslink.web.{module}.{name}", SHORT, raising=False)


@pytest.fixture
def account(simulator: RunningSimulator, db: None) -> ZoomAccount:  # noqa: ARG001  # asks for the database
    return make_account(simulator)


@pytest.fixture
def course(account: ZoomAccount) -> Course:
    made = make_course(days=weekly(date(2026, 9, 2), 2))
    made.online.account = account
    made.online.save()
    return made


@contextmanager
def zoom_is_slow(simulator: RunningSimulator) -> Iterator[None]:
    """What is asked inside takes 3 seconds a call; the page may take 2.5 in all."""
    simulator.control.set_switch(latency_ms=3000)
    began = monotonic()
    yield
    took = monotonic() - began
    simulator.control.set_switch(latency_ms=0)
    assert took < 2.5


def test_a_course_is_not_deleted_if_zoom_does_not_answer(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    transfer(course)
    with zoom_is_slow(simulator):
        office.post(f"/kurse/{course.pk}/loeschen/", release="delete")
    assert Course.objects.filter(pk=course.pk).exists()


def test_letting_go_of_an_unknown_meeting(
    office: Browser, simulator: RunningSimulator, course: Course
) -> None:
    open_transfer(course)
    with zoom_is_slow(simulator):
        office.post(f"/kurse/{course.pk}/meeting/loeschen/", release="detach")
    assert course.current_meeting() is not None


def open_transfer(course: Course) -> None:
    """One whose answer was lost: only Zoom knows whether there is a meeting."""
    host = ZoomAccount.objects.get().users.filter(is_offered=True)[0]
    Meeting.objects.create(
        course=course,
        generation=1,
        marker="KL-1",
        host=host,
        created_at=NOW - timedelta(hours=1),
        state=MeetingState.UNKNOWN,
        attempts=1,
    )


def test_adopting_a_meeting(office: Browser, simulator: RunningSimulator, course: Course) -> None:
    with zoom_is_slow(simulator):
        office.post(f"/kurse/{course.pk}/meeting/vorhandenes/", meeting="81234567890")
    assert course.current_meeting() is None


def test_foreign_meetings_are_adopted_or_deleted_in_time_or_not_at_all(
    office: Browser, simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    transfer(course)
    detach_meeting(course, actor=SHELL, clock=clock)
    look_at_account(account, actor=SHELL, now=NOW)
    foreign = ForeignMeeting.objects.get()
    with zoom_is_slow(simulator):
        office.post(f"{LIST}{foreign.pk}/loeschen/")
    with zoom_is_slow(simulator):
        office.post(f"{LIST}{foreign.pk}/zuordnen/", course=str(course.pk))
    assert ForeignMeeting.objects.filter(pk=foreign.pk).exists()
    assert len(simulator.control.meetings()) == 1


def test_lists_that_did_not_come_in_time_are_named(
    office: Browser, simulator: RunningSimulator, account: ZoomAccount
) -> None:
    assert account.users.count() > 3
    made_by_hand(simulator)
    with zoom_is_slow(simulator):
        page = office.post(LIST)
    assert any("weitere Liste" in notice for notice in page.notices), page.notices


@pytest.mark.parametrize("action", ["benutzer/", "passwoerter/"])
def test_reading_from_zoom_for_the_settings(
    system: Browser, simulator: RunningSimulator, account: ZoomAccount, action: str
) -> None:
    with zoom_is_slow(simulator):
        system.post(f"/einstellungen/zoom/zugaenge/{account.pk}/{action}", read="1")


def test_the_test_of_all_connections(
    system: Browser, simulator: RunningSimulator, account: ZoomAccount
) -> None:
    assert account.is_active
    with zoom_is_slow(simulator):
        page = system.post("/einstellungen/zoom/verbindung/")
    assert page.heading == "Einstellungen zu Zoom"


def test_a_plan_says_why_the_users_of_a_new_zugang_are_not_known(
    office: Browser, simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    account.users.all().delete()
    ZoomAccount.objects.update(users_read_at=None)
    with zoom_is_slow(simulator):
        page = office.get("/uebertragungen/neu/", course=course.pk)
    (row,) = page.rows()
    assert row[2].startswith("Zoom antwortet im Augenblick nicht.")


def test_the_examination_leaves_out_what_there_is_no_time_for(
    system: Browser, simulator: RunningSimulator, account: ZoomAccount
) -> None:
    account.pk, account.account_id, account.email = None, "zweites", "zweite@vhs.example"
    account.save()
    with zoom_is_slow(simulator):
        page = system.post("/einstellungen/pruefung/")
    assert "Nicht geprüft: Zoom antwortet so langsam" in page.texts("//main")[0]
