"""Reads the fields of one XML element and notes, with its line, what is wrong with each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Protocol, TypeVar, cast

from lxml import etree

from kurslink.sources.clean_text import clean_text
from kurslink.sources.course_rows import Rejection, RemarkCode, SourceWarning
from kurslink.sources.german_values import read_count, read_date, read_end_time, read_time

_EXCERPT = 80

_Value = TypeVar("_Value")
_Reader = Callable[[str], _Value | RemarkCode | None]


class _Complaint(Protocol):
    """`Remarks.warn` or `Remarks.refuse`."""

    def __call__(self, at: etree._Element, code: RemarkCode, /, **data: str) -> None: ...


@dataclass(slots=True)
class Remarks:
    """What was odd, and what forbids taking the course over, in the order it was found."""

    warnings: list[SourceWarning] = field(default_factory=list)
    refusals: list[SourceWarning] = field(default_factory=list)

    def warn(self, at: etree._Element, code: RemarkCode, /, **data: str) -> None:
        """Note something that does not stop the course."""
        self.warnings.append(_remark(at, code, data))

    def refuse(self, at: etree._Element, code: RemarkCode, /, **data: str) -> None:
        """Note something that keeps the whole course out."""
        self.refusals.append(_remark(at, code, data))

    def rejections(self, number: str, semester_code: str | None) -> tuple[Rejection, ...]:
        """The refusals, each once, with the name of the course they keep out."""
        return tuple(
            Rejection(each.line, each.element, each.code, number, semester_code, each.data)
            for each in dict.fromkeys(self.refusals)
        )


def _remark(at: etree._Element, code: RemarkCode, data: dict[str, str]) -> SourceWarning:
    excerpts = tuple((key, value[:_EXCERPT]) for key, value in data.items())
    return SourceWarning(line_of(at), name_of(at), code, excerpts)


def name_of(element: etree._Element) -> str:
    """The tag without its namespace; unlike lxml's QName it accepts names like „:rs" too."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: etree._Element) -> int:
    """The line where `element` begins, 0 if it was not read from a file."""
    line = cast("int | None", element.sourceline)  # the stubs leave its type open
    return line or 0


@dataclass(frozen=True, slots=True)
class Fields:
    """The children of an element as values. A missing or empty child is "" or None."""

    element: etree._Element
    remarks: Remarks
    prefix: str = ""

    def text_of(self, *names: str, at_most: int) -> str:
        """The first of the named children that says something; longer texts are refused."""
        for name in names:
            child = self.child(name)
            text = _seen_text(child)
            if child is not None and len(text) > at_most:
                count = str(len(text))
                self.remarks.refuse(child, RemarkCode.TOO_LONG, count=count, limit=str(at_most))
            if text:
                return text
        return ""

    def date_of(self, name: str) -> date | None:
        """A German date; one that cannot be read is refused."""
        return self._read(name, read_date, self.remarks.refuse)

    def time_of(self, name: str) -> time | None:
        """A time of day; one that cannot be read is refused."""
        return self._read(name, read_time, self.remarks.refuse)

    def end_time_of(self, name: str) -> time | None:
        """A time of day where „24:00“ may stand for midnight."""
        return self._read(name, read_end_time, self.remarks.refuse)

    def count_of(self, name: str) -> int | None:
        """A number of people or days; one that cannot be read is unknown, with a warning."""
        return self._read(name, read_count, self.remarks.warn)

    def child(self, name: str) -> etree._Element | None:
        """The child called `name`, with this reader's prefix."""
        return self.element.find(self.prefix + name)

    def raw(self, name: str) -> str:
        """The cleaned text of a child, whatever its length."""
        return _seen_text(self.child(name))

    def _read(self, name: str, read: _Reader[_Value], complain: _Complaint) -> _Value | None:
        child = self.child(name)
        text = _seen_text(child)
        if child is None or not text:
            return None
        value = read(text)
        if isinstance(value, RemarkCode):
            complain(child, value, value=text)
            return None
        return value


def _seen_text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return clean_text("".join(map(str, element.itertext())) if len(element) else element.text or "")
