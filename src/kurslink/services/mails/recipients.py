"""Who gets the mails of a course, and at which address."""

from dataclasses import dataclass

from kurslink.models import Audience, Course, Enrolment, Instructor, MailMessage, Participant


@dataclass(frozen=True)
class Recipient:
    """A person to be told: somebody with a place in the course, or somebody who teaches it.

    `addressee` is who the mail goes to: the person, or whoever registered a person without an
    address. Without any address (`address` empty) a letter is printed.
    """

    audience: Audience
    addressee: Participant | Instructor
    enrolment: Enrolment | None = None
    instructor: Instructor | None = None

    @property
    def address(self) -> str:
        """The e-mail address; empty if there is none."""
        return self.addressee.email

    @property
    def person(self) -> Participant | Instructor:
        """Who takes part or teaches."""
        return self.enrolment.participant if self.enrolment else self.addressee

    @property
    def is_registrant(self) -> bool:
        """Whether the mail goes to whoever registered the person."""
        return self.addressee != self.person

    @property
    def key(self) -> tuple[Audience, int]:
        """Tells the people of one course apart."""
        person = self.enrolment or self.instructor
        return self.audience, person.pk if person else 0


def recipients_of(
    course: Course, *, participants: bool, instructors: bool
) -> tuple[Recipient, ...]:
    """The people of `course`, participants first, in order of name.

    Nobody on the waiting list, nobody who cancelled or vanished from the export.
    """
    found: list[Recipient] = []
    if participants:
        enrolments = course.enrolments.select_related("participant", "registrant")
        found += [_participant(each) for each in enrolments if each.has_place]
    if instructors:
        found += [
            Recipient(Audience.INSTRUCTORS, each, instructor=each) for each in _teaching(course)
        ]
    return tuple(found)


def recipient_of(mail: MailMessage) -> Recipient | None:
    """Whom `mail` is for, as the person is now; None for a mail to nobody in particular."""
    if mail.enrolment is not None:
        return _participant(mail.enrolment)
    if mail.instructor is not None:
        return Recipient(Audience.INSTRUCTORS, mail.instructor, instructor=mail.instructor)
    return None


def _participant(enrolment: Enrolment) -> Recipient:
    person, registrant = enrolment.participant, enrolment.registrant
    is_reached_by_other = not person.email and registrant is not None and registrant.email
    addressee = registrant if is_reached_by_other and registrant else person
    return Recipient(Audience.PARTICIPANTS, addressee, enrolment=enrolment)


def _teaching(course: Course) -> list[Instructor]:
    """Those of the course and those of single days."""
    named = Instructor.objects.filter(courses=course)
    of_days = Instructor.objects.filter(days__course=course)
    return list((named | of_days).distinct())
