"""Who of a course's people knows the way in as it is now: for many courses in two queries."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from kurslink.models import Audience, Course, MailMessage, MailState
from kurslink.services.mails.mail_values import values_for
from kurslink.services.mails.mails_before import TELLS
from kurslink.services.mails.recipients import Recipient
from kurslink.services.mails.told_changes import changes_between
from kurslink.services.mails.way_in import Told, told_to, version_of
from kurslink.services.overview.obstacles import Finding, Obstacle
from kurslink.services.variables.course_values import Values, online_values

_Key = tuple[int, Audience, int]
_NOTHING_OWN = ("", "", "")
_BY_STATE = {
    MailState.REJECTED: Obstacle.MAIL_FAILED,
    MailState.UNCERTAIN: Obstacle.MAIL_UNCERTAIN,
    MailState.WAITING: Obstacle.MAIL_WAITING,
    MailState.HANDED_OVER: Obstacle.MAIL_WAITING,
    MailState.TO_PRINT: Obstacle.LETTER,
}


class _Mail(NamedTuple):
    pk: int
    course_id: int
    audience: str
    enrolment_id: int | None
    instructor_id: int | None
    state: str
    version: str

    @property
    def key(self) -> _Key:
        person = self.enrolment_id or self.instructor_id or 0
        return self.course_id, Audience(self.audience), person


@dataclass(frozen=True)
class _Person:
    """Somebody of a course, and what that person would be told now."""

    key: _Key
    told: Told
    version: str


@dataclass
class PeopleTold:
    """What people were told last, and the findings that follow from it."""

    today: date
    latest: dict[_Key, _Mail] = field(default_factory=dict)
    rejected: set[_Key] = field(default_factory=set)
    _people: dict[int, tuple[_Person, ...]] = field(default_factory=dict)
    _old: dict[int, Told] = field(default_factory=dict)

    @classmethod
    def read(cls, courses: Iterable[Course], *, today: date) -> "PeopleTold":
        """Two queries; the courses come with everything `people_of` needs."""
        made = cls(today)
        made._people.update((course.pk, tuple(people_of(course))) for course in courses)
        made._read_mails(made._people)
        suspects = [
            mail.pk
            for persons in made._people.values()
            for person in persons
            if (mail := made.latest.get(person.key)) and mail.version != person.version
        ]
        told = MailMessage.objects.filter(pk__in=suspects).order_by().values_list("pk", "told")
        made._old.update(told)
        return made

    def _read_mails(self, course_ids: Iterable[int]) -> None:
        mails = MailMessage.objects.filter(
            course__in=list(course_ids), area__in=TELLS, is_test=False
        ).exclude(state=MailState.CANCELLED)
        for row in mails.order_by("placed_at", "pk").values_list(*_Mail._fields):
            mail = _Mail._make(row)
            if mail.state == MailState.REJECTED:
                self.rejected.add(mail.key)
            else:
                self.latest[mail.key] = mail

    def findings(self, course: Course) -> Iterator[Finding]:
        """What stands between the people of `course` and their access data, worst first."""
        found = Counter(
            obstacle for person in self._people[course.pk] if (obstacle := self._obstacle(person))
        )
        for obstacle in Obstacle:
            if found[obstacle]:
                yield Finding(obstacle, found[obstacle])

    def _obstacle(self, person: _Person) -> Obstacle | None:
        """Instructors who were never written to are told otherwise: that is the office's choice."""
        mail = self.latest.get(person.key)
        if mail is None:
            if person.key in self.rejected:
                return Obstacle.MAIL_FAILED
            is_participant = person.key[1] is Audience.PARTICIPANTS
            return Obstacle.NOT_TOLD if is_participant else None
        if mail.pk in self._old and changes_between(self._old[mail.pk], person.told, self.today):
            return Obstacle.TOLD_OLD
        return _BY_STATE.get(MailState(mail.state))


def people_of(course: Course) -> Iterator[_Person]:
    """Everybody with a place in `course`, and who teaches it, with what is true now.

    `course` is from `with_values`, with `enrolments__participant` and `days__instructors`.
    """
    shared = online_values(course.online)  # all that mails tell about the way in
    known: dict[tuple[str, str, str], tuple[Told, str]] = {}
    for each in course.enrolments.all():
        if each.has_place:
            own = (each.link, each.participant_code, each.passcode)
            if own not in known:
                recipient = Recipient(Audience.PARTICIPANTS, each.participant, enrolment=each)
                known[own] = _told(course, recipient, shared)
            yield _Person((course.pk, Audience.PARTICIPANTS, each.pk), *known[own])
    teaching = {each.pk: each for each in course.instructors.all()}
    teaching |= {each.pk: each for day in course.days.all() for each in day.instructors.all()}
    for key, person in teaching.items():
        if _NOTHING_OWN not in known:
            recipient = Recipient(Audience.INSTRUCTORS, person, instructor=person)
            known[_NOTHING_OWN] = _told(course, recipient, shared)
        yield _Person((course.pk, Audience.INSTRUCTORS, key), *known[_NOTHING_OWN])


def _told(course: Course, recipient: Recipient, shared: Values) -> tuple[Told, str]:
    told: dict[str, Any] = told_to(course, values_for(recipient, shared))
    return told, version_of(told)
