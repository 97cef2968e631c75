"""The columns of the Kursliste."""

from collections.abc import Callable

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import (
    Course,
    CourseDay,
    Enrolment,
    ZoomState,
    places_taken,
)
from kurslink.models.enrolment import HAS_PLACE
from kurslink.services.mails.untold_people import told_people
from kurslink.web.lists.columns import Column, Listing
from kurslink.web.tags import clock, day, local_part, zoom_state


def with_columns(courses: "QuerySet[Course]") -> "QuerySet[Course]":
    """With all that a line shows; what is counted is counted for the rows of the page only."""
    enrolled = Enrolment.objects.filter(HAS_PLACE, course=OuterRef("pk"))
    told = told_people().filter(course=OuterRef("pk"))
    return (
        courses.annotate(
            day_count=_counted(
                CourseDay.objects.filter(
                    course=OuterRef("pk"), is_cancelled=False, missing_since=None
                )
            ),
            booked=places_taken(),
            places=_counted(enrolled),
            told=_counted(told),
        )
        .select_related("semester", "online__software", "online__host")
        .prefetch_related("instructors")
    )


def _counted(rows: "QuerySet[CourseDay] | QuerySet[Enrolment]") -> Coalesce:
    counts = rows.order_by().values("course").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counts), 0)


def _title(course: Course) -> SafeString:
    page = "online_details" if is_online(course) else "course"
    url = reverse(page, args=[course.pk])
    shown = format_html('<a href="{}" title="{}">{}</a>', url, course.title, course.title)
    if not course.missing_since:
        return shown
    gone = translate("nicht mehr im Export")
    return format_html('{} <span class="state state--quiet">{}</span>', shown, gone)


def is_online(course: Course) -> bool:
    """Whether the box „Online-Kurs" is ticked; most courses have no such box at all."""
    return bool((details := getattr(course, "online", None)) and details.is_online)


def _start(course: Course) -> str:
    return ", ".join(filter(None, (day(course.starts_on), clock(course.starts_at))))


def _start_cell(course: Course) -> SafeString:
    at = f", {clock(course.starts_at)}" if course.starts_at else ""
    return format_html('{}<span class="wide">{}</span>', day(course.starts_on), at)


def _instructors(course: Course) -> str:
    return ", ".join(str(person) for person in course.instructors.all())


def _instructors_cell(course: Course) -> SafeString:
    people = ((person, person.last_name) for person in course.instructors.all())
    return format_html_join(", ", '<span title="{}">{}</span>', people)


def _enrolled(course: Course) -> str:
    booked: int | None = course.booked  # type: ignore[attr-defined]  # from with_columns
    known = "–" if booked is None else str(booked)
    return known if course.maximum is None else f"{known} / {course.maximum}"


def _kind(course: Course) -> str:
    return translate("Online-Kurs") if is_online(course) else ""


def _of_online(name: str) -> Callable[[Course], str]:
    def read(course: Course) -> str:
        return str(getattr(getattr(course, "online", None), name, None) or "")

    return read


def _host_cell(course: Course) -> SafeString | str:
    host = course.online.host if hasattr(course, "online") else None
    if host is None:
        return ""
    return format_html('<span title="{}">{}</span>', host, local_part(host.email))


def _state_cell(course: Course) -> str:
    return get_template("state.html").render(zoom_state(course.zoom_state))


def _access(course: Course) -> str:
    if not is_online(course) or not course.places:  # type: ignore[attr-defined]  # from with_columns
        return ""
    return f"{course.told} / {course.places}"  # type: ignore[attr-defined]  # from with_columns


def _room(course: Course) -> str:
    return ", ".join(filter(None, (course.place, course.room)))


COURSES = Listing[Course](
    name="courses",
    title=_("Kurse"),
    sort="number",
    ties=("number_key", "pk"),
    columns=(
        Column("number", _("Kursnummer"), lambda each: each.number, order="number_key", fixed=True),
        Column("title", _("Titel"), lambda each: each.title, _title, order="title_key"),
        Column("subtitle", _("Untertitel"), lambda each: each.subtitle, usual=False),
        Column("start", _("Beginn"), _start, _start_cell, order="starts_on"),
        Column("end", _("Ende"), lambda each: day(each.ends_on), order="ends_on", usual=False),
        Column("days", _("Kurstage"), lambda each: str(each.day_count), order="day_count"),  # type: ignore[attr-defined]  # from with_columns
        Column("instructors", _("Dozent"), _instructors, _instructors_cell),
        Column("enrolled", _("Belegung"), _enrolled, order="booked"),
        Column("kind", _("Kursart"), _kind, order="online__is_online", usual=False),
        Column("type", _("Typ des Kurses"), lambda each: each.kind, order="kind", usual=False),
        # „Zoom-Status" says already where the software is another one
        Column(
            "software",
            _("Software"),
            _of_online("software"),
            order="online__software__name",
            usual=False,
        ),
        Column("host", _("Host"), _of_online("host"), _host_cell, order="online__host__email"),
        Column(
            "state",
            _("Zoom-Status"),
            lambda each: str(ZoomState(each.zoom_state).label),
            _state_cell,
            order="zoom_state",
        ),
        Column("access", _("Zugangsdaten"), _access, style="minor"),
        Column(
            "semester",
            _("Semester"),
            lambda each: str(each.semester),
            order="semester__first_on",
            usual=False,
        ),
        Column(
            "department",
            _("Fachbereich"),
            lambda each: each.department or each.department_code,
            order="department",
            usual=False,
        ),
        Column("place", _("Kursort, Raum"), _room, order="place", usual=False),
        Column(
            "status",
            _("Status"),
            lambda each: str(each.get_status_display()),
            order="status",
            usual=False,
        ),
    ),
)
