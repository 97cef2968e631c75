"""„Lizenzbelegung": which licence holds which course days, what collides, how many are free."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from kurslink.models import ZoomAccount, ZoomUser
from kurslink.planning.hosts import Window
from kurslink.planning.occupancy import Conflict, busy_hours, conflicts
from kurslink.services.batches.host_calendars import buffer_of, capacity_of
from kurslink.services.board.course_times import CourseTime, course_times


@dataclass(frozen=True)
class BoardRow:
    """A licence with what it holds, by time; `host` is None for courses without one."""

    host: ZoomUser | None
    times: tuple[CourseTime, ...]
    conflicts: tuple[Conflict, ...] = ()

    @cached_property
    def crowded(self) -> frozenset[Window]:
        """Every window that is part of a conflict."""
        return frozenset(each for conflict in self.conflicts for each in conflict.windows)


@dataclass(frozen=True)
class Board:
    """Licences by e-mail, then `loose`: what has none. `busy` counts by full hour (naive, local).

    A licence counts once in an hour, each course without one needs one more.
    """

    rows: tuple[BoardRow, ...]
    loose: BoardRow
    busy: Counter[datetime]

    @cached_property
    def licences(self) -> int:
        """How many there are to give."""
        return sum(row.host is not None and is_on_offer(row.host) for row in self.rows)

    @property
    def days(self) -> int:
        """How many course days the board shows."""
        return sum(len(row.times) for row in (*self.rows, self.loose))


def is_on_offer(host: ZoomUser) -> bool:
    """Whether a course may get this licence now."""
    is_there = host.status == "active" and host.vanished_at is None
    return host.is_offered and is_there and host.account.is_active


def read_board(first: date, last: date, *, account: ZoomAccount | None = None) -> Board:
    """What is planned from `first` to `last`; with `account` only its licences.

    Licences that are not on offer are shown if a course has them. Courses without a Zugang may
    get one of any.
    """
    held: dict[int, list[CourseTime]] = defaultdict(list)
    loose: list[CourseTime] = []
    for each in course_times(first, last):
        if each.host_id is not None:
            held[each.host_id].append(each)
        elif account is None or each.account_id in (None, account.pk):
            loose.append(each)
    rows = tuple(_row(host, held[host.pk]) for host in _hosts(held, account))
    return Board(rows, BoardRow(None, tuple(loose)), _busy(rows, loose))


def _hosts(held: Iterable[int], account: ZoomAccount | None) -> list[ZoomUser]:
    is_usable = Q(status="active", vanished_at=None, account__is_active=True)
    offered = Q(is_usable, is_offered=True, account__deleted_at=None)
    users = ZoomUser.objects.filter(Q(pk__in=list(held)) | offered)
    if account is not None:
        users = users.filter(account=account)
    return list(users.select_related("account").order_by("email", "pk"))


def _row(host: ZoomUser, times: list[CourseTime]) -> BoardRow:
    found = conflicts(
        (each.window for each in times),
        capacity=capacity_of(host),
        buffer=buffer_of(host.account),
    )
    return BoardRow(host, tuple(times), found)


def _busy(rows: Iterable[BoardRow], loose: Iterable[CourseTime]) -> Counter[datetime]:
    hosts = [[each.window for each in row.times] for row in rows]
    return busy_hours([*hosts, *([each.window] for each in loose)])
