"""A course as the office keeps it (Kursstamm), and how it stands with Zoom."""

import re
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, ExpressionWrapper, F, FilteredRelation, Q, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kurslink.models.instructor import Instructor
from kurslink.models.meeting import HISTORY, Meeting, MeetingState
from kurslink.models.order import OPEN, OrderState
from kurslink.models.search import with_every_word
from kurslink.models.semester import Semester
from kurslink.models.sort_key import sort_key


class CourseStatus(models.TextChoices):
    """Whether the course takes place."""

    PLANNED = "planned", _("geplant")
    CONFIRMED = "confirmed", _("findet statt")
    CANCELLED = "cancelled", _("Ausfall")


class ZoomState(models.TextChoices):
    """What the course list says about course and meeting, in one word."""

    NOT_ONLINE = "not_online", _("kein Online-Kurs")
    OTHER_SOFTWARE = "other_software", _("andere Software")
    NOT_TRANSFERRED = "not_transferred", _("nicht übertragen")
    WAITING = "waiting", _("wartet")
    RUNNING = "running", _("läuft")
    TRANSFERRED = "transferred", _("übertragen")
    CHANGED = "changed", _("Kurs geändert")
    DIFFERENCE = "difference", _("Abweichung")
    CHANGED_AT_ZOOM = "changed_at_zoom", _("in Zoom geändert")
    UNKNOWN = "unknown", _("unbekannt")
    FAILED = "failed", _("Fehler")
    GONE = "gone", _("in Zoom gelöscht")
    ENDED = "ended", _("beendet")
    CANCELLED = "cancelled", _("Ausfall")


def natural_key(number: str) -> str:
    """A text that sorts course numbers as people do: 9 before 10, whatever the case."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(12), number.casefold())


class CourseQuerySet(models.QuerySet["Course"]):
    """Courses as the list shows them."""

    def matching(self, text: str) -> Self:
        """Those whose number or title has every word of `text`; of a pasted page the first ones."""
        return with_every_word(self, text, "number", "title")

    def with_zoom_state(self, today: date) -> Self:
        """Annotate `zoom_state` (a ZoomState value); one query whatever the number of rows.

        A course has at most one meeting that counts and one open order: joins find them for a
        whole semester at once, where subqueries would ask for every course.
        """
        standing = Q(meetings__part=1) & ~Q(meetings__state__in=HISTORY)
        annotated = self.annotate(
            standing=FilteredRelation("meetings", condition=standing),
            open_order=FilteredRelation("orders", condition=Q(orders__state__in=OPEN)),
            order_state=F("open_order__state"),
            meeting_state=F("standing__state"),
            has_drift=_is_there("standing__drift"),
            transferred_at=F("standing__transferred_at"),
            has_meeting=_is_there("standing__pk"),
        )
        return annotated.annotate(zoom_state=_zoom_state_case(today))


def _is_there(field: str) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(Q(**{f"{field}__isnull": False}), output_field=models.BooleanField())


CourseManager = models.Manager.from_queryset(CourseQuerySet)


def _zoom_state_case(today: date) -> Case:
    online, zoom = Q(online__is_online=True), Q(online__software__name="Zoom")
    ordered = (
        (Q(order_state=OrderState.RUNNING), ZoomState.RUNNING),
        (Q(order_state=OrderState.WAITING), ZoomState.WAITING),
        (~online & Q(has_meeting=False), ZoomState.NOT_ONLINE),
        (Q(status=CourseStatus.CANCELLED), ZoomState.CANCELLED),
        (Q(ends_on__lt=today), ZoomState.ENDED),
        (Q(meeting_state=MeetingState.FAILED), ZoomState.FAILED),
        (Q(meeting_state__in=(MeetingState.CREATING, MeetingState.UNKNOWN)), ZoomState.UNKNOWN),
        (Q(meeting_state=MeetingState.GONE), ZoomState.GONE),
        (Q(has_drift=True), ZoomState.CHANGED_AT_ZOOM),
        (Q(meeting_state=MeetingState.DIFFERENCE), ZoomState.DIFFERENCE),
        (Q(has_meeting=True, changed_at__gt=F("transferred_at")), ZoomState.CHANGED),
        (Q(has_meeting=True), ZoomState.TRANSFERRED),
        (zoom, ZoomState.NOT_TRANSFERRED),
    )
    return Case(
        *(When(condition, then=Value(state.value)) for condition, state in ordered),
        default=Value(ZoomState.OTHER_SOFTWARE.value),
        output_field=models.CharField(),
    )


class Course(models.Model):
    """One course of one semester; `changed_at` moves when something Zoom would learn changes.

    `settled`: how many had a place when the first of them was deleted for data protection.
    `external_id`: what a program that uses the REST API calls it.
    """

    semester = models.ForeignKey(Semester, models.PROTECT, related_name="courses")
    number = models.CharField(_("Kursnummer"), max_length=40)
    number_key = models.CharField(max_length=400, editable=False, db_index=True)
    title = models.CharField(_("Titel"), max_length=500)
    title_key = sort_key("title")
    subtitle = models.CharField(_("Untertitel"), max_length=500, blank=True)
    department_code = models.CharField(_("Fachbereich (Kürzel)"), max_length=20, blank=True)
    department = models.CharField(_("Fachbereich"), max_length=200, blank=True)
    starts_on = models.DateField(_("Datum von"), null=True, blank=True)
    ends_on = models.DateField(_("Datum bis"), null=True, blank=True)
    starts_at = models.TimeField(_("Uhrzeit von"), null=True, blank=True)
    ends_at = models.TimeField(_("Uhrzeit bis"), null=True, blank=True)
    place = models.CharField(_("Kursort"), max_length=300, blank=True)
    room = models.CharField(_("Raum"), max_length=300, blank=True)
    kind = models.CharField(_("Typ des Kurses"), max_length=60, default="Normalkurs")
    is_bamf = models.BooleanField(_("BAMF-Kurs"), default=False)
    is_artists_fund = models.BooleanField(_("Künstlersozialkasse"), default=False)
    is_new = models.BooleanField(_("Neuer Kurs"), default=False)
    status = models.CharField(
        _("Status"), max_length=10, choices=CourseStatus, default=CourseStatus.PLANNED
    )
    minimum = models.PositiveIntegerField(_("Teilnehmende mindestens"), null=True, blank=True)
    maximum = models.PositiveIntegerField(_("Teilnehmende höchstens"), null=True, blank=True)
    waiting = models.PositiveIntegerField(_("Warteliste"), null=True, blank=True)
    enrolled = models.PositiveIntegerField(_("Belegung"), null=True, blank=True)
    settled = models.PositiveIntegerField(null=True, blank=True, editable=False)
    instructors = models.ManyToManyField(
        Instructor, verbose_name=_("Dozenten"), related_name="courses", blank=True
    )
    external_id = models.CharField(max_length=100, blank=True, editable=False)
    missing_since = models.DateTimeField(_("nicht mehr im Export seit"), null=True, blank=True)
    changed_at = models.DateTimeField(_("zuletzt geändert"))

    objects = CourseManager()
    zoom_state: str  # a ZoomState value, from with_zoom_state

    class Meta:
        ordering = ("number_key", "pk")
        constraints = (
            models.UniqueConstraint(
                "semester", Lower("number"), name="course_number_unique_in_semester"
            ),
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~Q(external_id=""),
                name="course_external_id_unique",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @classmethod
    def new(cls, *, number: str, **fields: Any) -> "Course":
        """An unsaved course with the sort key that belongs to its number."""
        return cls(number=number, number_key=natural_key(number), **fields)

    def current_meeting(self) -> Meeting | None:
        """The meeting that stands for this course now, if there is one; a prefetch is used."""
        current = (each for each in self.meetings.all() if each.state not in HISTORY)
        return min(current, key=lambda each: each.part, default=None)
