"""The proxy between this installation and Zoom."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurslink.models.encryption import EncryptedTextField


class ProxySettings(models.Model):
    """A single row: every call to Zoom goes this way, except those of practice accounts."""

    is_used = models.BooleanField(_("Proxy verwenden"), default=False)
    server = models.CharField(_("Server"), max_length=253, blank=True)
    port = models.PositiveIntegerField(_("Port"), null=True, blank=True)
    user = models.CharField(_("Benutzer"), max_length=200, blank=True)
    password = EncryptedTextField(pgettext_lazy("login", "Passwort"), blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(pk=1), name="proxy_settings_only_one"),
            models.CheckConstraint(
                condition=models.Q(is_used=False)
                | (~models.Q(server="") & models.Q(port__range=(1, 65535))),
                name="proxy_settings_complete_when_used",
            ),
        )

    def __str__(self) -> str:
        return f"{self.server}:{self.port}" if self.is_used else "–"

    @classmethod
    def load(cls) -> "ProxySettings":
        """The row, made on first use; the password is opened when something asks for it."""
        return cls.objects.defer("password").get_or_create(pk=1)[0]
