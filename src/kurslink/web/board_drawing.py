"""Draws the board: bars as SVG with attributes only, for our policy allows no inline style.

Made of plain texts and not in a template: a month has thousands of bars. Whatever people wrote
goes through `escape`; numbers and addresses of ours need none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurslink.planning.board import Hours, in_lanes, span_of
from kurslink.services.board.course_times import CourseTime
from kurslink.services.read_board import BoardRow
from kurslink.services.words.dates import in_full, without_year
from kurslink.web.tags import icon

_MONTH_CELL = 56  # px: a bar of an hour is 4 px high
_LANE = 7  # px
_TODAY = ' class="is-today"'
_WARNING = str(icon("warning"))


def times_of(time: CourseTime) -> str:
    """„18:00–19:30"."""
    start, end = time.window.start, time.window.end
    return f"{start.hour:02}:{start.minute:02}–{end.hour:02}:{end.minute:02}"


@dataclass(frozen=True)
class Pen:
    """What every bar needs to know; `weeks` has the way to its week for each day that is shown."""

    hours: Hours
    weeks: Mapping[date, str]
    today: date
    course: str = field(default_factory=lambda: reverse("online_details", args=[0]))

    @cached_property
    def _names(self) -> dict[date, str]:
        return {on: without_year(on) for on in self.weeks}

    def way_to(self, time: CourseTime) -> str:
        """Where the host of a course is chosen."""
        return self.course.replace("/0/", f"/{time.window.course}/", 1)

    def week_cells(self, row: BoardRow) -> SafeString:
        """For each day a strip with all its bars, and under it a line for each."""
        return self._cells(row, self._week)

    def month_cells(self, row: BoardRow) -> SafeString:
        """Each day from top to bottom, and under it how much there is."""
        return self._cells(row, self._month)

    def _cells(
        self, row: BoardRow, draw: Callable[[date, list[CourseTime], BoardRow], str]
    ) -> SafeString:
        by_day = _by_day(row.times)
        return _safe(
            "".join(
                f'<td{_TODAY if on == self.today else ""} data-day="{self._names[on]}">'
                f"{draw(on, by_day[on], row) if on in by_day else ''}</td>"
                for on in self.weeks
            )
        )

    def _week(self, _on: date, times: list[CourseTime], row: BoardRow) -> str:
        lanes = in_lanes([each.window for each in times])
        bars = "".join(
            f'<rect {_look(each, row)} x="{begin}%" width="{length}%" '
            f'y="{lane * _LANE}" height="{_LANE - 2}"></rect>'
            for each, lane in zip(times, lanes, strict=True)
            for begin, length in [self._percent(each)]
        )
        height = _LANE * (max(lanes) + 1)
        slots = "".join(self._slot(each, row) for each in times)
        return (
            f'<svg class="strip" width="100%" height="{height}" aria-hidden="true">{bars}</svg>'
            f'<ul class="slots">{slots}</ul>'
        )

    def _slot(self, time: CourseTime, row: BoardRow) -> str:
        is_crowded = time.window in row.crowded
        return (
            f'<li class="slot{" is-crowded" * is_crowded}"><a href="{self.way_to(time)}" '
            f'title="{_title(time, row)}"><span class="time">{times_of(time)}</span> '
            f"<b>{escape(time.number)}</b></a>{_conflict() if is_crowded else ''}</li>"
        )

    def _month(self, on: date, times: list[CourseTime], row: BoardRow) -> str:
        lanes = in_lanes([each.window for each in times])
        width = round(100 / (max(lanes) + 1), 1)
        bars = "".join(
            f'<a href="{self.way_to(each)}" tabindex="-1"><title>{_title(each, row)}</title>'
            f'<rect {_look(each, row)} y="{begin}%" height="{length}%" '
            f'x="{lane * width:.1f}%" width="{width}%"></rect></a>'
            for each, lane in zip(times, lanes, strict=True)
            for begin, length in [self._percent(each)]
        )
        crowded = sum(each.window in row.crowded for each in times)
        return (
            f'<svg class="tower" width="100%" height="{_MONTH_CELL}" aria-hidden="true">'
            f"{bars}</svg>"
            f'<a class="amount-link" href="?{escape(self.weeks[on])}">{len(times)}'
            f"{_WARNING if crowded else ''}"
            f'<span class="kern-sr-only"> {escape(_spoken(len(times), crowded))}</span></a>'
        )

    def _percent(self, time: CourseTime) -> tuple[float, float]:
        """Where the bar begins on its day, and how long it is."""
        span = span_of(time.window, self.hours)
        whole = self.hours.minutes
        return round(100 * span.offset / whole, 2), round(100 * span.length / whole, 2)


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  # made above; what people wrote is escaped there


def _by_day(times: Iterable[CourseTime]) -> dict[date, list[CourseTime]]:
    found: dict[date, list[CourseTime]] = {}
    for each in times:
        found.setdefault(each.window.start.date(), []).append(each)
    return found


def _look(time: CourseTime, row: BoardRow) -> str:
    """Class and pattern of a bar: a conflict is hatched, and framed, and said in words."""
    if time.window in row.crowded:
        return 'class="bar bar--crowded" fill="url(#hatch)"'
    return 'class="bar bar--loose"' if row.host is None else 'class="bar"'


def _title(time: CourseTime, row: BoardRow) -> str:
    said = f"{time.number} {time.title}, {times_of(time)}"
    if time.window in row.crowded:
        said = _("Konflikt: %(course)s") % {"course": said}
    return escape(said)


def _conflict() -> str:
    said = _("Konflikt")
    return f'<span class="crowded">{_WARNING}{said}</span>'


def _spoken(count: int, crowded: int) -> str:
    said = ngettext("%(n)s Kurstag", "%(n)s Kurstage", count) % {"n": count}
    return _("%(said)s, mit Konflikt") % {"said": said} if crowded else said


def table_lines(rows: Iterable[BoardRow], pen: Pen) -> SafeString:
    """All bars as lines of a table, by time."""
    listed = [(each, row) for row in rows for each in row.times]
    listed.sort(key=lambda pair: (pair[0].window.start, pair[0].number))
    return _safe("".join(_table_line(each, row, pen) for each, row in listed))


def _table_line(time: CourseTime, row: BoardRow, pen: Pen) -> str:
    start = time.window.start
    host = row.host.email if row.host else _("ohne Host")
    return (
        f'<tr><td class="date">{in_full(start)}</td>'
        f'<td class="time">{times_of(time)}</td>'
        f'<td class="breakable">{escape(host)}</td><td class="col-number">'
        f'<a href="{pen.way_to(time)}">{escape(time.number)}</a></td>'
        f'<td class="col-title">{escape(time.title)}</td>'
        f"<td>{_conflict() if time.window in row.crowded else ''}</td></tr>"
    )
