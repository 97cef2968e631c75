"""The pick list „Software für Online-Kurse"; its entry „Zoom" switches our functions on."""

from django.db import models
from django.db.models.functions import Lower, Trim
from django.utils.translation import gettext_lazy as _

ZOOM = "Zoom"


class Software(models.Model):
    """One entry of the list. Exactly „Zoom" is ours; every other spelling of it is refused."""

    name = models.CharField(_("Bezeichnung"), max_length=60)
    default_link = models.URLField(_("Standardlink"), blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(Lower("name"), name="software_name_unique"),
            models.CheckConstraint(
                condition=models.Q(name=ZOOM) | ~models.Q(name__iregex=r"^\s*zoom\s*$"),
                name="software_zoom_in_its_spelling",
            ),
            models.CheckConstraint(
                condition=models.Q(name=Trim("name")) & ~models.Q(name=""),
                name="software_name_trimmed",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_zoom(self) -> bool:
        """Whether courses with this software get their meeting from us."""
        return self.name == ZOOM
