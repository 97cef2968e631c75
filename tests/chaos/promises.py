"""What must hold whenever all is at rest: never twice, never lost, never more than we counted."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kurslink.models import Course, CourseDay, Meeting, Order, OrderState, WriteBudget
from kurslink.models.meeting import HISTORY
from kurslink.services.transfer.markers import agenda_with
from tests.course_office import dates_of_meeting
from tests.simulator_process import Json, RunningSimulator

BERLIN = ZoneInfo("Europe/Berlin")
DONE = ("transferred", "unchanged", "withdrawn")


def require_promises(simulator: RunningSimulator) -> None:
    """Every course has the one meeting it shall have, with its days, or none."""
    meetings = simulator.control.meetings()
    live = Meeting.objects.exclude(state__in=HISTORY)
    assert Counter(meeting["id"] for meeting in meetings) == Counter(
        live.values_list("zoom_meeting_id", flat=True)
    )
    for course in Course.objects.all():
        require_order_done(course)
        require_one_meeting(course, meetings)
        if live.filter(course=course).exists():
            require_right_days(simulator, course)
    assert not Meeting.objects.exclude(claim=None).exists()
    require_all_writes_counted(simulator)


def require_order_done(course: Course) -> None:
    latest = course.orders.latest("pk")
    assert (latest.state, latest.status in DONE) == (OrderState.ENDED, True), latest.result
    assert Order.objects.filter(course=course, token__isnull=False).count() == 0


def require_one_meeting(course: Course, meetings: list[Json]) -> None:
    """By our markers; link, ID and passcode are those of the meeting at Zoom."""
    markers = [agenda_with(meeting.marker) for meeting in course.meetings.all()]
    ours = [each for each in meetings if each["agenda"].startswith(tuple(markers))]
    wanted = course.orders.latest("pk").status != "withdrawn"
    assert len(ours) == int(wanted), f"{course.number} has {len(ours)} meetings at Zoom"
    course.online.refresh_from_db()
    held = (course.online.link, course.online.meeting_number, course.online.passcode)
    assert held == (
        (ours[0]["join_url"], str(ours[0]["id"]), ours[0]["password"]) if ours else ("", "", "")
    )


def require_right_days(simulator: RunningSimulator, course: Course) -> None:
    wanted = [_moment(day) for day in course.days.filter(is_cancelled=False)]
    assert dates_of_meeting(simulator, course) == sorted(wanted)


def _moment(day: CourseDay) -> tuple[datetime, int]:
    if day.starts_at is None or day.ends_at is None:
        raise TypeError("the days of these tests have times of their own")
    start = datetime.combine(day.date, day.starts_at, tzinfo=BERLIN)
    end = datetime.combine(day.date, day.ends_at, tzinfo=BERLIN)
    return start.astimezone(UTC), (end - start) // timedelta(minutes=1)


def require_all_writes_counted(simulator: RunningSimulator) -> None:
    """Zoom's count of a host and day is never higher than ours."""
    for email, days in simulator.control.counters().writes.items():
        for on, sent in days.items():
            budget = WriteBudget.objects.filter(host__email=email, on=on).first()
            counted = budget.used if budget else 0
            assert counted >= sent, f"{email} {on}: {counted} counted, {sent} sent"
