"""„Lizenzbelegung": weeks and months of all licences, conflicts, and how many are free."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurslink.models import ZoomAccount, ZoomUser
from kurslink.planning.board import hours_shown
from kurslink.planning.occupancy import Conflict
from kurslink.services import clock
from kurslink.services.board.course_times import CourseTime
from kurslink.services.read_board import Board, BoardRow, is_on_offer, read_board
from kurslink.services.words.dates import of_month, of_year
from kurslink.web.board_drawing import Pen, table_lines, times_of
from kurslink.web.board_filter import BoardFilter, View
from kurslink.web.board_hours import HourTable
from kurslink.web.page import Page


class LicenceBoard(Page):
    """The state of the page is its address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The week of today, or what the address says."""
        today = localdate(clock.now())
        chosen = BoardFilter.parse(request.GET.dict(), today=today)
        account, days = chosen.found_account(), chosen.days
        board = read_board(days[0], days[-1], account=account)
        context = _context(chosen, board, today) | {
            "accounts": list(ZoomAccount.objects.all()),
            "account": account,
        }
        return render(request, "board/page.html", context)


@dataclass(frozen=True)
class _Line:
    """A row of the board as the page draws it."""

    host: ZoomUser | None
    is_on_offer: bool
    cells: SafeString
    has_conflict: bool


@dataclass(frozen=True)
class _ConflictLine:
    """A conflict as the list below the board says it."""

    on: date
    host: str
    courses: tuple[tuple[CourseTime, str, str], ...]
    words: str


def _context(chosen: BoardFilter, board: Board, today: date) -> dict[str, Any]:
    days, is_week = chosen.days, chosen.view is View.WEEK
    rows = (*board.rows, board.loose)
    hours = hours_shown(each.window for row in rows for each in row.times)
    weeks = {on: chosen.query(view=View.WEEK, on=on) for on in days}
    pen = Pen(hours, weeks, today)
    conflicts = tuple(_conflict_lines(board, pen))
    table = HourTable(board.busy, board.licences, is_wordy=is_week)
    return {
        "chosen": chosen,
        "is_week": is_week,
        "before_label": _("Woche zurück") if is_week else _("Monat zurück"),
        "after_label": _("Woche vor") if is_week else _("Monat vor"),
        "title": _title(chosen),
        "ways": chosen.ways(today),
        "today": today,
        "days": days,
        "board": board,
        "hours": hours,
        "lines": () if chosen.is_table else tuple(_lines(rows, chosen, pen)),
        "table": table_lines(rows, pen) if chosen.is_table else "",
        "conflicts": conflicts,
        "hour_lines": tuple(table.lines(days, hours)),
    }


def _title(chosen: BoardFilter) -> str:
    first, last = chosen.days[0], chosen.days[-1]
    if chosen.view is View.MONTH:
        return date_format(first, "F Y")
    words = _("KW %(week)s, %(first)s bis %(last)s")
    week = first.isocalendar().week
    return words % {"week": week, "first": of_month(first), "last": of_year(last)}


def _lines(rows: tuple[BoardRow, ...], chosen: BoardFilter, pen: Pen) -> Iterator[_Line]:
    for row in rows:
        if row.host is None and not row.times:
            continue
        draw = pen.week_cells if chosen.view is View.WEEK else pen.month_cells
        offered = row.host is None or is_on_offer(row.host)
        yield _Line(row.host, offered, draw(row), bool(row.conflicts))


def _conflict_lines(board: Board, pen: Pen) -> Iterator[_ConflictLine]:
    pairs = [(each, row) for row in board.rows for each in row.conflicts]
    pairs.sort(key=lambda pair: pair[0].windows[0])
    for conflict, row in pairs:
        if row.host is not None:
            yield _conflict_line(conflict, row, row.host, pen)


def _conflict_line(conflict: Conflict, row: BoardRow, host: ZoomUser, pen: Pen) -> _ConflictLine:
    wanted = {(window.start, window.course) for window in conflict.windows}
    times = [each for each in row.times if (each.window.start, each.window.course) in wanted]
    return _ConflictLine(
        conflict.windows[0].start.date(),
        host.email,
        tuple((each, times_of(each), pen.way_to(each)) for each in times),
        _gap_words(conflict.gap, host.account.buffer_minutes),
    )


def _gap_words(gap: timedelta, buffer_minutes: int) -> str:
    minutes = int(gap / timedelta(minutes=1))
    if minutes < 0:
        return ngettext(
            "überschneiden sich um %(n)s Minute",
            "überschneiden sich um bis zu %(n)s Minuten",
            -minutes,
        ) % {"n": -minutes}
    words = _("dazwischen %(n)s Minuten, der Zugang verlangt %(buffer)s")
    return words % {"n": minutes, "buffer": buffer_minutes}
