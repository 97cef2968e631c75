"""The topic a course's meeting gets, and what a template („Aufbau des Themas") makes of it."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation

from kurslink.models import Course
from kurslink.planning.topic import (
    LIMIT,
    VARIABLES,
    UnknownVariable,
    check_template,
    cut,
    render_topic,
    utf16_length,
)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.words.catalogue.topic_variables import DESCRIPTIONS
from kurslink.services.words.sentences import in_words


@dataclass(frozen=True)
class TopicVariable:
    """A variable as an insert button offers it: `placeholder` with its angle brackets."""

    placeholder: str
    description: str


@dataclass(frozen=True)
class TopicPreview:
    """What Zoom would get. `full` is longer than `topic` if the topic was cut; `length` is its."""

    topic: str
    full: str
    length: int

    @property
    def is_cut(self) -> bool:
        """Whether Zoom's limit cuts the topic."""
        return self.topic != self.full


def topic_variables() -> tuple[TopicVariable, ...]:
    """Everything a template may contain, in the order of the insert buttons."""
    return tuple(TopicVariable(f"<{name}>", str(DESCRIPTIONS[name])) for name in VARIABLES)


def require_known_variables(template: str) -> None:
    """Raise Refusal(TOPIC_VARIABLE) with name and place (from 1) of the first unknown variable."""
    try:
        check_template(template)
    except UnknownVariable as unknown:
        raise Refusal(
            RefusalCode.TOPIC_VARIABLE,
            name=unknown.name,
            position=unknown.position + 1,
            known=[variable.placeholder for variable in topic_variables()],
            attribute="topic_template",
        ) from None


def topic_of(course: Course, template: str) -> str:
    """The topic sent for `course`, cut to what Zoom takes."""
    return preview_topic(template, course).topic


def preview_topic(template: str, course: Course) -> TopicPreview:
    """What `template` makes of `course`. Raises Refusal(TOPIC_VARIABLE)."""
    require_known_variables(template)
    full = _filled(template, course)
    return TopicPreview(cut(full, LIMIT), full, utf16_length(full))


def _filled(template: str, course: Course) -> str:
    first_day = _first_day(course)
    return render_topic(
        template,
        title=course.title,
        number=course.number,
        semester=course.semester.name,
        place=course.place,
        instructors=", ".join(str(each) for each in course.instructors.all()),
        first_day=_for_participants(first_day) if first_day else "",
        limit=None,
    )


def _for_participants(day: date) -> str:
    """In the office's language, whatever language the command that transfers is told to speak."""
    with translation.override(settings.LANGUAGE_CODE):
        return in_words(day)


def _first_day(course: Course) -> date | None:
    days = [day.date for day in course.days.all() if day.takes_place]
    return min(days, default=course.starts_on)
