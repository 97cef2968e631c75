"""An order (Auftrag): what somebody wants done at Zoom for a course, until it is done."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderKind(models.TextChoices):
    """What is to be done."""

    TRANSFER = "transfer", _("übertragen")
    WITHDRAW = "withdraw", _("Meeting löschen")


class OrderState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting", _("wartet")
    RUNNING = "running", _("läuft")
    ENDED = "ended", _("fertig")
    CANCELLED = "cancelled", _("abgebrochen")


OPEN = (OrderState.WAITING, OrderState.RUNNING)
"""An order in one of these is still to be done."""


class Batch(models.Model):
    """Courses that were sent together (Sammelübertragung), each with an order of its own."""

    placed_by = models.CharField(max_length=150)
    placed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-placed_at", "-pk")

    def __str__(self) -> str:
        return f"{self.placed_at:%d.%m.%Y %H:%M} {self.placed_by}"


class Order(models.Model):
    """One wish for one course. The row is the truth; a job of the queue only points at it.

    Whoever works on it holds `token` until `leased_until`; a worker that lost it stores nothing.
    `due_at` is when it may begin, so a host whose day is used up waits for the next one.
    `status` (a word of the public commands) and `result` tell what the latest attempt came to.
    """

    course = models.ForeignKey("kurslink.Course", models.CASCADE, related_name="orders")
    batch = models.ForeignKey(Batch, models.CASCADE, null=True, blank=True, related_name="orders")
    kind = models.CharField(max_length=10, choices=OrderKind)
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.WAITING)
    is_urgent = models.BooleanField(help_text="somebody waits for it: before every batch")
    placed_by = models.CharField(max_length=150)
    placed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    token = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    is_wanted_again = models.BooleanField(default=False, help_text="asked for while it ran")
    is_stop_wanted = models.BooleanField(default=False, help_text="„abbrechen“ while it ran")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="used up by faults")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=15, blank=True)
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("placed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["course"], condition=models.Q(state__in=OPEN), name="order_one_open"
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"], condition=models.Q(state__in=OPEN), name="order_open_by_due"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.course_id} ({self.state})"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN

    def waits_until(self, now: datetime) -> datetime | None:
        """The moment it waits for; None if nothing but a free worker is missing, or it runs."""
        is_later = self.state == OrderState.WAITING and self.due_at > now
        return self.due_at if is_later else None
