"""The journal (Protokoll): who did what when. Entries are added and never changed (decision 20)."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    """What kind of somebody did it."""

    USER = "user", _("Benutzer")
    SYSTEM = "system", _("Kurslink")
    SHELL = "shell", _("Kommandozeile")
    TOKEN = "token", _("Schnittstelle")


class SubjectKind(models.TextChoices):
    """What it was done to."""

    COURSE = "course", _("Kurs")
    PARTICIPANT = "participant", _("Teilnehmende")
    INSTRUCTOR = "instructor", _("Dozent")
    USER = "user", _("Benutzer")
    ACCOUNT = "account", _("Zugang")
    TEMPLATE = "template", _("E-Mail-Vorlage")
    SOFTWARE = "software", _("Software")
    FOREIGN_MEETING = "foreign_meeting", _("fremdes Meeting")
    TOKEN = "token", _("Token der Schnittstelle")
    WEBHOOK = "webhook", _("Webhook")
    INSTALLATION = "installation", _("Installation")


class JournalEntry(models.Model):
    """One thing somebody did. Everybody and everything is named by number, people only by that.

    No column is a foreign key: whatever is deleted, the entry stays as it was written. `at` is the
    database's clock. `label` is a name that belongs to nobody (course number, template). `values`
    holds what `services/journal/record` lets in: of things old and new values, of people the
    names of fields. `position` and the hashes are empty until the entry is sealed: from then on
    it has its place in the chain. `position` has no gaps and grows in the order in which
    transactions ended, so it is what a reader remembers who wants to miss nothing; `id` is not.
    A trigger of the database refuses every other change.
    """

    at = models.DateTimeField(db_default=Now())
    actor_kind = models.CharField(max_length=10, choices=ActorKind)
    actor_id = models.BigIntegerField(null=True)
    event = models.CharField(max_length=40, help_text="a value of Event")
    subject_kind = models.CharField(max_length=20, help_text="a value of SubjectKind")
    subject_id = models.BigIntegerField(null=True)
    label = models.CharField(max_length=200, blank=True)
    course_id = models.BigIntegerField(null=True)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    position = models.BigIntegerField(null=True, unique=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["at"], name="journal_by_moment"),
            models.Index(fields=["course_id", "-id"], name="journal_of_course"),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="journal_of_subject"),
            models.Index(fields=["actor_kind", "actor_id", "-id"], name="journal_of_actor"),
            models.Index(
                fields=["id"], condition=models.Q(position=None), name="journal_not_sealed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.event} {self.subject_kind} {self.subject_id or ''}"


class JournalChain(models.Model):
    """A single row: where the chain begins since the oldest part was cut off, and where it ends.

    The end is kept so that missing newest entries are noticed too.
    """

    cut_position = models.BigIntegerField(default=0)
    cut_hash = models.CharField(max_length=64, default="0" * 64)
    end_position = models.BigIntegerField(default=0)
    end_hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(pk=1), name="journal_chain_only_one"),
        )

    def __str__(self) -> str:
        return f"{self.cut_position}–{self.end_position}"

    @classmethod
    def load(cls) -> "JournalChain":
        """The row, made on first use."""
        return cls.objects.get_or_create(pk=1)[0]
