"""How many licences each hour of the board needs, as its table says it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kurslink.planning.board import Hours
from kurslink.web.tags import icon


@dataclass(frozen=True)
class HourLine:
    """An hour of the day, with a cell (td) for each day: licences in use, and those still free."""

    label: str
    cells: SafeString


@dataclass(frozen=True)
class HourTable:
    """`is_wordy`: there is room for words beside the numbers; else they are only spoken."""

    busy: Mapping[datetime, int]
    licences: int
    is_wordy: bool

    def lines(self, days: Sequence[date], hours: Hours) -> Iterator[HourLine]:
        """From the first hour shown to the last."""
        for hour in range(hours.first, hours.last):
            moments = (datetime.combine(on, time(hour)) for on in days)
            cells = "".join(self._cell(self.busy.get(each, 0)) for each in moments)
            yield HourLine(f"{hour}–{hour + 1}", mark_safe(cells))  # noqa: S308  # numbers and words of ours

    def _cell(self, used: int) -> str:
        if not used:
            return "<td></td>"
        free, count = self.licences - used, f"{used}/{self.licences}"
        if free < 0:
            sign, words = icon("warning"), self._words(_("zu wenige"))
            return f'<td class="is-short"><b>{count}</b>{sign}{words}</td>'
        if free == 0:
            words = self._words(_("keine frei"))
            return f'<td class="is-full-up"><b>{count}</b>{words}</td>'
        words = self._words(_("%(n)s frei") % {"n": free})
        return f"<td>{count}{words}</td>"

    def _words(self, said: str) -> str:
        return f' <span class="{"muted" if self.is_wordy else "kern-sr-only"}">{said}</span>'
