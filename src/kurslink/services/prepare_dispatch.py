"""Decides who would get which mail about a course; nothing is written, nothing is sent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from kurslink.models import NOT_TOLD, Audience, Course, MailArea, MailMessage, User
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal
from kurslink.services.exports.course_calendar import with_sequence
from kurslink.services.mails.check_text import find_problems
from kurslink.services.mails.mail_values import shared_values, values_for
from kurslink.services.mails.mails_before import Before, Key, mails_before
from kurslink.services.mails.recipients import Recipient, recipients_of
from kurslink.services.mails.standard_texts import text_for
from kurslink.services.mails.told_changes import changes_between
from kurslink.services.mails.way_in import Told, has_way_in, told_to, version_of, why_not_ready
from kurslink.services.mails.wish import DispatchPlan, Fate, Line, Wish
from kurslink.services.variables.course_values import Values, with_values
from kurslink.services.words.notices import Notice, NoticeCode


@dataclass(frozen=True)
class _Known:
    """What a person would learn now."""

    values: Values
    told: Told
    version: str

    @classmethod
    def of(cls, course: Course, shared: Values, recipient: Recipient) -> "_Known":
        values = values_for(recipient, shared)
        told = told_to(course, values)
        return cls(values, told, version_of(told))


def prepare_dispatch(
    course: Course, wish: Wish, *, now: datetime, user: User | None = None
) -> DispatchPlan:
    """What `wish` would come to at `now`; BEN_… in the mails are the values of `user`."""
    course = with_sequence(with_values(Course.objects.all())).get(pk=course.pk)
    shared = shared_values(course, user=user)
    people = recipients_of(
        course, participants=wish.to_participants, instructors=wish.to_instructors
    )
    before, today = mails_before(course), now.astimezone(time_zone()).date()
    lines = tuple(_lines(wish, people, partial(_Known.of, course, shared), before, today))
    error = why_not_ready(course, wish.area) or _text_problem(wish)
    return DispatchPlan(course, wish, lines, error, tuple(_notices(course, wish)))


def _text_problem(wish: Wish) -> Refusal | None:
    """A text stored before a variable went away must not reach anybody raw."""
    for audience, is_wanted in wish.audiences.items():
        if is_wanted:
            text = text_for(wish.template_for(audience), wish.area, audience)
            for problem in find_problems(text, audience):
                return problem
    return None


def _lines(
    wish: Wish,
    people: Iterable[Recipient],
    learns: Callable[[Recipient], _Known],
    before: Mapping[Key, Before],
    today: date,
) -> Iterable[Line]:
    for person in people:
        known, earlier = learns(person), before.get(person.key, Before())
        if wish.is_unasked and earlier.was_in_vain(wish.area, known.version, person.address):
            continue
        yield _line(wish, person, known, earlier, today)


def _line(wish: Wish, recipient: Recipient, known: _Known, before: Before, today: date) -> Line:
    told_last = before.known
    changes = changes_between(told_last.told, known.told, today) if told_last else ()
    obstacle = _obstacle(wish, before, known.told, has_changed=bool(changes))
    return Line(
        recipient,
        obstacle or (Fate.MAIL if recipient.address else Fate.LETTER),
        known.values,
        known.told,
        known.version,
        latest=before.way_in,
        changes=changes,
        round=before.next_round(wish.area, known.version),
    )


def _obstacle(wish: Wish, before: Before, told: Told, *, has_changed: bool) -> Fate | None:
    """Why this person gets nothing; None if nothing is in the way."""
    if wish.area is MailArea.CANCELLATION:
        return Fate.HAS_IT if before.is_called_off and wish.only_new else None
    if not has_way_in(told):
        return Fate.NO_WAY_IN
    match wish.area:
        case MailArea.CHANGE if before.way_in is None:
            return Fate.NOT_TOLD_BEFORE
        case MailArea.CHANGE:
            return None if has_changed else Fate.HAS_IT
        case MailArea.REMINDER:
            return Fate.HAS_IT if before.latest(wish.area) and wish.only_new else None
        case _:
            return Fate.HAS_IT if before.way_in and wish.only_new else None


def _notices(course: Course, wish: Wish) -> Iterable[Notice]:
    if course.online.is_online and not course.online.uses_zoom:
        yield Notice(NoticeCode.ENTERED_BY_HAND)
    if wish.area is MailArea.ACCESS_DATA and _instructors_first(course, wish):
        yield Notice(NoticeCode.INSTRUCTORS_FIRST)


def _instructors_first(course: Course, wish: Wish) -> bool:
    """The seed's text tells instructors that participants have been told (decision 30)."""
    if not wish.to_instructors or wish.to_participants:
        return False
    told = MailMessage.objects.filter(course=course, audience=Audience.PARTICIPANTS)
    return not told.exclude(state__in=NOT_TOLD).exists()
