"""People who take part in courses, and people who register others."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kurslink.models.sort_key import sort_key


class Participant(models.Model):
    """A person (or firm) of the course administration; `number` is its Teilnehmernummer, if told.

    One address per person, checked before it is stored; families may share one.
    """

    number = models.CharField(_("Teilnehmernummer"), max_length=30, blank=True)
    salutation = models.CharField(_("Anrede"), max_length=30, blank=True)
    title = models.CharField(_("Titel"), max_length=50, blank=True)
    first_name = models.CharField(_("Vorname"), max_length=100, blank=True)
    last_name = models.CharField(_("Nachname"), max_length=100)
    email = models.EmailField(_("E-Mail"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=50, blank=True)
    name_key = sort_key("last_name", "first_name")

    class Meta:
        ordering = ("name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="participant_number_unique"
            ),
        )
        indexes = (models.Index(Lower("email"), name="participant_email"),)

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)
