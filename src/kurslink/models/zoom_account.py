"""A Zugang: the credentials of one Zoom account, and how its meetings are made."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kurslink.models.encryption import EncryptedTextField


class AccountKind(models.TextChoices):
    """How a Zugang proves itself to Zoom; decision 3 keeps the older kind, marked as such."""

    SERVER_TO_SERVER = "server_to_server", _("Server-to-Server OAuth")
    JWT = "jwt", _("JWT (von Zoom am 08.09.2023 abgeschaltet)")


class TokenValidity(models.TextChoices):
    """„Token gültig für" of a JWT app."""

    HOUR = "hour", _("1 Stunde")
    DAY = "day", _("1 Tag")
    WEEK = "week", _("1 Woche")


class Plan(models.TextChoices):
    """What the account pays for; it decides how many calls per second Zoom allows."""

    FREE = "free", _("Basic (kostenlos)")
    PRO = "pro", _("Pro")
    BUSINESS = "business", _("Business, Education oder Enterprise")


class LiveAccounts(models.Manager["ZoomAccount"]):
    """Finds every Zugang but deleted ones; a meeting of the past still leads to its own."""

    def get_queryset(self) -> models.QuerySet["ZoomAccount"]:
        """All that are not deleted."""
        return super().get_queryset().filter(deleted_at=None)


class ZoomAccount(models.Model):
    """One Zoom account. Secrets and token are encrypted.

    A deleted one stays as a name in the history, without its secrets. `passcode_rule` is the own
    structure of passcodes (fields of planning.PasscodeRule), None if nothing was set.
    """

    email = models.EmailField(_("E-Mail-Adresse für Zoom"))
    kind = models.CharField(
        _("Art"), max_length=20, choices=AccountKind, default=AccountKind.SERVER_TO_SERVER
    )
    account_id = models.CharField(_("Account-ID"), max_length=100, blank=True)
    client_id = models.CharField(_("Client-ID"), max_length=100, blank=True)
    client_secret = EncryptedTextField(_("Client-Secret"), blank=True, default="")
    api_key = models.CharField(_("API Key (App Marketplace)"), max_length=100, blank=True)
    api_secret = EncryptedTextField(_("API Secret (App Marketplace)"), blank=True, default="")
    token_validity = models.CharField(
        _("Token gültig für"), max_length=4, choices=TokenValidity, default=TokenValidity.DAY
    )
    api_url = models.URLField(_("API-Adresse"), blank=True)
    oauth_url = models.URLField(_("Token-Adresse"), blank=True)
    is_practice = models.BooleanField(_("Übungszugang"), default=False)
    is_active = models.BooleanField(_("aktiv"), default=True)
    topic_template = models.CharField(_("Aufbau des Themas"), max_length=200, blank=True)
    max_occurrences = models.PositiveSmallIntegerField(_("Termine je Serie höchstens"), default=50)
    passcode_rule = models.JSONField(_("Aufbau des Passworts"), null=True, blank=True)
    plan = models.CharField(_("Tarif"), max_length=10, choices=Plan, default=Plan.PRO)
    buffer_minutes = models.PositiveSmallIntegerField(
        _("Puffer zwischen zwei Kursen einer Lizenz (Minuten)"), default=15
    )
    webhook_secret = EncryptedTextField(_("Secret Token für Ereignisse"), blank=True, default="")
    users_read_at = models.DateTimeField(_("Benutzer ausgelesen am"), null=True, blank=True)
    token = EncryptedTextField(default="", editable=False)
    token_fingerprint = models.CharField(max_length=64, default="", editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[LiveAccounts] = LiveAccounts()

    class Meta:
        ordering = ("email",)
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(deleted_at=None),
                name="zoom_account_email_unique",
            ),
            models.UniqueConstraint(
                "account_id",
                "api_url",
                condition=~models.Q(account_id=""),
                name="zoom_account_one_per_zoom_account",
            ),
            # A second address of the same account makes no second account. Simulators do: each
            # calls its account the same.
            models.UniqueConstraint(
                "account_id",
                condition=~models.Q(account_id="") & models.Q(is_practice=False),
                name="zoom_account_one_whatever_its_address",
            ),
            models.UniqueConstraint(
                "api_key", condition=~models.Q(api_key=""), name="zoom_account_one_per_jwt_app"
            ),
        )

    def __str__(self) -> str:
        return self.email


class MeetingProfile(models.Model):
    """How the meetings of a Zugang are set up at Zoom. A waiting room rules out joining early."""

    account = models.OneToOneField(ZoomAccount, models.CASCADE, related_name="profile")
    waiting_room = models.BooleanField(_("Warteraum"), default=False)
    join_before_host = models.BooleanField(_("Beitritt vor dem Host"), default=False)
    join_before_minutes = models.PositiveSmallIntegerField(
        _("Beitritt vorher (Minuten)"), default=0
    )
    mute_upon_entry = models.BooleanField(_("Stummschalten beim Beitritt"), default=False)
    host_video = models.BooleanField(_("Video des Hosts an"), default=False)
    participant_video = models.BooleanField(_("Video der Teilnehmenden an"), default=False)
    zoom_notifications = models.BooleanField(_("E-Mails von Zoom"), default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(waiting_room=True, join_before_host=True),
                name="meeting_profile_waiting_room_or_early",
            ),
            models.CheckConstraint(
                condition=models.Q(join_before_minutes__in=(0, 5, 10, 15)),
                name="meeting_profile_minutes_zoom_knows",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account.email}"


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
