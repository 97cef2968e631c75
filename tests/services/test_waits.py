"""Nobody waits for Zoom, or for colleagues who ask Zoom, longer than was said."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import monotonic

import pytest
from django.db import connection

from kurslink.models import CallRate, Course, ZoomAccount
from kurslink.services.connection import token_store
from kurslink.services.connection.zoom_access import connect
from kurslink.services.edit_online_details import values_of
from kurslink.services.find_foreign_meetings import look_at_account
from kurslink.services.prepare_transfer import prepare_transfer
from kurslink.services.rights import SHELL
from kurslink.services.switch_off import Release, switch_off
from kurslink.zoom.errors import OutcomeUnknown, RateLimited, Unavailable
from kurslink.zoom.pace import Label
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(simulator: RunningSimulator) -> ZoomAccount:
    return make_account(simulator)


@pytest.fixture
def course(account: ZoomAccount) -> Course:
    made = make_course(days=weekly(date(2026, 9, 2), 2))
    made.online.account = account
    made.online.save()
    return made


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    began = monotonic()
    yield
    assert monotonic() - began < seconds


@contextmanager
def fetch_elsewhere(account: ZoomAccount) -> Iterator[None]:
    """Another process fetches a token for `account`, and takes its time."""
    ZoomAccount.objects.update(token="")
    other = connection.copy()
    key = [token_store.LOCK_CLASS, account.pk]
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", key)
        yield
    finally:
        other.close()


def test_a_fetch_elsewhere_is_awaited_no_longer_than_a_person_waits(
    account: ZoomAccount, course: Course
) -> None:
    with fetch_elsewhere(account), at_most(2), pytest.raises(Unavailable):
        prepare_transfer(course, actor=SHELL, now=NOW, budget=0.5)
    assert prepare_transfer(course, actor=SHELL, now=NOW, budget=5).steps


def test_without_a_person_the_wait_for_a_fetch_elsewhere_ends_too(
    account: ZoomAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token_store, "LONGEST_WAIT", 0.3)
    with (
        fetch_elsewhere(account),
        connect(account, lambda _record: None) as zoom,
        at_most(2),
        pytest.raises(Unavailable),
    ):
        zoom.token()


def crowd(account: ZoomAccount, seconds: float) -> None:
    """Other workers hold all slots of the coming `seconds`."""
    taken_at = datetime.now(UTC) + timedelta(seconds=seconds)
    for label in Label:
        CallRate.objects.update_or_create(
            account=account, label=label.value, defaults={"taken_at": taken_at, "share": 1}
        )


def test_a_slot_further_off_than_five_seconds_is_not_waited_for(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    crowd(account, 60)
    calls = simulator.control.counters().calls
    with (
        connect(account, lambda _record: None) as zoom,
        at_most(2),
        pytest.raises(RateLimited),
    ):
        zoom.user(account.email)
    assert simulator.control.counters().calls == calls


def test_a_slot_is_awaited_no_longer_than_a_person_waits(account: ZoomAccount) -> None:
    crowd(account, 3)
    with (
        connect(account, lambda _record: None, budget=0.5) as zoom,
        at_most(2),
        pytest.raises(RateLimited),
    ):
        zoom.user(account.email)


def test_a_near_slot_is_awaited(account: ZoomAccount) -> None:
    crowd(account, 0.5)
    with connect(account, lambda _record: None, budget=5) as zoom:
        assert zoom.user(account.email).email == account.email


def test_lists_nobody_waits_for_any_more_are_not_asked_for(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    calls = simulator.control.counters().calls
    look = look_at_account(account, actor=SHELL, now=NOW, budget=0)
    assert (look.hosts, len(look.unread) > 1) == (0, True)
    assert {type(each.error) for each in look.unread} == {Unavailable}
    assert simulator.control.counters().calls == calls


def test_a_course_stays_online_if_its_meeting_cannot_be_deleted_in_time(
    simulator: RunningSimulator, course: Course
) -> None:
    transfer(course)
    simulator.control.fail_next("hang", operation="delete_meeting")
    with at_most(2), pytest.raises(OutcomeUnknown):
        switch_off(
            course,
            actor=SHELL,
            clock=clock,
            release=Release.DELETE,
            values=replace(values_of(course.online), is_online=False),
            budget=0.5,
        )
    course.online.refresh_from_db()
    assert course.online.is_online
