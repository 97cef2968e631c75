"""What the board shows, as its address says it: week or month, from when, of which Zugang."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from kurslink.models import ZoomAccount
from kurslink.planning.board import days_of_month, days_of_week, month_after

_WEEK = timedelta(days=7)
_YEARS = range(2000, 2100)  # more than any programme, and no date a step could leave
_DIGITS = 9


class View(StrEnum):
    """How much of the calendar."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class BoardFilter:
    """The wishes of an address; unknown ones are ignored. `account` is the id of a Zugang."""

    view: View
    on: date
    account: int | None
    is_table: bool

    @classmethod
    def parse(cls, query: Mapping[str, str], *, today: date) -> "BoardFilter":
        """Read the parameters view, date, account and show."""
        view, account = query.get("view", ""), query.get("account", "")
        is_id = account.isdecimal() and len(account) <= _DIGITS
        return cls(
            view=View.MONTH if view == View.MONTH else View.WEEK,
            on=_date(query.get("date", "")) or today,
            account=int(account) if is_id else None,
            is_table=query.get("show") == "table",
        )

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the week or month."""
        return days_of_week(self.on) if self.view is View.WEEK else days_of_month(self.on)

    def found_account(self) -> ZoomAccount | None:
        """The Zugang of the address; None for all."""
        if self.account is None:
            return None
        return ZoomAccount.objects.filter(pk=self.account).first()

    def query(self, **changes: object) -> str:
        """The parameters of an address like this one, with `changes`."""
        wished = replace(self, **changes)  # type: ignore[arg-type]  # fields of this class
        pairs = {
            "view": wished.view.value,
            "date": wished.on.isoformat(),
            "account": wished.account or "",
            "show": "table" if wished.is_table else "",
        }
        return urlencode({name: value for name, value in pairs.items() if value})

    def ways(self, today: date) -> dict[str, str]:
        """Where the links of the page lead: before, today, after, week, month, board, table."""
        first, last = self.days[0], self.days[-1]
        is_week = self.view is View.WEEK
        within = today if first <= today <= last else first
        return {
            "before": self.query(on=first - _WEEK if is_week else month_after(first, -1)),
            "today": self.query(on=today),
            "after": self.query(on=first + _WEEK if is_week else month_after(first, 1)),
            "week": self.query(view=View.WEEK, on=within),
            "month": self.query(view=View.MONTH, on=self.on),
            "board": self.query(is_table=False),
            "table": self.query(is_table=True),
        }


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in _YEARS else None
