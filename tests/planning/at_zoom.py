"""What happens at Zoom, imitated for tests: dateutil expands the series, changes are applied."""

from collections.abc import Iterable, Sequence

from dateutil.rrule import DAILY, FR, MO, SA, SU, TH, TU, WE, WEEKLY, rrule

from kurslink.planning.changes import Change, Move
from kurslink.planning.days import Day
from kurslink.planning.series import Daily, Series

_WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)


def expand(series: Series) -> list[Day]:
    """The occurrences of a series, by a library that is not ours."""
    rule = series.rule
    if isinstance(rule, Daily):
        starts = rrule(DAILY, dtstart=series.first, interval=rule.interval, count=series.count)
    else:
        starts = rrule(
            WEEKLY,
            dtstart=series.first,
            interval=rule.interval,
            byweekday=[_WEEKDAYS[weekday - 1] for weekday in rule.weekdays],
            wkst=MO,
            count=series.count,
        )
    return [Day(start, series.duration) for start in starts]


def apply(occurrences: Iterable[Day], changes: Iterable[Change]) -> list[Day]:
    """Carry the changes out one by one, as a Zoom that lets no occurrence pass another.

    Each occurrence may be touched once, and is named by the start it has at that moment.
    """
    remaining = list(occurrences)
    touched: set[Day] = set()
    for change in changes:
        starts = [day.start for day in remaining]
        place = starts.index(change.occurrence)
        assert remaining[place] not in touched
        if isinstance(change, Move):
            _require_room(remaining, place, change.to)
            remaining[place] = change.to
            touched.add(change.to)
        else:
            del remaining[place]
    return remaining


def _require_room(remaining: Sequence[Day], place: int, to: Day) -> None:
    before, after = remaining[:place], remaining[place + 1 :]
    assert all(day.start < to.start for day in before)
    assert all(to.start < day.start for day in after)


def moves_onto_used_dates(occurrences: Iterable[Day], changes: Iterable[Change]) -> list[Day]:
    """The targets of moves to a date on which another occurrence still stands."""
    remaining = {day.start: day for day in occurrences}
    found = []
    for change in changes:
        del remaining[change.occurrence]
        if isinstance(change, Move):
            if change.to.start.date() in {day.start.date() for day in remaining.values()}:
                found.append(change.to)
            remaining[change.to.start] = change.to
    return found
