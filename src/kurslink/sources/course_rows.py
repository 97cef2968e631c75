"""What every course format says about a course, as plain values: the common language of imports."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Salutation(StrEnum):
    """How a person is addressed; the values are the words of the office's data."""

    MS = "Frau"
    MR = "Herr"
    COMPANY = "Firma"
    NONE = ""


class OnlineHint(StrEnum):
    """What makes a course look as if it took place online: a hint to ask about, no proof.

    The strongest is a mark of the administration itself.
    """

    MARK = "mark"
    TITLE = "title"
    PLACE = "place"
    ROOM = "room"


class RemarkCode(StrEnum):
    """What can be odd or wrong with one course; the sentence belongs to the catalogue."""

    CANCELLATION_WITHOUT_VALUE = "cancellation_without_value"
    CELLS_SURPLUS = "cells_surplus"
    COUNT_INVALID = "count_invalid"
    COURSE_IN_SEVERAL = "course_in_several"
    COURSE_UNKNOWN = "course_unknown"
    DAY_CANCELLED = "day_cancelled"
    DATE_IMPLAUSIBLE = "date_implausible"
    DATE_INVALID = "date_invalid"
    DATE_MISSING = "date_missing"
    DATES_REVERSED = "dates_reversed"
    DAY_COUNT_DIFFERS = "day_count_differs"
    DAY_TWICE = "day_twice"
    DAYS_OVERLAP = "days_overlap"
    EMAIL_INVALID = "email_invalid"
    EMAIL_REFUSED = "email_refused"
    ENCODING_GUESSED = "encoding_guessed"
    ENROLMENT_TWICE = "enrolment_twice"
    INSTRUCTOR_INACTIVE = "instructor_inactive"
    INSTRUCTOR_WITHOUT_NAME = "instructor_without_name"
    LENGTH_IMPLAUSIBLE = "length_implausible"
    LENGTH_ZERO = "length_zero"
    NAME_MISSING = "name_missing"
    NUMBER_MISSING = "number_missing"
    NUMBER_SHARED = "number_shared"
    NUMBER_TWICE = "number_twice"
    PEOPLE_UNNAMED = "people_unnamed"
    START_TWICE = "start_twice"
    STATUS_UNKNOWN = "status_unknown"
    TIME_DOES_NOT_EXIST = "time_does_not_exist"
    TIME_INCOMPLETE = "time_incomplete"
    TIME_INVALID = "time_invalid"
    TIME_OCCURS_TWICE = "time_occurs_twice"
    TITLE_MISSING = "title_missing"
    TOO_LONG = "too_long"
    VALUE_DIFFERS = "value_differs"


@dataclass(frozen=True, slots=True)
class SourceWarning:
    """Something odd that was read all the same; `data` are pairs for the sentence."""

    line: int
    element: str
    code: RemarkCode
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a course was not read: the whole course stays out, never a part of it.

    `number` and `semester_code` name the course as far as they could be read, so that an import
    does not take it for one that has left the export. One course may have several rejections.
    """

    line: int
    element: str
    code: RemarkCode
    number: str = ""
    semester_code: str | None = None
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Where a course meets, shown as „Hauptschule; 1. Stock; Raum 24“; every part may be empty."""

    building: str = ""
    floor: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """The known parts, joined as the office writes them."""
        return "; ".join(part for part in (self.building, self.floor, self.name) if part)

    @classmethod
    def parse(cls, text: str) -> "Room":
        """Read „Gebäude; Stock; Raum“, „Gebäude; Raum“ or „Raum“."""
        *building, name = (part.strip() for part in text.split(";", 2))
        return cls("".join(building[:1]), "".join(building[1:]), name)


@dataclass(frozen=True, slots=True)
class InstructorRow:
    """A person who teaches. Telephone numbers and addresses are never read: nobody needs them."""

    number: str
    salutation: Salutation
    title: str
    first_name: str
    last_name: str
    email: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """A course day. Without own times those of the course hold; wall clock of the institution.

    An end before the start is on the next day. `instructors` are those named for this day only.
    """

    date: date
    starts_at: time | None
    ends_at: time | None
    room: Room
    instructors: tuple[InstructorRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course of a file. `days` stand in order of time and no two start at the same moment.

    `semester_code` is None where the file names none; a count is None where it is unknown.
    `source_line` is the line where the course begins, 0 if it comes from no file. `unsaid` are the
    fields the file says nothing of, by their names here: those stay as they are stored.
    """

    number: str
    semester_code: str | None
    title: str
    subtitle: str
    department_code: str
    department: str
    starts_on: date | None
    ends_on: date | None
    starts_at: time | None
    ends_at: time | None
    minimum: int | None
    maximum: int | None
    enrolled: int | None
    waiting: int | None
    is_cancelled: bool
    place: str
    room: Room
    days: tuple[DayRow, ...]
    instructors: tuple[InstructorRow, ...]
    online_hints: tuple[OnlineHint, ...] = ()
    source_line: int = 0
    unsaid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CourseFile:
    """All a file says: courses in its order, what was odd, and what could not be read."""

    courses: tuple[CourseRow, ...]
    warnings: tuple[SourceWarning, ...]
    rejected: tuple[Rejection, ...]
