"""How somebody wants a list, as its address says it: order, columns, rows to a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict

from kurslink.web.lists.columns import Column, Listing

Found = TypeVar("Found", bound=Model)

SIZES = (25, 50, 100, 200)
USUAL_SIZE = 50
COLUMN, SIZE, SORT, PAGE, FORM, REMEMBER = "col", "rows", "sort", "page", "as", "remember"


@dataclass(frozen=True)
class Chip:
    """A filter in force; without `name` in the address it is gone."""

    name: str
    label: str


@dataclass(frozen=True)
class ListWishes(Generic[Found]):
    """Unknown wishes are ignored."""

    columns: tuple[Column[Any], ...]
    order: str
    is_descending: bool
    size: int

    @classmethod
    def parse(
        cls, query: QueryDict, listing: Listing[Any], remembered: Sequence[str]
    ) -> "ListWishes[Found]":
        """Columns of the address come before the `remembered` ones."""
        sort = query.get(SORT, listing.sort)
        column = listing.by_name.get(sort.removeprefix("-"))
        if column is None or not column.order:
            sort = listing.sort
        size = query.get(SIZE, "")
        return cls(
            columns=listing.chosen(query.getlist(COLUMN) or remembered),
            order=sort.removeprefix("-"),
            is_descending=sort.startswith("-"),
            size=int(size) if size in map(str, SIZES) else USUAL_SIZE,
        )

    def sorted(self, rows: "QuerySet[Found]", listing: Listing[Any]) -> "QuerySet[Found]":
        """`rows` in the wished order; what has no value comes last either way."""
        field = listing.by_name[self.order].order
        nulls_last = True if _may_be_empty(rows, field) else None
        first = OrderBy(F(field), descending=self.is_descending, nulls_last=nulls_last)
        return rows.order_by(first, *listing.ties)


def _may_be_empty(rows: "QuerySet[Any]", field: str) -> bool:
    """Whether empty values are to be put last: where there are none an index keeps its use."""
    if field in rows.query.annotations or "__" in field:
        return True
    return bool(getattr(rows.model._meta.get_field(field), "null", True))


def kept_columns(remembered: Mapping[str, Any], listing: Listing[Any]) -> list[str]:
    """What a user chose for `listing` some day; none is the usual ones."""
    names = remembered.get(listing.name, [])
    return [str(each) for each in names] if isinstance(names, list) else []
