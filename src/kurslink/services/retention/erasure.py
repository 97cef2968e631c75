"""Deletes people with everything that names them; what is left are numbers (decision 18)."""

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from kurslink.models import Course, Enrolment, Instructor, MailMessage, MailState, Participant
from kurslink.models.enrolment import HAS_PLACE
from kurslink.services.exports.taught_by import taught_by
from kurslink.services.retention.things import Counts, Thing

_NOT_OUT = (MailState.WAITING, MailState.TO_PRINT)
_BODY = {"subject": "", "text": "", "html": "", "calendar": "", "problem": None}
_ADDRESSEE = {"to_name": "", "to_address": ""}

_AT_ONCE = 500


def erase_due(people: "QuerySet[Participant]") -> Counts:
    """Erase everybody of `people`, some hundred at a time."""
    counts = {Thing.PARTICIPANTS: 0, Thing.ENROLMENTS: 0}
    after = 0
    while keys := list(people.filter(pk__gt=after).order_by("pk").values_list("pk")[:_AT_ONCE]):
        after = keys[-1][0]
        with transaction.atomic():
            locked = _locked([key for (key,) in keys])
            still_due = people.filter(pk__in=locked).order_by().values_list("pk", flat=True)
            for thing, count in erase_participants(list(still_due)).items():
                counts[thing] += count
    return counts


def erase_participants(keys: list[int]) -> Counts:
    """Delete these people, their enrolments, and their names in mails; needs a transaction.

    How many had a place in a course stays known. Mails keep their line: when, what, which course.
    A test mail belongs to nobody, but shows what somebody in its course would get.
    """
    own = Enrolment.objects.filter(participant__in=keys)
    of_others = Enrolment.objects.filter(registrant__in=keys)
    _settle(own)
    _forget(MailMessage.objects.filter(is_test=True, course__in=own.order_by().values("course")))
    _forget(MailMessage.objects.filter(enrolment__in=of_others), keeps_told=True)
    _forget(MailMessage.objects.filter(enrolment__in=own))
    MailMessage.objects.filter(enrolment__in=own).update(enrolment=None)
    of_others.update(registrant=None)
    enrolments, _ = own.delete()
    participants, _ = Participant.objects.filter(pk__in=keys).delete()
    return {Thing.PARTICIPANTS: participants, Thing.ENROLMENTS: enrolments}


def erase_instructor(person: Instructor) -> Counts:
    """Delete the person, and the texts of all mails of the courses taught; needs a transaction.

    Those texts may name who teaches, to whomever they went; the courses are over.
    """
    courses = taught_by(Course.objects.all(), person).order_by().values("pk")
    mails = MailMessage.objects.filter(course__in=courses)
    mails.filter(state__in=_NOT_OUT).delete()
    mails.update(**_BODY)
    _forget(MailMessage.objects.filter(instructor=person))
    MailMessage.objects.filter(instructor=person).update(instructor=None)
    person.delete()
    return {Thing.INSTRUCTORS: 1}


def _locked(keys: list[int]) -> list[int]:
    """Who is still there; nobody can be enrolled anew until the transaction ends."""
    rows = Participant.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _settle(enrolments: "QuerySet[Enrolment]") -> None:
    placed = enrolments.filter(HAS_PLACE).values("course")
    counted = Enrolment.objects.filter(HAS_PLACE, course=OuterRef("pk")).order_by()
    total = Subquery(counted.values("course").annotate(total=Count("pk")).values("total"))
    Course.objects.filter(pk__in=placed).update(settled=Greatest("settled", total))


def _forget(mails: "QuerySet[MailMessage]", *, keeps_told: bool = False) -> None:
    """Keep only the lines; what is not sent yet never will be."""
    mails.filter(state__in=_NOT_OUT).delete()
    told = {} if keeps_told else {"told": {}, "version": ""}
    mails.update(**_BODY, **_ADDRESSEE, **told)
