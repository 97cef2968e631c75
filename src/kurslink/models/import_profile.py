"""What the office said the columns of its tables mean, remembered by their headings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TableSubject(models.TextChoices):
    """What the rows of a table are; the values are those of `sources.table_kind`."""

    COURSES = "courses", _("Kurse")
    ENROLMENTS = "enrolments", _("Anmeldungen")


class ImportProfile(models.Model):
    """One set of headings: `key` names it, whatever their order; `columns` is the choice.

    `columns` maps the letters of a heading to the canonical heading, "" for one not to be read.
    """

    key = models.CharField(max_length=64, unique=True)
    subject = models.CharField(max_length=10, choices=TableSubject)
    columns = models.JSONField(default=dict)

    def __str__(self) -> str:
        return ", ".join(sorted(self.columns))
