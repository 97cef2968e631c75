"""What somebody wants sent, and what would become of it for each person."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from kurslink.models import Audience, Course, Dispatch, MailArea, MailMessage, MailTemplate
from kurslink.services.errors import Refusal
from kurslink.services.mails.recipients import Recipient
from kurslink.services.mails.standard_texts import default_template
from kurslink.services.mails.told_changes import Change
from kurslink.services.mails.way_in import Told
from kurslink.services.variables.course_values import Values
from kurslink.services.words.notices import Notice


@dataclass(frozen=True)
class Wish:
    """A choice of people and texts for a course; without a template the standard text is meant.

    `only_new`: only people who have not been told yet. A change only concerns people who were
    told something else before, whatever `only_new` says. `is_unasked`: nobody pushed a button, so
    a mail that was refused or called off is not written once more for the same address.
    """

    area: MailArea = MailArea.ACCESS_DATA
    to_participants: bool = True
    to_instructors: bool = False
    participants_template: MailTemplate | None = None
    instructors_template: MailTemplate | None = None
    only_new: bool = True
    with_calendar: bool = True
    is_unasked: bool = False

    @property
    def audiences(self) -> dict[Audience, bool]:
        """Who is written to."""
        return {
            Audience.PARTICIPANTS: self.to_participants,
            Audience.INSTRUCTORS: self.to_instructors,
        }

    def template_for(self, audience: Audience) -> MailTemplate | None:
        """The chosen template."""
        is_participant = audience is Audience.PARTICIPANTS
        return self.participants_template if is_participant else self.instructors_template

    @classmethod
    def usual(
        cls,
        area: MailArea = MailArea.ACCESS_DATA,
        *,
        to_participants: bool = True,
        to_instructors: bool = True,
        only_new: bool = True,
        is_unasked: bool = False,
    ) -> Self:
        """With the texts the office marked as default for `area`."""
        return cls(
            area=area,
            to_participants=to_participants,
            to_instructors=to_instructors,
            participants_template=default_template(area, Audience.PARTICIPANTS),
            instructors_template=default_template(area, Audience.INSTRUCTORS),
            only_new=only_new,
            is_unasked=is_unasked,
        )

    @classmethod
    def of(cls, dispatch: Dispatch) -> Self:
        """What was chosen when `dispatch` was planned."""
        return cls(
            area=MailArea(dispatch.area),
            to_participants=dispatch.to_participants,
            to_instructors=dispatch.to_instructors,
            participants_template=dispatch.participants_template,
            instructors_template=dispatch.instructors_template,
            only_new=dispatch.only_new,
            with_calendar=dispatch.with_calendar,
        )


class Fate(StrEnum):
    """What becomes of one person."""

    MAIL = "mail"
    LETTER = "letter"
    HAS_IT = "has_it"
    NOT_TOLD_BEFORE = "not_told_before"
    NO_WAY_IN = "no_way_in"


@dataclass(frozen=True)
class Line:
    """One person: `latest` is the newest mail about the way in, `changes` what differs since.

    `round` counts intended repetitions of the same version.
    """

    recipient: Recipient
    fate: Fate
    values: Values
    told: Told
    version: str
    latest: MailMessage | None = None
    changes: tuple[Change, ...] = ()
    round: int = 0

    @property
    def is_written(self) -> bool:
        """Whether a mail or letter is written."""
        return self.fate in (Fate.MAIL, Fate.LETTER)


@dataclass(frozen=True)
class DispatchPlan:
    """Who would get what at this moment; `error` says why nobody can get anything."""

    course: Course
    wish: Wish
    lines: tuple[Line, ...]
    error: Refusal | None = None
    notices: tuple[Notice, ...] = field(default=())

    @property
    def written(self) -> tuple[Line, ...]:
        """The people who get a mail or letter."""
        return tuple(line for line in self.lines if line.is_written)

    def count(self, fate: Fate) -> int:
        """How many people meet `fate`."""
        return sum(line.fate is fate for line in self.lines)
