"""Sessions end when nobody sits before them, and after a day in any case."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from kurslink.models import User
from kurslink.web.session_limits import IDLE, LONGEST, SEEN, SINCE
from tests.web.browser import Browser

ENDED = "Sie waren lange nicht da. Melden Sie sich bitte wieder an."


def set_back(browser: Browser, *, since: timedelta, seen: timedelta) -> None:
    session = browser.client.session
    session[SINCE] = time.time() - since.total_seconds()
    session[SEEN] = time.time() - seen.total_seconds()
    session.save()


@pytest.mark.parametrize(
    ("since", "seen", "is_over"),
    [
        (IDLE, IDLE - timedelta(minutes=1), False),
        (IDLE, IDLE + timedelta(minutes=1), True),
        (LONGEST - timedelta(minutes=1), timedelta(minutes=1), False),
        (LONGEST + timedelta(minutes=1), timedelta(minutes=1), True),
    ],
)
def test_a_session_ends(
    office: Browser, since: timedelta, seen: timedelta, *, is_over: bool
) -> None:
    set_back(office, since=since, seen=seen)
    page = office.get("/kurse/?semester=262")
    if not is_over:
        assert page.heading == "Kurse"
        return
    assert (page.heading, page.notices) == ("Bei Kurslink anmelden", [ENDED])
    assert page.address == "/konto/anmelden/?next=%2Fkurse%2F%3Fsemester%3D262"


def test_who_works_stays(office: Browser) -> None:
    set_back(office, since=timedelta(hours=9), seen=timedelta(hours=7))
    office.get("/kurse/")
    assert time.time() - office.client.session[SEEN] < 60


def test_a_page_that_asks_by_itself_is_nobody_at_work(office: Browser) -> None:
    set_back(office, since=timedelta(hours=7), seen=timedelta(hours=7))
    office.client.get("/uebertragungen/", headers={"HX-Request": "true"})
    assert time.time() - office.client.session[SEEN] > IDLE.total_seconds() - 3700
    set_back(office, since=timedelta(hours=9), seen=timedelta(hours=9))
    answer = office.client.get("/uebertragungen/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


def test_a_session_from_before_counts_from_the_sign_in(office: Browser) -> None:
    User.objects.update(last_login=timezone.now() - LONGEST)
    assert office.get("/kurse/").heading == "Bei Kurslink anmelden"
