"""The list of courses (Kursliste)."""

from datetime import date

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Course, MailSettings, Semester, ZoomState
from kurslink.services import clock
from kurslink.services.foreign.listing import foreign_meetings
from kurslink.services.rights import Right
from kurslink.web.course_filter import ORDERS, CourseFilter
from kurslink.web.page import Page, actor_of

ROWS = 50
_SEMESTER = "semester"

COLUMNS = (
    ("number", _("Kursnummer")),
    ("title", _("Titel")),
    ("start", _("Beginn")),
    ("days", _("Kurstage")),
    ("instructors", _("Dozent")),
    ("enrolled", _("Belegung")),
    ("software", _("Software")),
    ("host", _("Host")),
    ("state", _("Zoom-Status")),
)


class CourseList(Page):
    """Search, filter, sort, page; everything stands in the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; without a semester in the address the one people work in."""
        today = localdate(clock.now())
        if _SEMESTER not in request.GET and (code := _usual_semester(request, today)):
            query = request.GET.copy()
            query[_SEMESTER] = code
            return redirect(f"{request.path}?{query.urlencode()}")
        _remember(request, request.GET.get(_SEMESTER, ""))
        chosen = CourseFilter.parse(request.GET.dict())
        return render(request, "courses/list.html", _context(request, chosen, today))


def _remember(request: HttpRequest, code: str) -> None:
    if request.session.get(_SEMESTER) != code:
        request.session[_SEMESTER] = code


def _usual_semester(request: HttpRequest, today: date) -> str:
    """The semester looked at last, else the present one, else the newest."""
    if _SEMESTER in request.session:
        return str(request.session[_SEMESTER])
    semesters = list(Semester.objects.all())
    present = (each.code for each in semesters if each.first_on <= today <= each.last_on)
    return next(present, semesters[0].code if semesters else "")


def _context(request: HttpRequest, chosen: CourseFilter, today: date) -> dict[str, object]:
    page = _page(chosen, today, request.GET.get("page"))
    return {
        "may_transfer": actor_of(request).may(Right.TRANSFER),
        "may_send": actor_of(request).may(Right.SEND) and MailSettings.load().sends_access_data,
        "chosen": chosen,
        "chips": tuple(chosen.chips()),
        "columns": COLUMNS,
        "orders": ORDERS,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
        "states": ZoomState.choices,
        "foreign_count": foreign_meetings(ignored=False).count(),
        "has_courses": bool(page.paginator.count) or Course.objects.exists(),
    }


def _page(chosen: CourseFilter, today: date, number: str | None) -> PaginatorPage[Course]:
    return Paginator(chosen.courses(today), ROWS).get_page(number)
