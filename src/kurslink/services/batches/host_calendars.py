"""What every host holds from now on, and which host a course without one gets (decision 37)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from kurslink.models import (
    OPEN,
    Course,
    LicenceType,
    Meeting,
    MeetingKind,
    MeetingState,
    Occurrence,
    Order,
    Plan,
    ZoomAccount,
    ZoomUser,
)
from kurslink.models.meeting import HISTORY
from kurslink.planning.days import Day
from kurslink.planning.hosts import Calendar, Window, propose
from kurslink.planning.wall_clock import to_utc
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.transfer.choose_host import hosts_on_offer
from kurslink.services.transfer.course_schedule import schedule_of

_GONE = (*HISTORY, MeetingState.GONE)
_LONGEST = timedelta(days=1)


@dataclass
class HostCalendars:
    """The calendars of all hosts; made when first asked for, filled from `held`."""

    held: dict[int, list[Window]]
    _calendars: dict[int, Calendar] = field(default_factory=dict)
    _offered: dict[int, tuple[ZoomUser, ...]] = field(default_factory=dict)
    _numbers: dict[int, str] = field(default_factory=dict)

    def of(self, host: ZoomUser) -> Calendar:
        """What `host` holds."""
        if host.pk not in self._calendars:
            made = Calendar(capacity=capacity_of(host), buffer=buffer_of(host.account))
            made.add(self.held.get(host.pk, ()))
            self._calendars[host.pk] = made
        return self._calendars[host.pk]

    def offered(self, account: ZoomAccount) -> tuple[ZoomUser, ...]:
        """The hosts a course of `account` may get, by e-mail."""
        if account.pk not in self._offered:
            self._offered[account.pk] = tuple(hosts_on_offer(account))
        return self._offered[account.pk]

    def number_of(self, course_id: int) -> str:
        """The number of a course that stands in a calendar."""
        if not self._numbers:
            self._numbers.update(Course.objects.values_list("pk", "number"))
        return self._numbers[course_id]

    def propose(
        self, account: ZoomAccount, windows: list[Window], *, last: ZoomUser | None
    ) -> ZoomUser | None:
        """A free host: that of the course's last meeting, else the least loaded one.

        A basic user only if no licence is free: Zoom ends its meetings after 40 minutes.
        """
        offered = self.offered(account)
        licensed = [user for user in offered if user.may_host]
        for users in (licensed, [user for user in offered if not user.may_host]):
            found = propose(
                {user.pk: self.of(user) for user in users},
                windows,
                preferred=last.pk if last else None,
            )
            if found is not None:
                return next(user for user in users if user.pk == found)
        return None


def capacity_of(host: ZoomUser) -> int:
    """How many meetings a host may hold at once: two by a Business licence, otherwise one."""
    is_large = host.account.plan == Plan.BUSINESS and host.licence_type == LicenceType.LICENSED
    return 2 if is_large else 1


def buffer_of(account: ZoomAccount) -> timedelta:
    """How long a licence of `account` is to rest between two courses."""
    return timedelta(minutes=account.buffer_minutes)


def windows_of(course: Course, days: Iterable[Day]) -> list[Window]:
    """When `course` needs its host; `days` exist in the institution's time zone."""
    starts = ((to_utc(day.start, time_zone()), day.duration) for day in days)
    return [
        Window(start, start + timedelta(minutes=minutes), course.pk) for start, minutes in starts
    ]


def host_calendars(now: datetime, *, only: ZoomUser | None = None) -> HostCalendars:
    """What is held at Zoom after `now`, and what open orders want; `only` that host's."""
    held: dict[int, list[Window]] = defaultdict(list)
    occurrences = Occurrence.objects.filter(starts_at__gt=now - _LONGEST)
    if only is not None:
        occurrences = occurrences.filter(meeting__host=only)
    for host, course_id, start, minutes in (
        occurrences.exclude(meeting__state__in=_GONE)
        .values_list("meeting__host_id", "meeting__course_id", "starts_at", "duration")
        .order_by()
    ):
        held[host].append(Window(start, start + timedelta(minutes=minutes), course_id))
    for course in _not_in_occurrences():
        if course.online.host_id is not None:
            days = schedule_of(course, now=now, zone=time_zone()).chosen
            held[course.online.host_id] += windows_of(course, days)
    return HostCalendars(held)


def _not_in_occurrences() -> Iterable[Course]:
    """Courses whose days Zoom does not know: on their way, or of a meeting without fixed times."""
    ordered = Order.objects.filter(state__in=OPEN).values("course")
    without_times = Meeting.objects.filter(kind=MeetingKind.NO_FIXED_TIME)
    alive = without_times.exclude(state__in=_GONE).values("course")
    courses = Course.objects.filter(Q(pk__in=ordered) | Q(pk__in=alive))
    return courses.select_related("online").prefetch_related("days")
