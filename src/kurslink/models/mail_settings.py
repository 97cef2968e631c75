"""How the office sends mails; the mail server itself is a setting of the installation."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailSettings(models.Model):
    """A single row. What sends without being asked is off until somebody wants it."""

    sends_access_data = models.BooleanField(_("Zugangsdaten versenden"), default=True)
    corrects_by_itself = models.BooleanField(_("Korrekturen von selbst versenden"), default=False)
    sends_to_latecomers = models.BooleanField(
        _("Nachträglich Angemeldeten die Zugangsdaten von selbst senden"), default=False
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("Erinnerung: Tage vor dem ersten Kurstag"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    reminder_hours = models.PositiveSmallIntegerField(
        _("Erinnerung: Stunden vor dem Beginn"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(48)],
    )
    mails_per_minute = models.PositiveSmallIntegerField(
        _("Höchstens E-Mails je Minute"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(6000)],
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(pk=1), name="mail_settings_only_one"),
        )

    def __str__(self) -> str:
        return "Versand"

    @classmethod
    def load(cls) -> "MailSettings":
        """The row, made on first use."""
        return cls.objects.get_or_create(pk=1)[0]
