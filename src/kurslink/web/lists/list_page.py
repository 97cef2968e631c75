"""The page of a list: search, filter, sort, columns, pages, print and files, all by its address."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, ClassVar, Generic, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kurslink.models import User
from kurslink.services import clock
from kurslink.services.choose_columns import choose_columns
from kurslink.services.exports.table import ExportFormat
from kurslink.services.rights import Right
from kurslink.web.lists.columns import Column, Listing
from kurslink.web.lists.files import FORMS, list_file
from kurslink.web.lists.wishes import (
    COLUMN,
    FORM,
    PAGE,
    REMEMBER,
    SIZE,
    SIZES,
    Chip,
    Found,
    ListWishes,
    kept_columns,
)
from kurslink.web.page import Page

MOST_PRINTED = 2000
"""Rows a print holds; more is nothing to read on paper, and the page says so."""

_PRINT = "print"


@dataclass(frozen=True)
class Narrowed(Generic[Found]):
    """The rows that fit the filters of an address, and the filters in words."""

    rows: "QuerySet[Found]"
    chips: tuple[Chip, ...] = ()


@dataclass(frozen=True)
class Line:
    """A row as the table shows it; `key` can be ticked if there is one."""

    row: Any
    cells: tuple[tuple[Column[Any], str], ...]
    key: int | None = None


class ListPage(Page, Generic[Found]):
    """Declare `listing` and `template`, say what fits in `narrowed`; the rest is the same for all.

    A template shows the parts of `lists/` around what only this list has.
    """

    listing: Listing[Any]
    template: ClassVar[str]
    export_right: ClassVar[Right] = Right.VIEW

    def narrowed(self, request: HttpRequest) -> Narrowed[Found]:
        """What fits, with everything a line needs; its order is given afterwards."""
        raise NotImplementedError

    def more(self, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG002  # lists may ask it
        """What the template needs beyond the list."""
        return {}

    def dressed(self, rows: Iterable[Found]) -> Iterable[Any]:
        """The rows as the columns want them, with a constant number of queries."""
        return rows

    def key(self, row: Any) -> int | None:  # noqa: ARG002  # lists may ask it
        """By which a row of `dressed` can be ticked; None: nothing is done with several."""
        return None

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page of the list, all of it for paper or in a file, or columns to keep."""
        if REMEMBER in request.GET:
            return self._remember(request)
        held = kept_columns(cast(User, request.user).list_columns, self.listing)
        wishes: ListWishes[Found] = ListWishes.parse(request.GET, self.listing, held)
        found = self.narrowed(request)
        rows = wishes.sorted(found.rows, self.listing)
        form = request.GET.get(FORM, "")
        if form in FORMS:
            self.actor.require(self.export_right)
            lines = self.dressed(rows)
            return list_file(
                ExportFormat(form), self.listing, wishes.columns, lines, actor=self.actor
            )
        if form == _PRINT:
            return self._printed(request, wishes, Narrowed(rows, found.chips))
        return self._page(request, wishes, Narrowed(rows, found.chips))

    def _page(
        self, request: HttpRequest, wishes: ListWishes[Found], found: Narrowed[Found]
    ) -> HttpResponse:
        page = Paginator(found.rows, wishes.size).get_page(request.GET.get(PAGE))
        context = {
            "listing": self.listing,
            "wishes": wishes,
            "chips": found.chips,
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "lines": [
                Line(row, tuple((each, each.shown(row)) for each in wishes.columns), self.key(row))
                for row in self.dressed(page.object_list)
            ],
            "sizes": SIZES,
            "may_export": self.actor.may(self.export_right),
            "kept_choice": _pairs(request, without=(COLUMN, PAGE)),
            "kept_size": _pairs(request, without=(SIZE, PAGE)),
        }
        return render(request, self.template, context | self.more(request))

    def _printed(
        self, request: HttpRequest, wishes: ListWishes[Found], found: Narrowed[Found]
    ) -> HttpResponse:
        total = found.rows.count()
        rows = found.rows[:MOST_PRINTED]
        context = {
            "listing": self.listing,
            "columns": wishes.columns,
            "chips": found.chips,
            "now": clock.now(),
            "total": total,
            "most": MOST_PRINTED if total > MOST_PRINTED else None,
            "rows": [
                [(each, each.text(row)) for each in wishes.columns] for row in self.dressed(rows)
            ],
        }
        return render(request, "lists/print.html", context)

    def _remember(self, request: HttpRequest) -> HttpResponse:
        """Keep the columns for next time, then show the list without saying so in its address."""
        names = request.GET.getlist(COLUMN) if request.GET[REMEMBER] == "chosen" else []
        known = [name for name in islice(names, 100) if name in self.listing.by_name]
        choose_columns(cast(User, request.user), self.listing.name, known)
        query = request.GET.copy()
        for name in (REMEMBER, COLUMN, PAGE):
            query.pop(name, None)
        return redirect(f"{request.path}?{query.urlencode()}")


def _pairs(request: HttpRequest, *, without: tuple[str, ...]) -> list[tuple[str, str]]:
    """The wishes a form of the list carries on, besides those it asks for."""
    return [
        (name, value)
        for name, values in request.GET.lists()
        if name not in without
        for value in values
    ]
