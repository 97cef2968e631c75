"""Builders for the rows tests need, each with sensible values a test may replace."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from kurslink.models import (
    Course,
    CourseDay,
    OnlineDetails,
    Plan,
    Semester,
    Software,
    ZoomAccount,
)
from kurslink.services.accounts import AccountValues, save_account
from kurslink.services.read_licences import read_licences
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import Transfer, transfer_course
from tests.simulator_process import Json, RunningSimulator

NOW = datetime(2026, 8, 20, 10, 0, tzinfo=UTC)
"""The moment at which most tests play; the simulator's clock is set to it."""

Span = tuple[date, time, time]


def clock() -> datetime:
    return NOW


def transfer(course: Course, *, at: datetime = NOW) -> Transfer:
    """Transfer `course` as a clerk would who opens it at `at`."""
    return transfer_course(Course.objects.get(pk=course.pk), actor=SHELL, clock=lambda: at)


def make_semester(code: str = "262", **fields: Any) -> Semester:
    values = {
        "name": f"Semester {code}",
        "first_on": date(2026, 8, 1),
        "last_on": date(2027, 1, 31),
    } | fields
    return Semester.objects.get_or_create(code=code, defaults=values)[0]


def weekly(first: date, count: int, begin: str = "18:00", end: str = "19:30") -> list[Span]:
    start, stop = time.fromisoformat(begin), time.fromisoformat(end)
    ordinals = range(first.toordinal(), first.toordinal() + 7 * count, 7)
    return [(date.fromordinal(ordinal), start, stop) for ordinal in ordinals]


def make_course(
    number: str = "262-4107",
    *,
    days: Sequence[Span] = (),
    software: str | None = "Zoom",
    semester: Semester | None = None,
    **fields: Any,
) -> Course:
    """An online course with Zoom; without `days` it has no Kurstage."""
    values = {"title": "Englisch B1 am Abend", "changed_at": NOW} | fields
    course = Course.new(number=number, semester=semester or make_semester(), **values)
    course.save()
    OnlineDetails.objects.create(
        course=course,
        is_online=software is not None,
        software=Software.objects.get_or_create(name=software)[0] if software else None,
    )
    for on, begin, end in days:
        CourseDay.objects.create(course=course, date=on, starts_at=begin, ends_at=end)
    return course


def make_account(
    simulator: RunningSimulator, *, offer: int = 1, plan: Plan = Plan.BUSINESS
) -> ZoomAccount:
    """A practice account on the simulator, its users read, `offer` licences offered as hosts.

    Of the larger plan: with fewer calls per second most tests would only wait.
    """
    simulator.control.set_clock(NOW)
    simulator.control.set_switch(plan="business")
    account = save_account(
        AccountValues(
            email=simulator.hosts[0],
            account_id=simulator.account_id,
            client_id=simulator.client_id,
            client_secret=simulator.client_secret,
            api_url=simulator.api_url,
            oauth_url=simulator.oauth_url,
            is_practice=True,
            plan=plan,
        ),
        actor=SHELL,
    )
    read_licences(account, actor=SHELL, now=NOW)
    account.users.exclude(email__in=simulator.hosts[:offer]).update(is_offered=False)
    return account


def days_at_zoom(simulator: RunningSimulator) -> list[tuple[datetime, int]]:
    """Start (UTC) and minutes of every date the only meeting at Zoom has, in order."""
    (meeting,) = simulator.control.meetings()
    return _dates(meeting)


def dates_of_meeting(simulator: RunningSimulator, course: Course) -> list[tuple[datetime, int]]:
    """The same for the meeting of `course`."""
    course.online.refresh_from_db()
    return _dates(simulator.control.meeting(course.online.meeting_number))


def _dates(meeting: Json) -> list[tuple[datetime, int]]:
    dates = meeting.get("occurrences") or [meeting]
    kept = [each for each in dates if each.get("status", "available") != "deleted"]
    return sorted((_moment(each["start_time"]), each["duration"]) for each in kept)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
