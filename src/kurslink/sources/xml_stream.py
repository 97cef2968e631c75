"""Reads the elements of an XML file one at a time, in constant memory.

The parser is lxml's with everything off that could fetch or unfold, and it is fed with text we
decoded ourselves, because the declared encoding is wrong often enough.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, BinaryIO

from lxml import etree

from kurslink.sources.errors import BrokenXml, FileTooLarge, UnsafeXml, WrongFileKind
from kurslink.sources.file_kind import HEAD_SIZE, FileKind, look_at
from kurslink.sources.xml_fields import line_of, name_of

# "internal": an unknown entity (&uuml;) is an error, and none is ever fetched; with False libxml2
# would drop it without a word. A DOCTYPE, which could define entities, is refused anyway.
_SAFE: Mapping[str, Any] = {
    "resolve_entities": "internal",
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_ANY_NAMESPACE = "{*}"
_XINCLUDE = "{http://www.w3.org/2001/XInclude}"


def require_kind(stream: BinaryIO, wanted: FileKind) -> None:
    """Raise WrongFileKind or UnsafeXml unless the beginning of `stream` looks like `wanted`."""
    stream.seek(0)
    kind = look_at(stream.read(HEAD_SIZE))
    if kind is FileKind.XML_WITH_DOCTYPE:
        raise UnsafeXml(line=1, construct="DOCTYPE")
    if kind is not wanted:
        raise WrongFileKind(kind)


def each_element(
    texts: Iterable[str], *, root: str, tag: str, at_most: int
) -> Iterator[etree._Element]:
    """Each complete `tag` below `root`; it is emptied as soon as the next one is asked for.

    „{*}name“ stands for a name in any namespace or none, as everywhere in lxml.

    None may have more than `at_most` characters. Raises BrokenXml where the file breaks, UnsafeXml,
    FileTooLarge, WrongFileKind.
    """
    parser, place, unread = _parser(), _Place(root), 0
    for text in chain(texts, [None]):
        fault = _feed(parser, text)
        unread += len(text or "")
        for event, element in parser.read_events():
            place.note(event, element)
            if event == "end" and place.depth == 1 and _is(element, tag):
                yield element
                _forget(element)
                unread = 0
        if fault is not None:
            raise BrokenXml(line=fault.lineno or 0, element=place.innermost, reason=fault.msg)
        if unread > at_most:
            raise FileTooLarge(limit=at_most, line=place.line, element=place.innermost)


@dataclass(slots=True)
class _Place:
    """Where in the document the parser stands, and what must not stand there."""

    root: str
    line: int = 0
    open: list[str] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return len(self.open)

    @property
    def innermost(self) -> str:
        return self.open[-1] if self.open else ""

    def note(self, event: str, element: etree._Element) -> None:
        if event == "end":
            self.open.pop()
            return
        self.line = line_of(element)
        if not self.open:
            _check_root(element, self.root)
        if element.tag.startswith(_XINCLUDE):
            raise UnsafeXml(line=self.line, element=self.innermost, construct="XInclude")
        self.open.append(name_of(element))


def _check_root(root: etree._Element, wanted: str) -> None:
    """What `look_at` judged by the first bytes, now as the parser sees it."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeXml(line=1, construct="DOCTYPE")
    if not _is(root, wanted):
        raise WrongFileKind(FileKind.OTHER_XML)


def _is(element: etree._Element, wanted: str) -> bool:
    if wanted.startswith(_ANY_NAMESPACE):
        return name_of(element) == wanted.removeprefix(_ANY_NAMESPACE)
    return bool(element.tag == wanted)


def _parser() -> Any:  # the stubs do not know what read_events of a pull parser gives
    return etree.XMLPullParser(events=("start", "end"), **_SAFE)


def _feed(parser: Any, text: str | None) -> etree.XMLSyntaxError | None:
    """Give `text`, or the end of the file, to the parser; returns the fault it finds.

    Elements that were complete before the fault can still be read from the parser.
    """
    try:
        parser.close() if text is None else parser.feed(text)
    except etree.XMLSyntaxError as fault:
        return fault
    return None


def _forget(element: etree._Element) -> None:
    """Free an element that was read, and everything before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
