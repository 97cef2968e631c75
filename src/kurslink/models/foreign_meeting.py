"""A meeting at Zoom that no course holds: made by hand, by another program, or lost by us."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ForeignMeeting(models.Model):
    """One meeting as the latest look at its host's list showed it.

    `marker` is ours, verified, if the meeting carries it: only such a one may be deleted by us.
    """

    account = models.ForeignKey("kurslink.ZoomAccount", models.CASCADE, related_name="+")
    host = models.ForeignKey("kurslink.ZoomUser", models.CASCADE, related_name="+")
    zoom_meeting_id = models.BigIntegerField()
    topic = models.CharField(_("Thema"), max_length=200, blank=True)
    zoom_type = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(null=True, blank=True)
    duration = models.PositiveIntegerField(default=0, help_text="minutes")
    join_url = models.CharField(_("Link"), max_length=1000, blank=True)
    marker = models.CharField(max_length=40, blank=True)
    first_seen_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ignored_at = models.DateTimeField(null=True, blank=True)
    ignored_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["account", "zoom_meeting_id"], name="foreign_meeting_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.zoom_meeting_id} {self.topic}"
