"""People who teach; no telephone numbers, no addresses: we do not need them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kurslink.models.sort_key import sort_key


class Instructor(models.Model):
    """An instructor (Dozent/in), known by the number of the course administration if it has one."""

    number = models.CharField(_("Nummer"), max_length=30, blank=True)
    salutation = models.CharField(_("Anrede"), max_length=30, blank=True)
    title = models.CharField(_("Titel"), max_length=50, blank=True)
    first_name = models.CharField(_("Vorname"), max_length=100, blank=True)
    last_name = models.CharField(_("Nachname"), max_length=100)
    email = models.EmailField(_("E-Mail"), blank=True)
    name_key = sort_key("last_name", "first_name")

    class Meta:
        ordering = ("name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="instructor_number_unique"
            ),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)
