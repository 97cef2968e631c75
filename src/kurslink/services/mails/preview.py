"""What a text makes of a real course and one of its people, before anybody gets it."""

from dataclasses import dataclass

from kurslink.models import Audience, Course, Enrolment, Instructor, Participant, User
from kurslink.services.mails.mail_values import shared_values, values_for
from kurslink.services.mails.recipients import Recipient, recipients_of
from kurslink.services.mails.rendering import MailText, Rendered, render_mail
from kurslink.services.variables.course_values import times_differ
from kurslink.services.words.catalogue.standard_mails import SAMPLE_PERSON


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
    recipient = _first(course, audience) or _made_up(course, audience)
    values = values_for(recipient, shared_values(course, user=user))
    mail = render_mail(text, values, times_differ=times_differ(course))
    return Preview(mail, str(recipient.addressee))


def _first(course: Course, audience: Audience) -> Recipient | None:
    is_instructor = audience == Audience.INSTRUCTORS
    people = recipients_of(course, participants=not is_instructor, instructors=is_instructor)
    return next(iter(people), None)


def _made_up(course: Course, audience: Audience) -> Recipient:
    if audience == Audience.INSTRUCTORS:
        person = Instructor(**SAMPLE_PERSON)
        return Recipient(Audience.INSTRUCTORS, person, instructor=person)
    enrolment = Enrolment(course=course, participant=Participant(**SAMPLE_PERSON))
    return Recipient(Audience.PARTICIPANTS, enrolment.participant, enrolment=enrolment)
