"""Collects, with line and element, what is odd about a course or enrolment and what forbids it."""

from dataclasses import dataclass, field
from typing import Protocol

from kurslink.sources.course_rows import Rejection, RemarkCode, SourceWarning

_EXCERPT = 80


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands: the line, and the element or the heading of the column."""

    line: int
    name: str


class Complaint(Protocol):
    """`Remarks.warn` or `Remarks.refuse`."""

    def __call__(self, at: Place, code: RemarkCode, /, **data: str) -> None: ...


@dataclass(slots=True)
class Remarks:
    """What was odd, and what forbids taking the course over, in the order it was found."""

    warnings: list[SourceWarning] = field(default_factory=list)
    refusals: list[SourceWarning] = field(default_factory=list)

    def warn(self, at: Place, code: RemarkCode, /, **data: str) -> None:
        """Note something that does not stop the course."""
        self.warnings.append(_remark(at, code, data))

    def refuse(self, at: Place, code: RemarkCode, /, **data: str) -> None:
        """Note something that keeps the whole course out."""
        self.refusals.append(_remark(at, code, data))

    def rejections(self, number: str, semester_code: str | None) -> tuple[Rejection, ...]:
        """The refusals, each once, with the name of the course they keep out."""
        return tuple(
            Rejection(each.line, each.element, each.code, number, semester_code, each.data)
            for each in dict.fromkeys(self.refusals)
        )


def _remark(at: Place, code: RemarkCode, data: dict[str, str]) -> SourceWarning:
    excerpts = tuple((key, value[:_EXCERPT]) for key, value in data.items())
    return SourceWarning(at.line, at.name, code, excerpts)
