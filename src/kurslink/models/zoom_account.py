"""A Zugang: the credentials of one Zoom account, and how its meetings are made."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kurslink.models.encryption import EncryptedTextField


class ZoomAccount(models.Model):
    """One Zoom account (Server-to-Server OAuth). Secret and token are encrypted."""

    email = models.EmailField(_("E-Mail-Adresse für Zoom"))
    account_id = models.CharField(_("Account-ID"), max_length=100)
    client_id = models.CharField(_("Client-ID"), max_length=100)
    client_secret = EncryptedTextField(_("Client-Secret"))
    api_url = models.URLField(_("API-Adresse"), blank=True)
    oauth_url = models.URLField(_("Token-Adresse"), blank=True)
    is_practice = models.BooleanField(_("Übungszugang"), default=False)
    is_active = models.BooleanField(_("aktiv"), default=True)
    topic_template = models.CharField(_("Aufbau des Themas"), max_length=200, blank=True)
    max_occurrences = models.PositiveSmallIntegerField(_("Termine je Serie höchstens"), default=50)
    users_read_at = models.DateTimeField(_("Benutzer ausgelesen am"), null=True, blank=True)
    token = EncryptedTextField(default="", editable=False)
    token_fingerprint = models.CharField(max_length=64, default="", editable=False)

    class Meta:
        ordering = ("email",)
        constraints = (
            models.UniqueConstraint(Lower("email"), name="zoom_account_email_unique"),
            models.UniqueConstraint(
                "account_id", "api_url", name="zoom_account_one_per_zoom_account"
            ),
        )

    def __str__(self) -> str:
        return self.email


class LicenceType(models.IntegerChoices):
    """Zoom's kinds of user; only licensed ones can hold courses without a time limit."""

    BASIC = 1, _("Basic")
    LICENSED = 2, _("Lizenziert")
    ON_PREMISE = 3, _("On-Premise")
    UNASSIGNED = 4, _("ohne Meeting-Lizenz")
    NONE = 99, _("keine")


class ZoomUser(models.Model):
    """A user (Lizenz) of a Zoom account, as last read from Zoom."""

    account = models.ForeignKey(ZoomAccount, models.CASCADE, related_name="users")
    zoom_user_id = models.CharField(max_length=100, blank=True)
    email = models.EmailField(_("E-Mail"))
    name = models.CharField(_("Name"), max_length=200, blank=True)
    licence_type = models.PositiveSmallIntegerField(_("Lizenztyp"), choices=LicenceType)
    status = models.CharField(_("Status"), max_length=20)
    is_offered = models.BooleanField(_("als Host anbieten"), default=False)
    vanished_at = models.DateTimeField(_("nicht mehr in Zoom seit"), null=True, blank=True)

    class Meta:
        ordering = ("email",)
        constraints = (
            models.UniqueConstraint("account", Lower("email"), name="zoom_user_email_unique"),
        )

    def __str__(self) -> str:
        return self.email

    @property
    def may_host(self) -> bool:
        """Licensed, active and still there: can hold meetings of any length."""
        return (
            self.licence_type == LicenceType.LICENSED
            and self.status == "active"
            and self.vanished_at is None
        )
