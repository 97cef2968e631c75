"""What every list of enrolments says, as plain values: who is in which course, and how."""

from dataclasses import dataclass
from enum import StrEnum

from kurslink.sources.course_rows import Rejection, SourceWarning


class RowStatus(StrEnum):
    """Whether the person has a place."""

    ENROLLED = "enrolled"
    WAITING = "waiting"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person; an empty value means that the file says nothing about it."""

    last_name: str
    first_name: str = ""
    salutation: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One person in one course. `registrant` is None if the person registered alone.

    `line` is the line, or the row of a sheet, where it begins; empty texts say nothing.
    """

    line: int
    course_number: str
    semester_code: str | None
    person: PersonRow
    status: RowStatus
    registrant: PersonRow | None = None
    number: str = ""
    link: str = ""
    participant_code: str = ""
    passcode: str = ""


Reading = EnrolmentRow | Rejection | SourceWarning
"""What a reader yields, in the order of the file."""
