"""The outbox: what is to be sent or printed, and what became of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kurslink.models.course import Course
from kurslink.models.encryption import EncryptedTextField
from kurslink.models.enrolment import Enrolment
from kurslink.models.instructor import Instructor
from kurslink.models.mail_template import Audience, MailArea, MailTemplate
from kurslink.models.user import User


class DispatchState(models.TextChoices):
    """How far a dispatch is."""

    PLANNED = "planned", _("geplant")
    HELD = "held", _("angehalten")
    DONE = "done", _("ausgeführt")
    CANCELLED = "cancelled", _("abgebrochen")


class Dispatch(models.Model):
    """What somebody sends to people of one course (Versand), now or later.

    Its mails are written when its time comes, from what is true then. `days_before` (the first
    course day) moves with the course; `due_at` is the moment that follows from it. `problem`
    (code and data of a refusal) says why it is held.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="dispatches")
    area = models.CharField(max_length=20, choices=MailArea)
    to_participants = models.BooleanField(_("an Teilnehmende"), default=True)
    to_instructors = models.BooleanField(_("an Dozenten"), default=False)
    participants_template = models.ForeignKey(
        MailTemplate, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    instructors_template = models.ForeignKey(
        MailTemplate, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    only_new = models.BooleanField(_("nur an noch nicht versandte"), default=True)
    with_calendar = models.BooleanField(_("Kalenderdatei anhängen"), default=True)
    days_before = models.PositiveSmallIntegerField(null=True, blank=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=DispatchState, default=DispatchState.PLANNED)
    problem = models.JSONField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    placed_by = models.CharField(max_length=150)
    placed_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-placed_at", "-pk")
        indexes = (
            models.Index(
                fields=["due_at"],
                condition=Q(state=DispatchState.PLANNED),
                name="dispatch_planned_by_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.area} {self.course_id} ({self.state})"


class MailState(models.TextChoices):
    """What became of a mail, or of the letter for somebody without an address."""

    WAITING = "waiting", _("wartet")
    HANDED_OVER = "handed_over", _("wird übergeben")
    SENT = "sent", _("gesendet")
    REJECTED = "rejected", _("abgelehnt")
    UNCERTAIN = "uncertain", _("ungewiss")
    CANCELLED = "cancelled", _("abgebrochen")
    TO_PRINT = "to_print", _("Brief zu drucken")
    PRINTED = "printed", _("Brief gedruckt")


NOT_TOLD = (MailState.REJECTED, MailState.CANCELLED)
"""Mails in one of these told nobody anything: they may be written once more."""


ACCOUNT_MAIL = "account"
"""The area of mails about people's own sign-in; no template of the office is for it."""

_AREAS = (*MailArea.choices, (ACCOUNT_MAIL, _("Benutzerkonto")))
_AUDIENCES = (*Audience.choices, (ACCOUNT_MAIL, _("Benutzer")))


class MailMessage(models.Model):
    """One mail, finished, or the letter for a person without an address (`to_address` empty).

    HANDED_OVER is stored right before the mail server is given the end of the mail: who dies
    after that leaves it to a person whether it arrived, for a mail is never sent twice. `told` is
    what it says about the way in (variables and days), `version` a digest of that: nobody gets
    the same version twice unless `round` counts an intended repetition.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dispatch = models.ForeignKey(
        Dispatch, models.CASCADE, null=True, blank=True, related_name="mails"
    )
    course = models.ForeignKey(Course, models.CASCADE, null=True, blank=True, related_name="mails")
    area = models.CharField(max_length=20, choices=_AREAS)
    audience = models.CharField(max_length=20, choices=_AUDIENCES)
    enrolment = models.ForeignKey(
        Enrolment, models.CASCADE, null=True, blank=True, related_name="mails"
    )
    instructor = models.ForeignKey(
        Instructor, models.CASCADE, null=True, blank=True, related_name="mails"
    )
    to_name = models.CharField(max_length=300, blank=True)
    to_address = models.EmailField(blank=True)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(blank=True, help_text="iCalendar file to attach")
    told = models.JSONField(default=dict, blank=True)
    version = models.CharField(max_length=64, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    repeats = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="repetitions"
    )
    state = models.CharField(max_length=12, choices=MailState, default=MailState.WAITING)
    is_test = models.BooleanField(default=False)
    placed_by = models.CharField(max_length=150)
    placed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0, help_text="put off by the server")
    handed_over_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("placed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["enrolment", "area", "version", "round"],
                condition=Q(enrolment__isnull=False) & ~Q(state__in=NOT_TOLD),
                name="mail_once_per_enrolment",
            ),
            models.UniqueConstraint(
                fields=["instructor", "course", "area", "version", "round"],
                condition=Q(instructor__isnull=False) & ~Q(state__in=NOT_TOLD),
                name="mail_once_per_instructor",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"], condition=Q(state=MailState.WAITING), name="mail_waiting_by_due"
            ),
            models.Index(
                fields=["handed_over_at"],
                condition=Q(handed_over_at__isnull=False),
                name="mail_by_handed_over",
            ),
            models.Index(fields=["-placed_at", "-id"], name="mail_newest_first"),
        )

    def __str__(self) -> str:
        return f"{self.uid} ({self.state})"


class MailSecret(models.Model):
    """The personal link of a mail, put into its texts while it goes out and forgotten after that.

    Apart from the mail, because many may read what stands in the outbox.
    """

    mail = models.OneToOneField(
        MailMessage, models.CASCADE, primary_key=True, related_name="secret"
    )
    link = EncryptedTextField(_("persönlicher Link"))

    def __str__(self) -> str:
        return f"{self.mail_id}"


class OutboxState(models.Model):
    """A single row: whether the mail server can be had, for pages and the next attempt."""

    problem = models.JSONField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="in a row")
    tried_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True, help_text="not before")

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="outbox_state_only_one"),)

    def __str__(self) -> str:
        return "Postausgang"

    @classmethod
    def load(cls) -> "OutboxState":
        """The row, made on first use."""
        return cls.objects.get_or_create(pk=1)[0]
