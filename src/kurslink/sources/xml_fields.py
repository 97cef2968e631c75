"""Reads the fields of one XML element and notes, with its line, what is wrong with each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar, cast

from lxml import etree

from kurslink.sources.clean_text import clean_text
from kurslink.sources.course_rows import RemarkCode
from kurslink.sources.german_values import read_count, read_date, read_end_time, read_time
from kurslink.sources.remarks import Complaint, Place, Remarks

_Value = TypeVar("_Value")
_Reader = Callable[[str], _Value | RemarkCode | None]


def name_of(element: etree._Element) -> str:
    """The tag without its namespace; unlike lxml's QName it accepts names like „:rs" too."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: etree._Element) -> int:
    """The line where `element` begins, 0 if it was not read from a file."""
    line = cast("int | None", element.sourceline)  # the stubs leave its type open
    return line or 0


def place_of(element: etree._Element) -> Place:
    """What a remark about `element` points at."""
    return Place(line_of(element), name_of(element))


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
                self.remarks.refuse(
                    place_of(child), RemarkCode.TOO_LONG, count=count, limit=str(at_most)
                )
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

    def _read(self, name: str, read: _Reader[_Value], complain: Complaint) -> _Value | None:
        child = self.child(name)
        text = _seen_text(child)
        if child is None or not text:
            return None
        value = read(text)
        if isinstance(value, RemarkCode):
            complain(place_of(child), value, value=text)
            return None
        return value


def _seen_text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return clean_text("".join(map(str, element.itertext())) if len(element) else element.text or "")
