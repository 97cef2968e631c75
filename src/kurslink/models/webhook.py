"""Where programs are told that something changed, and what became of telling them."""

import uuid
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from kurslink.models.encryption import EncryptedTextField


class WebhookEndpoint(models.Model):
    """An address of somebody else's that hears of chosen events of the journal.

    `position` is the last entry of the journal's chain that was looked at for it. Deliveries that
    fail for a day switch it off (`disabled_at`); `failing_since` is when the first of them failed.
    """

    url = models.CharField(_("Adresse"), max_length=500)
    secret = EncryptedTextField(_("Geheimnis"))
    events = models.JSONField(default=list)
    position = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("url", "pk")

    def __str__(self) -> str:
        return self.url

    @property
    def host(self) -> str:
        """The host alone, as the journal names it."""
        return urlsplit(self.url).hostname or ""


class DeliveryState(models.TextChoices):
    """How far a delivery is."""

    WAITING = "waiting", _("wartet")
    DELIVERED = "delivered", _("zugestellt")
    GIVEN_UP = "given_up", _("aufgegeben")


class WebhookDelivery(models.Model):
    """One event for one endpoint; `uid` is the same at every attempt, so that doubles are seen."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=60, blank=True, help_text="HTTP status, or what failed")

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(
                fields=["due_at"],
                condition=models.Q(state=DeliveryState.WAITING),
                name="webhook_delivery_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.uid} ({self.state})"
