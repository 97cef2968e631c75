"""The values of an enrolment's variables."""

from django.conf import settings
from django.utils import translation

from kurslink.models import Enrolment, EnrolmentStatus
from kurslink.services.variables.course_values import Values
from kurslink.services.variables.person_values import person_values


def enrolment_values(enrolment: Enrolment) -> Values:
    """The person, and the own way in; that is empty while the course is no online course."""
    own = {
        "ONLINELINK": enrolment.link,
        "ONLINECODE": enrolment.participant_code,
        "ONLINEPW": enrolment.passcode,
    }
    is_online = enrolment.course.online.is_online
    return _person(enrolment) | (own if is_online else dict.fromkeys(own, ""))


def _person(enrolment: Enrolment) -> Values:
    person = enrolment.participant
    with translation.override(settings.LANGUAGE_CODE):
        status = str(EnrolmentStatus(enrolment.status).label)
    return person_values(person) | {
        "TNR": person.number,
        "ANMELDENR": enrolment.number,
        "ANM_STATUS": status,
    }
