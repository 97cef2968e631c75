"""How a program shows who it is: tokens of the REST API, and what it has asked for once already."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kurslink.models.mail_message import Dispatch
from kurslink.models.order import Order
from kurslink.models.user import Role


class ApiToken(models.Model):
    """A token of one program, with the rights of a role.

    Of the secret only its SHA-256 is kept (it has 256 random bits, so nothing can be guessed from
    that); `prefix` are its first characters, by which people tell tokens apart.
    """

    name = models.CharField(_("Bezeichnung"), max_length=100)
    role = models.CharField(_("Rolle"), max_length=10, choices=Role)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="to the hour")
    expires_on = models.DateField(_("gültig bis"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class ApiRequest(models.Model):
    """A request that carried an Idempotency-Key, and the row it led to.

    The same key leads there again; with another request (`digest`) it is refused.
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="requests")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    order = models.ForeignKey(Order, models.CASCADE, null=True, blank=True, related_name="+")
    dispatch = models.ForeignKey(Dispatch, models.CASCADE, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["token", "key"], name="api_request_key_unique"),
        )

    def __str__(self) -> str:
        return self.key
