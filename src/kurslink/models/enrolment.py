"""A person in a course (Belegung), and the person's own way in if it differs from the course's."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from kurslink.models.course import Course
from kurslink.models.participant import Participant


class EnrolmentStatus(models.TextChoices):
    """Whether the person has a place; the values are those of `sources.enrolment_rows`."""

    ENROLLED = "enrolled", _("angemeldet")
    WAITING = "waiting", _("Warteliste")
    CANCELLED = "cancelled", _("storniert")


class Enrolment(models.Model):
    """An enrolment is only cancelled, or marked once the export omits it; what removes it is
    data protection alone (services/retention/erasure.py).

    `registrant` is who registered somebody else; None: the participant did. `is_imported` tells
    what files may mark as missing, `is_cancelled_here` what they must not revive. `external_id`:
    what a program that uses the REST API calls it.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="enrolments")
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name=_("Teilnehmer"), related_name="enrolments"
    )
    registrant = models.ForeignKey(
        Participant,
        models.PROTECT,
        verbose_name=_("Anmelder"),
        related_name="registrations",
        null=True,
        blank=True,
    )
    number = models.CharField(_("Anmeldenummer"), max_length=40, blank=True)
    external_id = models.CharField(max_length=100, blank=True, editable=False)
    status = models.CharField(
        _("Status"), max_length=10, choices=EnrolmentStatus, default=EnrolmentStatus.ENROLLED
    )
    link = models.CharField(_("Link"), max_length=200, blank=True)
    participant_code = models.CharField(_("Teilnehmer-Code"), max_length=200, blank=True)
    passcode = models.CharField(_("Passwort"), max_length=200, blank=True)
    is_imported = models.BooleanField(default=False)
    is_cancelled_here = models.BooleanField(default=False)
    missing_since = models.DateTimeField(_("nicht mehr im Export seit"), null=True, blank=True)

    class Meta:
        ordering = ("participant__name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["course", "participant", "number"], name="enrolment_unique"
            ),
            models.UniqueConstraint(
                fields=["course", "external_id"],
                condition=~Q(external_id=""),
                name="enrolment_external_id_unique",
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant} in {self.course.number}"

    @property
    def has_place(self) -> bool:
        """Whether the person is expected in the course now."""
        return self.status == EnrolmentStatus.ENROLLED and self.missing_since is None


HAS_PLACE = Q(status=EnrolmentStatus.ENROLLED, missing_since=None)


def places_taken() -> Coalesce:
    """For annotating courses: how many have a place, counted here if anybody was ever enrolled.

    Else it is the course file's own number (`Course.enrolled`), null if unknown (decision 11).
    Who was deleted is still counted (`Course.settled`, decision 18).
    """
    enrolments = Enrolment.objects.filter(course=OuterRef("pk")).order_by().values("course")
    counted = enrolments.annotate(total=Count("pk", filter=HAS_PLACE)).values("total")
    number = models.IntegerField()
    here = Greatest(Subquery(counted), "settled", output_field=number)
    return Coalesce(here, "enrolled", output_field=number)
