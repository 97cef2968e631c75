"""What an entry says of the thing it is about: its number, and a name that belongs to nobody."""

from dataclasses import dataclass

from django.db.models import Model

from kurslink.models import (
    ApiToken,
    Course,
    Dispatch,
    Enrolment,
    ForeignMeeting,
    Institution,
    Instructor,
    MailMessage,
    MailSettings,
    MailTemplate,
    Meeting,
    Order,
    Participant,
    ProxySettings,
    Retention,
    Software,
    SubjectKind,
    User,
    WebhookEndpoint,
    ZoomAccount,
)


@dataclass(frozen=True)
class About:
    """The subject of an entry."""

    kind: SubjectKind = SubjectKind.INSTALLATION
    id: int | None = None
    label: str = ""
    course_id: int | None = None


_KINDS: dict[type[Model], tuple[SubjectKind, str]] = {
    Participant: (SubjectKind.PARTICIPANT, ""),
    Instructor: (SubjectKind.INSTRUCTOR, ""),
    User: (SubjectKind.USER, ""),
    ZoomAccount: (SubjectKind.ACCOUNT, "email"),
    MailTemplate: (SubjectKind.TEMPLATE, "name"),
    Software: (SubjectKind.SOFTWARE, "name"),
    ApiToken: (SubjectKind.TOKEN, "name"),
    WebhookEndpoint: (SubjectKind.WEBHOOK, "host"),
    ForeignMeeting: (SubjectKind.FOREIGN_MEETING, "zoom_meeting_id"),
}
"""The kind of a thing and the column that names it; people have none."""


_SETTINGS = (Institution, MailSettings, ProxySettings, Retention)
"""Single rows of the installation; their label says which."""


def subject_of(thing: Model | None) -> About:
    """Who or what `thing` is to the journal: what belongs to a course or person counts as them."""
    match thing:
        case Course():
            about = About(SubjectKind.COURSE, thing.pk, thing.number, thing.pk)
        case Meeting() | Order() | Dispatch():
            about = subject_of(thing.course)
        case Enrolment():
            about = _in_course(SubjectKind.PARTICIPANT, thing.participant_id, thing.course)
        case MailMessage():
            about = _addressee(thing)
        case _:
            about = _by_its_own(thing)
    return about


def _by_its_own(thing: Model | None) -> About:
    if thing is None:
        return About()
    if isinstance(thing, _SETTINGS):
        return About(label=thing._meta.model_name or "")
    kind, name = _KINDS[thing.__class__]  # the class behind a lazy one, as request.user is
    return About(kind, thing.pk, str(getattr(thing, name)) if name else "")


def _in_course(kind: SubjectKind, key: int | None, course: Course | None) -> About:
    return About(kind, key, course.number, course.pk) if course else About(kind, key)


def _addressee(mail: MailMessage) -> About:
    """The person it is for; mails about a course that are for nobody in particular are of it."""
    if mail.enrolment is not None:
        return _in_course(SubjectKind.PARTICIPANT, mail.enrolment.participant_id, mail.course)
    if mail.instructor_id is not None:
        return _in_course(SubjectKind.INSTRUCTOR, mail.instructor_id, mail.course)
    return subject_of(mail.course)
