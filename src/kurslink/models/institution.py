"""The one institution this installation serves."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Institution(models.Model):
    """A single row; its instance id tells our meetings at Zoom from other installations'."""

    name = models.CharField(_("Name"), max_length=200, default="Volkshochschule")
    activation_code = models.TextField(_("Freischaltung"), blank=True, default="")
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
