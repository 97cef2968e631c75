"""The values of an enrolment's variables."""

from kurslink.models import Enrolment
from kurslink.services.variables.course_values import Values


def enrolment_values(enrolment: Enrolment) -> Values:
    """The person's own way in, empty while the course is no online course, and the name."""
    own = {
        "ONLINELINK": enrolment.link,
        "ONLINECODE": enrolment.participant_code,
        "ONLINEPW": enrolment.passcode,
    }
    is_online = enrolment.course.online.is_online
    person = enrolment.participant
    return (own if is_online else dict.fromkeys(own, "")) | {
        "VORNAME": person.first_name,
        "NACHNAME": person.last_name,
    }
