"""What an import of enrolments did, in numbers and the first of each kind."""

from dataclasses import dataclass, field

from kurslink.sources.course_rows import Rejection, SourceWarning
from kurslink.sources.enrolment_rows import EnrolmentRow

SHOWN = 1_000
"""So many of each kind are kept to be shown; a file may have two hundred thousand rows."""


@dataclass(frozen=True)
class FieldSaid:
    """A field of a person or an enrolment that the file gives another value."""

    name: str
    old: str
    new: str


@dataclass
class EnrolmentImport:
    """The numbers are complete, the lists end after `SHOWN`."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    rejected: int = 0
    warnings: int = 0
    new_rows: list[EnrolmentRow] = field(default_factory=list)
    changed_rows: list[tuple[EnrolmentRow, tuple[FieldSaid, ...]]] = field(default_factory=list)
    missing_lines: list[str] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    remarks: list[SourceWarning] = field(default_factory=list)

    def note_new(self, row: EnrolmentRow) -> None:
        """A person who was not in the course."""
        self.new += 1
        if self.new <= SHOWN:
            self.new_rows.append(row)

    def note_known(self, row: EnrolmentRow, changes: tuple[FieldSaid, ...]) -> None:
        """A person who was, and what the file says differently."""
        if not changes:
            self.unchanged += 1
            return
        self.changed += 1
        if self.changed <= SHOWN:
            self.changed_rows.append((row, changes))

    def note_rejection(self, rejection: Rejection) -> None:
        """A row that was not understood."""
        self.rejected += 1
        if self.rejected <= SHOWN:
            self.rejections.append(rejection)

    def note_warning(self, warning: SourceWarning) -> None:
        """A row that was understood and is odd."""
        self.warnings += 1
        if self.warnings <= SHOWN:
            self.remarks.append(warning)
