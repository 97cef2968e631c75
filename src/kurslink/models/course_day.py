"""A course day (Kurstag): the truth about when a course takes place."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from kurslink.models.course import Course
from kurslink.models.instructor import Instructor


class CourseDay(models.Model):
    """One date of a course. Without own times those of the „1. Seite" hold (decision 20)."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="days")
    date = models.DateField(_("Datum"))
    starts_at = models.TimeField(_("Beginn"), null=True, blank=True)
    ends_at = models.TimeField(_("Ende"), null=True, blank=True)
    room = models.CharField(_("Raum"), max_length=300, blank=True)
    note = models.CharField(_("Bemerkung"), max_length=300, blank=True)
    is_cancelled = models.BooleanField(_("entfällt"), default=False)
    is_imported = models.BooleanField(default=False, editable=False)
    missing_since = models.DateTimeField(_("nicht mehr im Export seit"), null=True, blank=True)
    is_selected = models.BooleanField(_("an Zoom übertragen"), default=True)
    instructors = models.ManyToManyField(Instructor, related_name="days", blank=True)

    class Meta:
        ordering = ("date", models.F("starts_at").asc(nulls_last=True), "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["course", "date", "starts_at"],
                nulls_distinct=False,
                name="course_day_moment_unique",
            ),
        )

    def __str__(self) -> str:
        return f"{self.course.number} {self.date:%d.%m.%Y}"

    @property
    def takes_place(self) -> bool:
        """Neither cancelled by the office nor gone from the export."""
        return not self.is_cancelled and self.missing_since is None

    def times(self) -> tuple[time, time] | None:
        """Beginning and end, own or the course's; None when either is missing."""
        begin = self.starts_at or self.course.starts_at
        end = self.ends_at or self.course.ends_at
        return (begin, end) if begin and end else None


def minutes_between(begin: time, end: time) -> int:
    """Length in minutes; an end at or before the beginning is on the next day."""
    length = datetime.combine(date.min, end) - datetime.combine(date.min, begin)
    return int(length / timedelta(minutes=1)) % (24 * 60) or 24 * 60


def last_day() -> Greatest:
    """For annotating courses: the latest date that is known of one; null if there is none."""
    days = CourseDay.objects.filter(course=OuterRef("pk")).order_by().values("course")
    of_days = Subquery(days.annotate(latest=Max("date")).values("latest"))
    return Greatest(of_days, "ends_on", "starts_on", output_field=models.DateField())
