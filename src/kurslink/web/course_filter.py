"""Which courses the list shows, as its address says it: text, semester, state, order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kurslink.models import Course, CourseDay, ZoomState, places_taken

ORDERS = {
    "number": "number_key",
    "title": "title_key",
    "start": "starts_on",
    "enrolled": "booked",
}
DEFAULT_ORDER = "number"


@dataclass(frozen=True)
class Chip:
    """A filter in force; without `name` in the address it is gone."""

    name: str
    label: str


@dataclass(frozen=True)
class CourseFilter:
    """The wishes of an address; unknown ones are ignored."""

    text: str
    semester: str
    state: ZoomState | None
    only_online: bool
    order: str
    is_descending: bool

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> "CourseFilter":
        """Read the parameters q, semester, state, online and sort."""
        sort = query.get("sort", DEFAULT_ORDER)
        state = query.get("state", "")
        return cls(
            text=query.get("q", "").strip(),
            semester=query.get("semester", ""),
            state=ZoomState(state) if state in ZoomState.values else None,
            only_online=query.get("online") == "1",
            order=name if (name := sort.removeprefix("-")) in ORDERS else DEFAULT_ORDER,
            is_descending=sort.startswith("-"),
        )

    def courses(self, today: date) -> QuerySet[Course]:
        """The courses that fit, in order, with everything a line of the list shows."""
        courses = Course.objects.with_zoom_state(today).matching(self.text)
        courses = courses.filter(*self._conditions())
        return (
            courses.annotate(
                day_count=Coalesce(Subquery(_day_counts()), 0),
                booked=places_taken(),
            )
            .select_related("semester", "online__software", "online__host")
            .prefetch_related("instructors")
            .order_by(self._order(), "number_key", "pk")
        )

    def _conditions(self) -> Iterator[Q]:
        if self.semester:
            yield Q(semester__code=self.semester)
        if self.only_online:
            yield Q(online__is_online=True)
        if self.state:
            yield Q(zoom_state=self.state)

    def _order(self) -> OrderBy:
        return OrderBy(F(ORDERS[self.order]), descending=self.is_descending, nulls_last=True)

    def chips(self) -> Iterator[Chip]:
        """What narrows the list beyond the semester."""
        if self.text:
            yield Chip("q", _("Suche: %(text)s") % {"text": self.text})
        if self.state:
            yield Chip("state", _("Zoom-Status: %(state)s") % {"state": self.state.label})
        if self.only_online:
            yield Chip("online", _("Nur Online-Kurse"))


def _day_counts() -> QuerySet[Any, Any]:
    """Days that take place, counted after paging: a join would count for every course."""
    days = CourseDay.objects.filter(course=OuterRef("pk"), is_cancelled=False, missing_since=None)
    return days.order_by().values("course").annotate(total=Count("pk")).values_list("total")
