"""The office's own texts for mails („Vorlagen für E-Mails")."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MailArea(models.TextChoices):
    """What a mail is for („Vorlage für den Bereich")."""

    ACCESS_DATA = "access_data", _("Zugangsdaten")
    CHANGE = "change", _("Terminänderung")
    CANCELLATION = "cancellation", pgettext_lazy("mail", "Ausfall")
    REMINDER = "reminder", _("Erinnerung")


class Audience(models.TextChoices):
    """Whom a mail addresses."""

    PARTICIPANTS = "participants", _("Teilnehmende")
    INSTRUCTORS = "instructors", _("Dozenten")


class MailFormat(models.TextChoices):
    """How a text is written; a mail has a plain and an HTML part in either case."""

    TEXT = "text", _("Text")
    HTML = "html", _("einfaches HTML")


class MailTemplate(models.Model):
    """A text of an area for an audience; without a default one the standard text is used."""

    name = models.CharField(_("Name"), max_length=100)
    area = models.CharField(
        _("Vorlage für den Bereich"),
        max_length=20,
        choices=MailArea,
        default=MailArea.ACCESS_DATA,
    )
    audience = models.CharField(
        _("Empfänger"), max_length=20, choices=Audience, default=Audience.PARTICIPANTS
    )
    format = models.CharField(
        _("Format"), max_length=5, choices=MailFormat, default=MailFormat.TEXT
    )
    subject = models.CharField(_("Betreff"), max_length=200)
    body = models.TextField(_("Text"))
    is_default = models.BooleanField(_("Standard für diesen Bereich"), default=False)

    class Meta:
        ordering = ("area", "audience", Lower("name"))
        constraints = (
            models.UniqueConstraint(
                "area", "audience", Lower("name"), name="mail_template_name_unique"
            ),
            models.UniqueConstraint(
                fields=["area", "audience"],
                condition=Q(is_default=True),
                name="mail_template_one_default",
            ),
        )

    def __str__(self) -> str:
        return self.name
