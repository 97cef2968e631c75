"""A meeting: what we want at Zoom for a course, and what we know is there."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    """Zoom's types 2, 8 and 3."""

    SINGLE = "single", _("einmalig")
    RECURRING = "recurring", _("wiederkehrend")
    NO_FIXED_TIME = "no_fixed_time", _("ohne feste Zeiten")


class MeetingState(models.TextChoices):
    """How far we are with it."""

    CREATING = "creating", _("wird angelegt")
    LIVE = "live", _("übertragen")
    DIFFERENCE = "difference", _("Abweichung")
    UNKNOWN = "unknown", _("unbekannt")
    FAILED = "failed", _("Fehler")
    GONE = "gone", _("in Zoom gelöscht")
    DELETED = "deleted", _("gelöscht")
    DETACHED = "detached", _("gelöst, in Zoom noch vorhanden")


HISTORY = (MeetingState.DELETED, MeetingState.DETACHED)
"""A meeting in one of these stands for no course any more."""


class Meeting(models.Model):
    """One meeting of a course. The row, with its marker, exists before the first request to Zoom.

    `part` counts the meetings a course holds at one time (over the occurrence limit), `generation`
    those it held one after the other. Deleted and detached meetings stay as history of link and
    passcode. `overridden` names the settings Zoom keeps otherwise than we sent them, because the
    account locks them: {name: {"sent": …, "held": …}}. `alternatives`, `settings` and the
    occurrences are what Zoom last told us: with them a plan needs no call. `drift` is what was
    changed at Zoom without us and waits for a person's decision (services/check_meeting.py);
    `check_due_at` is when somebody wants it compared with Zoom.
    """

    course = models.ForeignKey("kurslink.Course", models.PROTECT, related_name="meetings")
    part = models.PositiveSmallIntegerField(default=1)
    generation = models.PositiveIntegerField()
    marker = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=15, choices=MeetingKind, blank=True)
    state = models.CharField(max_length=12, choices=MeetingState, default=MeetingState.CREATING)
    host = models.ForeignKey("kurslink.ZoomUser", models.PROTECT, related_name="meetings")
    zoom_meeting_id = models.BigIntegerField(null=True, blank=True)
    topic = models.CharField(_("Thema"), max_length=200, blank=True)
    join_url = models.CharField(_("Link"), max_length=1000, blank=True)
    passcode = models.CharField(_("Passwort"), max_length=10, blank=True)
    alternatives = models.JSONField(default=list, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    problem = models.JSONField(null=True, blank=True)
    overridden = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    attempted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    transferred_at = models.DateTimeField(null=True, blank=True)
    transferred_by = models.CharField(max_length=150, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    check_due_at = models.DateTimeField(null=True, blank=True)
    drift = models.JSONField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["course", "part"],
                condition=~models.Q(state__in=HISTORY),
                name="meeting_one_per_course_and_part",
            ),
            models.UniqueConstraint(
                fields=["course", "part", "generation"], name="meeting_generation_unique"
            ),
            models.UniqueConstraint(
                fields=["zoom_meeting_id"],
                condition=~models.Q(state__in=HISTORY),
                name="meeting_zoom_id_unique",
            ),
        )

    def __str__(self) -> str:
        return f"{self.marker} ({self.state})"

    @property
    def is_at_zoom(self) -> bool:
        """Whether, as far as we know, Zoom holds this meeting."""
        is_ours = self.state not in (*HISTORY, MeetingState.GONE)
        return self.zoom_meeting_id is not None and is_ours

    def is_claimed(self, now: datetime) -> bool:
        """Whether somebody is working on it right now."""
        return self.claimed_until is not None and self.claimed_until > now


class Occurrence(models.Model):
    """A date of a meeting (Termin) as Zoom last told us."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="occurrences")
    occurrence_id = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField()
    duration = models.PositiveIntegerField(help_text="minutes")

    class Meta:
        ordering = ("starts_at", "pk")

    def __str__(self) -> str:
        return f"{self.starts_at:%d.%m.%Y %H:%M} UTC, {self.duration} min"


class TransferStep(models.Model):
    """One thing we asked Zoom to do for a meeting, and how it ended. Written before and after."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="steps")
    action = models.CharField(max_length=20)
    detail = models.JSONField(default=dict)
    host = models.ForeignKey("kurslink.ZoomUser", models.PROTECT, related_name="+")
    is_write = models.BooleanField(help_text="counts against the host's daily limit")
    actor = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    outcome = models.CharField(max_length=40, blank=True)
    request_id = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("started_at", "pk")

    def __str__(self) -> str:
        return f"{self.action}: {self.outcome or '…'}"
