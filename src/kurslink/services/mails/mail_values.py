"""The export variables of a mail: those of course, institution and sender, and of one person."""

from kurslink.models import Audience, Course, Institution, User
from kurslink.planning.host_link import makes_host
from kurslink.services.mails.recipients import Recipient
from kurslink.services.variables.course_values import (
    Values,
    course_values,
    institution_values,
    user_values,
)
from kurslink.services.variables.enrolment_values import enrolment_values
from kurslink.services.variables.person_values import greeting_values, person_values

_OWN = {"WEBIN_LINK": "ONLINELINK", "WEBIN_TNCO": "ONLINECODE", "WEBIN_PW": "ONLINEPW"}


def shared_values(course: Course, *, user: User | None) -> Values:
    """What is the same in every mail of `course` (from `with_values`); `user` confirmed it."""
    institution = Institution.load()
    return course_values(course) | institution_values(institution) | user_values(user, institution)


def values_for(recipient: Recipient, shared: Values) -> Values:
    """Every variable as it is in the mail of `recipient`."""
    values = shared | greeting_values(recipient.addressee) | _enrolled(recipient, shared)
    if recipient.audience is Audience.PARTICIPANTS:
        values["WEBIN_MOCO"] = ""  # for instructors only
    if makes_host(values["WEBIN_LINK"]):
        values["WEBIN_LINK"] = ""
    return values


def _enrolled(recipient: Recipient, shared: Values) -> Values:
    """The person's own values win; with an own link all three are the person's (decision 27)."""
    if recipient.enrolment is None:
        return person_values(recipient.person)
    values = enrolment_values(recipient.enrolment)
    own = {name: values[source] for name, source in _OWN.items()}
    if own["WEBIN_LINK"]:
        return values | own
    return values | {name: text or shared[name] for name, text in own.items()}
