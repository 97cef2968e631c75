"""Time slots for calls: evenly spaced, fewer after a 429, and all of them again after a while."""

from datetime import timedelta

import pytest
from django.db.models import F

from kurslink.models import CallRate, ZoomAccount
from kurslink.services.limits.call_pace import SHARE, SharedPace
from kurslink.zoom.errors import RateLimited
from kurslink.zoom.pace import Label
from kurslink.zoom.patience import Patience
from tests.course_office import clock, make_account
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

LIGHT_CALLS = 80  # a second, on the plan Business
ENDLESS = Patience.of(None, clock)


@pytest.fixture
def account(simulator: RunningSimulator) -> ZoomAccount:
    account = make_account(simulator)
    CallRate.objects.all().delete()
    return account


def slots(account: ZoomAccount, count: int, label: Label = Label.LIGHT) -> list[float]:
    """How long so many callers would have to sleep, one after the other."""
    waits: list[float] = []
    pace = SharedPace(account, sleep=waits.append, patience=ENDLESS)
    for _ in range(count):
        pace.wait(label)
    return waits


def share(account: ZoomAccount) -> float:
    return round(account.rates.get(label="light").share, 2)


def test_slots_are_as_far_apart_as_the_limit_asks(account: ZoomAccount) -> None:
    waits = slots(account, 61)  # nobody sleeps here, so the last one has the longest wait
    assert waits[-1] == pytest.approx(60 / (LIGHT_CALLS * SHARE), abs=0.8)


def test_labels_do_not_wait_for_each_other(account: ZoomAccount) -> None:
    slots(account, 30)
    assert max(slots(account, 2, Label.MEDIUM), default=0) < 0.1


def test_who_would_wait_too_long_is_sent_away(account: ZoomAccount) -> None:
    with pytest.raises(RateLimited):
        slots(account, 6 * LIGHT_CALLS + 60)


def test_a_429_takes_a_fifth_once_a_second(account: ZoomAccount) -> None:
    slots(account, 1)
    pace = SharedPace(account, sleep=lambda _seconds: None, patience=ENDLESS)
    pace.slow_down(Label.LIGHT)
    pace.slow_down(Label.LIGHT)
    assert share(account) == 0.8


def test_a_429_after_a_long_time_takes_no_more_than_the_first(account: ZoomAccount) -> None:
    slots(account, 1)
    pace = SharedPace(account, sleep=lambda _seconds: None, patience=ENDLESS)
    for _ in range(5):
        pace.slow_down(Label.LIGHT)
        CallRate.objects.update(slowed_at=F("slowed_at") - timedelta(minutes=10))
    assert share(account) == 0.8
