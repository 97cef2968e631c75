"""Who has been told the way in, as questions about enrolments."""

from django.db.models import Exists, OuterRef, QuerySet

from kurslink.models import NOT_TOLD, Enrolment, MailMessage
from kurslink.models.enrolment import HAS_PLACE
from kurslink.services.mails.mails_before import TELLS


def told_people() -> "QuerySet[Enrolment]":
    """Who has a place, and a mail that tells the way in."""
    return Enrolment.objects.filter(HAS_PLACE, _is_told())


def untold_people() -> "QuerySet[Enrolment]":
    """Who has a place, and no such mail."""
    return Enrolment.objects.filter(HAS_PLACE, ~_is_told())


def _is_told() -> Exists:
    mails = MailMessage.objects.filter(enrolment=OuterRef("pk"), area__in=TELLS, is_test=False)
    return Exists(mails.exclude(state__in=NOT_TOLD).order_by())
