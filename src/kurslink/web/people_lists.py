"""The lists „Teilnehmende" and „Dozenten"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kurslink.models import Course, Enrolment, Instructor, Participant
from kurslink.services.find_people import Person, find_people
from kurslink.services.rights import Right
from kurslink.web.page import Page

ROWS = 50
ORDERS = {
    "name": ("name_key",),
    "email": ("email", "name_key"),
    "number": ("number", "name_key"),
}
COLUMNS = (
    ("name", _("Name")),
    ("email", _("E-Mail")),
    ("number", _("Nummer")),
    ("courses", _("Kurse")),
)


@dataclass(frozen=True)
class PeopleFilter:
    """The wishes of an address: words, order; unknown ones are ignored."""

    text: str
    order: str
    is_descending: bool

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> "PeopleFilter":
        """Read the parameters q and sort."""
        sort = query.get("sort", "")
        name = sort.removeprefix("-")
        order = name if name in ORDERS else "name"
        return cls(query.get("q", "").strip(), order, sort.startswith("-"))

    def people(self, everybody: "QuerySet[Person]") -> "QuerySet[Person]":
        """Those of `everybody` that fit, in order."""
        sign = "-" if self.is_descending else ""
        names = [f"{sign}{name}" for name in (*ORDERS[self.order], "pk")]
        return find_people(everybody, self.text).order_by(*names)


class PeopleList(Page, Generic[Person]):
    """Search, sort, page; everything stands in the address. `address`: the page of one person."""

    title: ClassVar[Promise]
    address: ClassVar[str]

    def everybody(self) -> "QuerySet[Person]":
        """All people of this kind, each with `course_count`."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        """The people of the search, 50 to a page."""
        chosen = PeopleFilter.parse(request.GET.dict())
        page = Paginator(chosen.people(self.everybody()), ROWS).get_page(request.GET.get("page"))
        context: dict[str, Any] = {
            "title": self.title,
            "address": self.address,
            "people_filter": chosen,
            "headings": COLUMNS,
            "orders": ORDERS,
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "may_edit": self.actor.may(Right.EDIT),
            "may_import": self.actor.may(Right.IMPORT),
        }
        return render(request, "people/list.html", context)


class ParticipantList(PeopleList[Participant]):
    """„Teilnehmende": everybody who takes part or registered somebody."""

    title = _("Teilnehmende")
    address = "participant"

    def everybody(self) -> "QuerySet[Participant]":
        """With the number of enrolments."""
        enrolments = Enrolment.objects.filter(participant=OuterRef("pk"))
        return Participant.objects.annotate(course_count=_counted(enrolments, "participant"))


class InstructorList(PeopleList[Instructor]):
    """„Dozenten"."""

    title = _("Dozenten")
    address = "instructor"

    def everybody(self) -> "QuerySet[Instructor]":
        """With the number of courses they are named for."""
        courses = Course.instructors.through.objects.filter(instructor=OuterRef("pk"))
        return Instructor.objects.annotate(course_count=_counted(courses, "instructor"))


def _counted(rows: "QuerySet[Any]", owner: str) -> Coalesce:
    """Counted for the rows of the page only: a join would count for everybody."""
    counts = rows.order_by().values(owner).annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counts), 0)
