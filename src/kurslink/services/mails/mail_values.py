"""The export variables of a mail: those of course, institution and sender, and of one person."""

from django.conf import settings
from django.utils import translation

from kurslink.models import Audience, Course, Enrolment, Institution, User
from kurslink.planning.salutation import salutation
from kurslink.services.mails.recipients import Recipient
from kurslink.services.variables.course_values import (
    Values,
    course_values,
    institution_values,
    user_values,
)
from kurslink.services.variables.enrolment_values import enrolment_values

_OWN = {"WEBIN_LINK": "ONLINELINK", "WEBIN_TNCO": "ONLINECODE", "WEBIN_PW": "ONLINEPW"}
_HOST_TOKEN = "zak="  # noqa: S105  # what marks Zoom's start link, which makes people the host


def shared_values(course: Course, *, user: User | None) -> Values:
    """What is the same in every mail of `course` (from `with_values`); `user` confirmed it."""
    institution = Institution.load()
    return course_values(course) | institution_values(institution) | user_values(user, institution)


def values_for(recipient: Recipient, shared: Values) -> Values:
    """Every variable as it is in the mail of `recipient`."""
    with translation.override(settings.LANGUAGE_CODE):
        return _for_audience(recipient, shared) | _person(recipient)


def _for_audience(recipient: Recipient, shared: Values) -> Values:
    """The moderator's code is for instructors only; a link that makes somebody host for nobody."""
    values = shared
    if recipient.audience is Audience.PARTICIPANTS:
        values = values | {"WEBIN_MOCO": ""}
    if recipient.enrolment is not None:
        values = values | enrolment_values(recipient.enrolment)
        values = values | _own_way_in(values, recipient.enrolment)
    return values | {"WEBIN_LINK": ""} if _HOST_TOKEN in values["WEBIN_LINK"] else values


def _own_way_in(values: Values, enrolment: Enrolment) -> Values:
    """The person's own values win; with an own link all three are the person's (decision 27)."""
    if values["WEBINAR"] and not enrolment.course.online.is_online:
        return {}
    own = {name: values[source] for name, source in _OWN.items()}
    return own if own["WEBIN_LINK"] else {name: text for name, text in own.items() if text}


def _person(recipient: Recipient) -> Values:
    """Who is addressed, and the name of who takes part or teaches."""
    to = recipient.addressee
    words = salutation(
        salutation=to.salutation,
        title=to.title,
        first_name=to.first_name,
        last_name=to.last_name,
    )
    person = recipient.enrolment.participant if recipient.enrolment else to
    return {"ANSPRACHE": words, "VORNAME": person.first_name, "NACHNAME": person.last_name}
