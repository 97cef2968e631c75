"""Finds the instructor a number or an e-mail address means."""

from django.db.models import Q

from kurslink.models import Instructor
from kurslink.services.errors import Refusal, RefusalCode


def get_instructor(name: str) -> Instructor:
    """The one person with this number, or with this e-mail address whatever its case.

    Raises Refusal if there is none, or several share the address.
    """
    wanted = name.strip()
    matching = Q(number=wanted) | Q(email__iexact=wanted) if wanted else Q(pk=None)
    try:
        return Instructor.objects.get(matching)
    except (Instructor.DoesNotExist, Instructor.MultipleObjectsReturned):
        raise Refusal(RefusalCode.INSTRUCTOR_UNKNOWN, name=name) from None
