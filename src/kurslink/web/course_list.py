"""The list of courses (Kursliste)."""

from datetime import date
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kurslink.models import Course, MailSettings, Semester, ZoomState
from kurslink.services import clock
from kurslink.services.foreign.listing import foreign_meetings
from kurslink.services.rights import Right
from kurslink.web.course_columns import COURSES, is_online
from kurslink.web.course_filter import SOON, CourseFilter, Only
from kurslink.web.lists.list_page import ListPage, Narrowed
from kurslink.web.lists.wishes import Chip
from kurslink.web.row_keys import keys_in

_SEMESTER = "semester"
_TICKED = "course"


class CourseList(ListPage[Course]):
    """Everything stands in the address, but the columns somebody always wants to see."""

    listing = COURSES
    template = "courses/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; without a semester in the address the one people work in."""
        if _SEMESTER not in request.GET and _TICKED not in request.GET:
            today = localdate(clock.now())
            if code := _usual_semester(request, today):
                query = request.GET.copy()
                query[_SEMESTER] = code
                return redirect(f"{request.path}?{query.urlencode()}")
        if _SEMESTER in request.GET:
            _remember(request, request.GET[_SEMESTER])
        return super().get(request)

    def narrowed(self, request: HttpRequest) -> Narrowed[Course]:
        """The courses of the filter, or of those only the ticked ones."""
        chosen = CourseFilter.parse(request.GET.dict())
        rows, chips = chosen.courses(localdate(clock.now())), tuple(chosen.chips())
        if ticked := keys_in(request.GET.getlist(_TICKED)):
            return Narrowed(
                rows.filter(pk__in=ticked), (*chips, Chip(_TICKED, _("Nur angehakte Kurse")))
            )
        return Narrowed(rows, chips)

    def key(self, row: Course) -> int | None:
        """Online courses can be transferred, told about or given a host."""
        return row.pk if self.actor.may(Right.TRANSFER) and is_online(row) else None

    def more(self, request: HttpRequest) -> dict[str, Any]:
        """The filters there are, and what may be done with the courses."""
        return {
            "is_course_list": True,
            "chosen": CourseFilter.parse(request.GET.dict()),
            "tick": _TICKED,
            "tick_form": "selection",
            "variables_url": reverse("export"),
            "may_transfer": self.actor.may(Right.TRANSFER),
            "may_send": self.actor.may(Right.SEND) and MailSettings.load().sends_access_data,
            "states": ZoomState.choices,
            "departments": _departments(request.GET.get(_SEMESTER, "")),
            "soon": SOON,
            "lacks": list(Only),
            "foreign_count": foreign_meetings(ignored=False).count(),
            "has_courses": Course.objects.exists(),
        }


def _departments(semester: str) -> list[str]:
    courses = Course.objects.exclude(department="").order_by()
    if semester:
        courses = courses.filter(semester__code=semester)
    named = courses.values_list("department", flat=True).distinct()
    return list(named.order_by(F("department")))


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
