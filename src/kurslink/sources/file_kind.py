"""Knows what a file is by its first bytes, whatever its name says."""

import codecs
import re
from enum import StrEnum

HEAD_SIZE = 65_536
"""So many bytes are enough to tell: comments before the root element are rarely longer."""


class FileKind(StrEnum):
    """What a file looks like. The values of readable formats are the command line's names."""

    KUFER_COURSES = "kufer-xml"
    KUFER_REGISTRATIONS = "kufer-registrations"
    OPEN_VHS = "open-vhs"
    CSV = "csv"
    ZIP = "zip"
    JSON = "json"
    HTML = "html"
    XML_WITH_DOCTYPE = "xml-with-doctype"
    OTHER_XML = "other-xml"
    PDF = "pdf"
    PROGRAM = "program"
    OLD_OFFICE = "old-office"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_SIGNATURES = (
    (b"MZ", FileKind.PROGRAM),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"PK\x03\x04", FileKind.ZIP),
    (b"PK\x05\x06", FileKind.ZIP),
    (b"%PDF", FileKind.PDF),
    (b"\xd0\xcf\x11\xe0", FileKind.OLD_OFFICE),
)
_ROOTS = {
    "kurse": FileKind.KUFER_COURSES,
    "ANMELDUNGEN": FileKind.KUFER_REGISTRATIONS,
    "veranstaltungen": FileKind.OPEN_VHS,
    "html": FileKind.HTML,
}
_BEFORE_ROOT = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")
_DOCTYPE = re.compile(r"<!DOCTYPE\s+([\w:.-]+)", re.IGNORECASE)


def look_at(head: bytes) -> FileKind:
    """Tell the kind of a file from its beginning (up to `HEAD_SIZE` bytes)."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    text = _markup_of(head)
    return _kind_of_xml(text) if text.lstrip().startswith("<") else _kind_of_text(text)


def _markup_of(head: bytes) -> str:
    """The beginning as text: markup is ASCII in every encoding we read, letters do not matter."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _kind_of_xml(text: str) -> FileKind:
    start = _end_of_prologue(text)
    if doctype := _DOCTYPE.match(text, start):
        return FileKind.HTML if doctype[1].lower() == "html" else FileKind.XML_WITH_DOCTYPE
    root = _ROOT.match(text, start)
    return _ROOTS.get(root[1], FileKind.OTHER_XML) if root else FileKind.UNKNOWN


def _end_of_prologue(text: str) -> int:
    prologue = _BEFORE_ROOT.match(text)
    return prologue.end() if prologue else 0


def _kind_of_text(text: str) -> FileKind:
    first_line = text.strip().partition("\n")[0]
    if not first_line:
        return FileKind.EMPTY
    if "\0" in text:
        return FileKind.UNKNOWN
    if first_line[0] in "{[":
        return FileKind.JSON
    return FileKind.CSV if re.search(r"[;,\t]", first_line) else FileKind.UNKNOWN
