"""Every export variable there is: its group, on which level it has a value, who may have it."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Actor, Right
from kurslink.services.words.catalogue.export_variables import DESCRIPTIONS


class Group(TextChoices):
    """Where the picker shows a variable."""

    COURSE = "course", _("Kurs")
    ENROLMENT = "enrolment", _("Anmeldung")
    INSTITUTION = "institution", _("Einrichtung")
    USER = "user", _("Benutzer")


class Level(StrEnum):
    """What a variable needs: a course, a person who takes part or teaches, or an enrolment."""

    COURSE = "course"
    PERSON = "person"
    ENROLMENT = "enrolment"


@dataclass(frozen=True)
class Variable:
    """One variable; `right` is what it takes to have its value in a file.

    `is_long`: several lines, which belong into mails and not into a column.
    """

    name: str
    group: Group = Group.COURSE
    level: Level = Level.COURSE
    right: Right = Right.VIEW
    is_long: bool = False

    @property
    def description(self) -> str:
        """What it stands for, as the picker says it."""
        return str(DESCRIPTIONS[self.name])


VARIABLES = (
    Variable("KURSNR"),
    Variable("KURSTITEL"),
    Variable("SEMESTER"),
    Variable("BEG_DATTXT"),
    Variable("END_DATTXT"),
    Variable("UHRVON"),
    Variable("UHRBIS"),
    Variable("ANZ_TAGE"),
    Variable("KURSTAGE", is_long=True),
    Variable("KURSORT"),
    Variable("DOZ_NAME"),
    Variable("WEBINAR"),
    Variable("WEBIN_LINK"),
    Variable("WEBIN_RUFN"),
    Variable("WEBIN_TNCO"),
    Variable("WEBIN_MID"),
    Variable("WEBIN_PW", right=Right.EDIT),
    Variable("WEBIN_SW"),
    Variable("WEBIN_MOCO", right=Right.EDIT),
    Variable("WEBIN_ZUGZ"),
    Variable("WEBIN_HOSZ"),
    Variable("WEBIN_ALTZ"),
    Variable("ANSPRACHE", Group.ENROLMENT, Level.PERSON),
    Variable("TNR", Group.ENROLMENT, Level.ENROLMENT),
    Variable("ANREDE", Group.ENROLMENT, Level.PERSON),
    Variable("TITEL", Group.ENROLMENT, Level.PERSON),
    Variable("VORNAME", Group.ENROLMENT, Level.PERSON),
    Variable("NACHNAME", Group.ENROLMENT, Level.PERSON),
    Variable("EMAIL", Group.ENROLMENT, Level.PERSON),
    Variable("ANMELDENR", Group.ENROLMENT, Level.ENROLMENT),
    Variable("ANM_STATUS", Group.ENROLMENT, Level.ENROLMENT),
    Variable("ONLINELINK", Group.ENROLMENT, Level.ENROLMENT),
    Variable("ONLINECODE", Group.ENROLMENT, Level.ENROLMENT),
    Variable("ONLINEPW", Group.ENROLMENT, Level.ENROLMENT, Right.EDIT),
    Variable("EINR_KURZ", Group.INSTITUTION),
    Variable("EINR_NAME", Group.INSTITUTION),
    Variable("EINR_STR", Group.INSTITUTION),
    Variable("EINR_ORT", Group.INSTITUTION),
    Variable("EINR_WWW", Group.INSTITUTION),
    Variable("BEN_TEL", Group.USER),
    Variable("BEN_EMAIL", Group.USER),
)
BY_NAME = {variable.name: variable for variable in VARIABLES}


def course_variables(actor: Actor) -> tuple[Variable, ...]:
    """What `actor` may have in a file with one row per course, in the order of the picker."""
    of_courses = (each for each in VARIABLES if each.level is Level.COURSE and not each.is_long)
    return tuple(each for each in of_courses if actor.may(each.right))


def hidden_from(actor: Actor) -> frozenset[str]:
    """The names of those whose values `actor` may not have in a file."""
    return frozenset(each.name for each in VARIABLES if not actor.may(each.right))


def choose_course_variables(names: tuple[str, ...], *, actor: Actor) -> tuple[Variable, ...]:
    """The variables with these names; none means all that `actor` may have.

    Raises Refusal for the first name that is unknown, needs a person, has several lines, or is
    not for `actor`.
    """
    if not names:
        return course_variables(actor)
    return tuple(_chosen(name, actor) for name in names)


def _chosen(name: str, actor: Actor) -> Variable:
    variable = BY_NAME.get(name)
    if variable is None:
        known = [each.name for each in course_variables(actor)]
        raise Refusal(RefusalCode.VARIABLE_UNKNOWN, name=name, known=known)
    if variable.level is not Level.COURSE:
        raise Refusal(RefusalCode.VARIABLE_OF_ENROLMENT, name=name)
    if variable.is_long:
        raise Refusal(RefusalCode.VARIABLE_LONG, name=name)
    if not actor.may(variable.right):
        raise Refusal(RefusalCode.VARIABLE_NOT_ALLOWED, name=name)
    return variable


def enrolment_variables(actor: Actor) -> tuple[Variable, ...]:
    """What `actor` may have in a file with one row per enrolment, in the order of the picker."""
    of_courses = course_variables(actor)
    return tuple(
        each
        for each in VARIABLES
        if each in of_courses or (each.level is not Level.COURSE and actor.may(each.right))
    )


def choose_enrolment_variables(names: tuple[str, ...], *, actor: Actor) -> tuple[Variable, ...]:
    """As `choose_course_variables`, for a file with one row per enrolment."""
    offered = {each.name: each for each in enrolment_variables(actor)}
    if not names:
        return tuple(offered.values())
    return tuple(offered[name] if name in offered else _chosen(name, actor) for name in names)
