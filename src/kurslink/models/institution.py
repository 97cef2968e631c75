"""The one institution this installation serves."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from kurslink.models.user import SecondFactorRule


class Institution(models.Model):
    """A single row; its instance id tells our meetings at Zoom from other installations'.

    `contact_…` is the standard contact (Ansprechpartner) in mails nobody confirmed by name.
    """

    name = models.CharField(_("Name"), max_length=200, default="Volkshochschule")
    short_name = models.CharField(_("Kürzel"), max_length=40, blank=True)
    street = models.CharField(_("Straße"), max_length=200, blank=True)
    city = models.CharField(_("PLZ Ort"), max_length=200, blank=True)
    website = models.CharField(_("Internet"), max_length=200, blank=True)
    sender_address = models.EmailField(_("Absenderadresse"), blank=True)
    contact_phone = models.CharField(_("Telefon des Ansprechpartners"), max_length=50, blank=True)
    contact_email = models.EmailField(_("E-Mail des Ansprechpartners"), blank=True)
    activation_code = models.TextField(_("Freischaltung"), blank=True, default="")
    second_factor = models.CharField(
        _("Zweiter Faktor verlangt von"),
        max_length=10,
        choices=SecondFactorRule,
        default=SecondFactorRule.NOBODY,
    )
    instance_id = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(pk=1), name="institution_only_one"),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def load(cls) -> "Institution":
        """The row, made on first use."""
        return cls.objects.get_or_create(pk=1)[0]
