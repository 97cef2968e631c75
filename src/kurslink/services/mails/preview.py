"""What a text makes of a real course and one of its people, before anybody gets it."""

from dataclasses import dataclass

from kurslink.models import Audience, Course, Enrolment, Institution, Instructor, Participant, User
from kurslink.models.enrolment import HAS_PLACE
from kurslink.services.mails.rendering import MailText, Rendered, render_mail
from kurslink.services.variables.course_values import (
    Values,
    course_values,
    institution_values,
    person_values,
    times_differ,
    user_values,
)
from kurslink.services.words.catalogue.mails import SAMPLE_PERSON


@dataclass(frozen=True)
class Preview:
    """The mail as `to_name` would get it."""

    mail: Rendered
    to_name: str


def preview_mail(
    text: MailText, audience: Audience, course: Course, *, user: User | None
) -> Preview:
    """The mail to the first person of `course` (from `with_values`), or to a made-up one.

    `user` is who would confirm the sending. The text must be without problems.
    """
    person, values = _addressee(audience, course)
    institution = Institution.load()
    values |= course_values(course) | institution_values(institution)
    values |= user_values(user, institution) | person_values(person)
    mail = render_mail(text, values, times_differ=times_differ(course))
    return Preview(mail, str(person))


def _addressee(audience: Audience, course: Course) -> tuple[Participant | Instructor, Values]:
    if audience == Audience.INSTRUCTORS:
        return course.instructors.first() or Instructor(**SAMPLE_PERSON), {}
    enrolments = course.enrolments.filter(HAS_PLACE).select_related("participant")
    enrolment = enrolments.first() or Enrolment(participant=Participant(**SAMPLE_PERSON))
    return enrolment.participant, {
        "ONLINELINK": enrolment.link,
        "ONLINECODE": enrolment.participant_code,
        "ONLINEPW": enrolment.passcode,
    }
