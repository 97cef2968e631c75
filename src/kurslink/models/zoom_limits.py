"""What is left of Zoom's limits, shared by all workers of all machines."""

from django.db import models


class WriteBudget(models.Model):
    """Creates and updates of one host on one UTC day; never fewer than Zoom has counted of ours.

    `is_exhausted`: Zoom itself said that this host's day is used up.
    """

    host = models.ForeignKey("kurslink.ZoomUser", models.CASCADE, related_name="budgets")
    on = models.DateField()
    used = models.PositiveIntegerField(default=0)
    is_exhausted = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["host", "on"], name="write_budget_one_per_day"),
        )

    def __str__(self) -> str:
        return f"{self.host} {self.on}: {self.used}"


class CallRate(models.Model):
    """The latest time slot handed out for calls of one label of one Zoom account (database clock).

    `share` is the part of the limit we use; a 429 makes it smaller, time makes it whole again.
    """

    account = models.ForeignKey("kurslink.ZoomAccount", models.CASCADE, related_name="rates")
    label = models.CharField(max_length=10)
    taken_at = models.DateTimeField()
    share = models.FloatField(default=1.0)
    slowed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "label"], name="call_rate_one_per_label"),
        )

    def __str__(self) -> str:
        return f"{self.account} {self.label}"
