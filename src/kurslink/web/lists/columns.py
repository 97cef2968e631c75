"""What a list is: its columns, their order, and how a row says what stands in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from django.utils.functional import Promise

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """`text` is what a file and a print say, `cell` what the page shows where that is more.

    `order` is the field the list is sorted by; without one the column cannot sort. A column that
    is not `usual` is shown to those who choose it; a `fixed` one to everybody.
    """

    name: str
    label: Promise
    text: Callable[[Row], str]
    cell: Callable[[Row], str] | None = None
    order: str = ""
    style: str = ""
    usual: bool = True
    fixed: bool = False

    def shown(self, row: Row) -> str:
        """What the page shows; markup is marked as such, everything else will be escaped."""
        return (self.cell or self.text)(row)


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """One list. `name` is how a user's choice of columns is kept, `ties` sort what is equal.

    `sort` is the order without a wish, written as in the address: a column, - before the last.
    """

    name: str
    title: Promise
    columns: tuple[Column[Row], ...]
    sort: str
    ties: tuple[str, ...] = ("pk",)

    @cached_property
    def by_name(self) -> dict[str, Column[Row]]:
        """The columns, in their order."""
        return {column.name: column for column in self.columns}

    def chosen(self, names: Sequence[str]) -> tuple[Column[Row], ...]:
        """The columns of `names` and the fixed ones, in the list's order; unknown names are none.

        Without a known name: the usual ones.
        """
        known = set(names) & set(self.by_name)
        if not known:
            return tuple(each for each in self.columns if each.usual or each.fixed)
        return tuple(each for each in self.columns if each.fixed or each.name in known)
