"""A semester: the half-year within which a course number is unique."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Semester(models.Model):
    """A half-year of courses, e.g. code 262, „Herbst 2026"."""

    code = models.CharField(_("Kürzel"), max_length=20, unique=True)
    name = models.CharField(_("Semester"), max_length=60)
    first_on = models.DateField(_("von"))
    last_on = models.DateField(_("bis"))

    class Meta:
        ordering = ("-first_on", "code")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="semester_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def covers(self, day: date) -> bool:
        """Whether `day` lies within the semester."""
        return self.first_on <= day <= self.last_on
