"""How long personal data are kept, and what was deleted when."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 3_650
"""Days; who wants to keep something longer switches the period off."""


_LIMITS = [MinValueValidator(1), MaxValueValidator(LONGEST)]


class Retention(models.Model):
    """A single row of periods in days; one that is null is off: nothing of its kind is deleted.

    Those of access and participants count from the last course day, the others from the entry.
    What reaches out to Zoom is off until somebody wants it: then the meeting is only let go.
    """

    access_days = models.PositiveSmallIntegerField(
        _("Meeting und Zugangsdaten"), default=30, null=True, blank=True, validators=_LIMITS
    )
    deletes_meetings = models.BooleanField(_("Meetings auch in Zoom löschen"), default=False)
    participant_days = models.PositiveSmallIntegerField(
        _("Teilnehmende und Anmeldungen"), default=90, null=True, blank=True, validators=_LIMITS
    )
    mail_text_days = models.PositiveSmallIntegerField(
        _("Texte der E-Mails und Briefe"), default=90, null=True, blank=True, validators=_LIMITS
    )
    mail_line_days = models.PositiveSmallIntegerField(
        _("Versandprotokoll"), default=365, null=True, blank=True, validators=_LIMITS
    )
    history_days = models.PositiveSmallIntegerField(
        _("Protokoll, Verlauf und Aufträge"), default=730, null=True, blank=True, validators=_LIMITS
    )

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="retention_only_one"),)

    def __str__(self) -> str:
        return "Löschfristen"

    @classmethod
    def load(cls) -> "Retention":
        """The row, made on first use."""
        return cls.objects.get_or_create(pk=1)[0]


class DeletionKind(models.TextChoices):
    """Why something was deleted."""

    PERIODS = "periods", _("Löschlauf")
    PERSON = "person", _("Löschung einer Person")


class Deletion(models.Model):
    """What was deleted, in numbers: `counts` by kind of thing. Never a name of anybody deleted."""

    kind = models.CharField(max_length=10, choices=DeletionKind)
    started_by = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-started_at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%d.%m.%Y %H:%M}"
