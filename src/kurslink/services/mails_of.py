"""Which mails were written to a person."""

from django.db.models import Q, QuerySet

from kurslink.models import Instructor, MailMessage, Participant


def mails_of(person: Participant | Instructor) -> "QuerySet[MailMessage]":
    """The mails and letters about what the person takes part in or teaches, the newest first.

    Also those the person got for somebody the person registered.
    """
    if isinstance(person, Instructor):
        mine = Q(instructor=person)
    else:
        mine = Q(enrolment__participant=person) | _as_registrant(person)
    mails = MailMessage.objects.filter(mine, is_test=False).select_related("course__semester")
    return mails.order_by("-placed_at", "-pk")


def _as_registrant(person: Participant) -> Q:
    at_address = Q(to_address__iexact=person.email) if person.email else Q(to_name=str(person))
    return Q(enrolment__registrant=person) & at_address
