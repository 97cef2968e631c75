"""Which variables a mail to participants or to instructors may contain."""

from kurslink.models import Audience
from kurslink.services.variables.known import VARIABLES, Level, Variable

FOR_HOSTS_ONLY = frozenset({"WEBIN_MOCO"})
"""Whoever has the moderator code can take the meeting over: no participant ever gets it."""


def mail_variables(audience: Audience) -> tuple[Variable, ...]:
    """What a template for `audience` may contain, in the order of the picker."""
    if audience == Audience.PARTICIPANTS:
        return tuple(each for each in VARIABLES if each.name not in FOR_HOSTS_ONLY)
    return tuple(each for each in VARIABLES if each.level is not Level.ENROLMENT)
