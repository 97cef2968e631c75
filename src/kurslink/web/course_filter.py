"""Which courses the list shows, as its address says it: text, semester, state and the like."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kurslink.models import ZOOM, Course, CourseStatus, ZoomState
from kurslink.services.mails.untold_people import untold_people
from kurslink.services.read_board import read_board
from kurslink.web.course_columns import with_columns
from kurslink.web.lists.wishes import Chip

NAMES = ("q", "semester", "state", "online", "department", "soon", "only")
"""The parameters of an address that narrow the list."""

SOON = (7, 14)
_AHEAD = timedelta(days=183)


class Only(StrEnum):
    """What a course can lack; the list shows those that do."""

    NO_HOST = "no_host"
    CONFLICT = "conflict"
    UNTOLD = "untold"

    @property
    def label(self) -> str:
        """How filter and chip call it."""
        match self:
            case Only.NO_HOST:
                return _("ohne Host")
            case Only.CONFLICT:
                return _("Konflikt")
            case Only.UNTOLD:
                return _("Zugangsdaten offen")


@dataclass(frozen=True)
class CourseFilter:
    """The wishes of an address; unknown ones are ignored."""

    text: str = ""
    semester: str = ""
    state: ZoomState | None = None
    only_online: bool = False
    department: str = ""
    soon: int | None = None
    only: Only | None = None

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> "CourseFilter":
        """Read the parameters of NAMES."""
        state, only, soon = (query.get(name, "") for name in ("state", "only", "soon"))
        return cls(
            text=query.get("q", "").strip(),
            semester=query.get("semester", ""),
            state=ZoomState(state) if state in ZoomState.values else None,
            only_online=query.get("online") == "1",
            department=query.get("department", ""),
            soon=int(soon) if soon in map(str, SOON) else None,
            only=Only(only) if only in list(Only) else None,
        )

    def courses(self, today: date) -> QuerySet[Course]:
        """The courses that fit, by number, with everything a line of the list shows."""
        courses = Course.objects.with_zoom_state(today).matching(self.text)
        courses = courses.filter(*self._conditions(today))
        return with_columns(courses).order_by("number_key", "pk")

    def _conditions(self, today: date) -> Iterator[Q]:
        if self.semester:
            yield Q(semester__code=self.semester)
        if self.only_online:
            yield Q(online__is_online=True)
        if self.state:
            yield Q(zoom_state=self.state)
        if self.department:
            yield Q(department=self.department)
        if self.soon is not None:
            yield Q(starts_on__range=(today, today + timedelta(days=self.soon)))
        if self.only:
            yield _lacking(self.only, today)

    def chips(self) -> Iterator[Chip]:
        """What narrows the list beyond the semester."""
        if self.text:
            yield Chip("q", _("Suche: %(text)s") % {"text": self.text})
        if self.state:
            yield Chip("state", _("Zoom-Status: %(state)s") % {"state": self.state.label})
        if self.only_online:
            yield Chip("online", _("Nur Online-Kurse"))
        if self.department:
            yield Chip("department", _("Fachbereich: %(name)s") % {"name": self.department})
        if self.soon is not None:
            yield Chip("soon", _("Beginnt in %(n)s Tagen") % {"n": self.soon})
        if self.only:
            yield Chip("only", self.only.label)


def _lacking(only: Only, today: date) -> Q:
    online = Q(online__is_online=True) & ~Q(status=CourseStatus.CANCELLED)
    coming = online & ~Q(ends_on__lt=today)
    match only:
        case Only.NO_HOST:
            return coming & Q(online__software__name=ZOOM, online__host=None)
        case Only.UNTOLD:
            return coming & Q(Exists(untold_people().filter(course=OuterRef("pk"))))
        case Only.CONFLICT:
            return Q(pk__in=_in_conflict(today))


def _in_conflict(today: date) -> set[int]:
    """By the licence board of the next half-year: it knows buffers and what a licence can hold."""
    board = read_board(today, today + _AHEAD)
    conflicts = (conflict for row in board.rows for conflict in row.conflicts)
    return {window.course for conflict in conflicts for window in conflict.windows}
