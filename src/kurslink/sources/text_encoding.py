"""Knows which encoding the bytes of a file are really in, whatever its declaration says."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kurslink.sources.errors import FileTooLarge, UnreadableText

CHUNK = 65_536
"""Bytes read at a time: what bounds our memory, whatever the size of the file."""

_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_UTF8 = {"", "utf-8", "utf8", "us-ascii", "ascii"}
# Windows programs that declare ISO-8859-1 write Windows-1252; browsers read it so for that reason.
_SINGLE_BYTE = {
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-15": "iso8859-15",
}
# An umlaut of UTF-8. In Windows-1252 these two bytes read „Ã¼“: no German text contains that.
_UTF8_UMLAUT = re.compile(rb"\xc3[\x80-\xbf]")
_UTF8_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
# XML allows none of these; word processors leave some (vertical tab) in texts of the office.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """The Python codec that reads a file, and what the file declares ("" if nothing)."""

    codec: str
    declared: str

    @property
    def is_guessed(self) -> bool:
        """Whether the bytes contradict the declaration, so that a person should look at umlauts."""
        if self.codec == "utf-16":
            return False
        expected = _SINGLE_BYTE.get(self.declared, "utf-8-sig")
        return self.codec != expected or self.declared not in {*_UTF8, *_SINGLE_BYTE}


def detect_encoding(stream: BinaryIO, *, max_bytes: int) -> TextEncoding:
    """Read `stream` from its start to its end, and rewind it.

    UTF-8 is recognised by its bytes, everything else is Windows-1252 unless declared otherwise.
    Raises FileTooLarge, or UnreadableText where UTF-8 and other bytes are mixed: one half of the
    names would be wrong whichever we took.
    """
    stream.seek(0)
    head = stream.read(CHUNK)
    declared = _declared_in(head)
    stream.seek(0)
    codec = _codec(stream, head, declared, max_bytes)
    stream.seek(0)
    return TextEncoding(codec, declared)


def _declared_in(head: bytes) -> str:
    declaration = _DECLARATION.match(head)
    return declaration[1].decode("ascii").lower() if declaration else ""


def _codec(stream: BinaryIO, head: bytes, declared: str, max_bytes: int) -> str:
    scan = _scan(stream, max_bytes)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if scan.first_bad_line == 0:
        # Plain ASCII is read as declared; umlauts that happen to be valid UTF-8 are UTF-8.
        return _SINGLE_BYTE.get(declared, "utf-8-sig") if scan.is_ascii else "utf-8-sig"
    if declared not in _SINGLE_BYTE and (scan.has_umlaut or scan.has_surrogate):
        raise UnreadableText(line=scan.first_bad_line)
    return _SINGLE_BYTE.get(declared, "cp1252")


@dataclass(slots=True)
class _Scan:
    """What the bytes of a file show; `first_bad_line` is 0 if all of them are UTF-8."""

    first_bad_line: int = 0
    is_ascii: bool = True
    has_umlaut: bool = False
    has_surrogate: bool = False


def _scan(stream: BinaryIO, max_bytes: int) -> _Scan:
    found, size, lines = _Scan(), 0, 1
    utf8 = codecs.getincrementaldecoder("utf-8")()
    for chunk in _chunks(stream):
        size += len(chunk)
        if size > max_bytes:
            raise FileTooLarge(limit=max_bytes)
        found.is_ascii = found.is_ascii and chunk.isascii()
        found.has_umlaut = found.has_umlaut or _UTF8_UMLAUT.search(chunk) is not None
        found.has_surrogate = found.has_surrogate or _UTF8_SURROGATE.search(chunk) is not None
        if not found.first_bad_line:
            found.first_bad_line = _bad_line(utf8, chunk, lines)
        lines += chunk.count(b"\n")
    if not found.first_bad_line:
        found.first_bad_line = _bad_line(utf8, b"", lines)
    return found


def _bad_line(utf8: codecs.IncrementalDecoder, chunk: bytes, lines: int) -> int:
    """The line of the first byte in `chunk` that is not UTF-8, 0 if there is none."""
    try:
        utf8.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        return lines + error.object[: error.start].count(b"\n")
    return 0


def decoded(stream: BinaryIO, encoding: TextEncoding) -> Iterator[str]:
    """The text of `stream` in pieces, without characters that XML forbids.

    Raises UnreadableText at a byte the encoding does not know.
    """
    lines = 1
    try:
        for text in codecs.iterdecode(_chunks(stream), encoding.codec):
            yield without_forbidden(text)
            lines += text.count("\n")
    except UnicodeDecodeError as error:
        line = lines + error.object[: error.start].count(b"\n")
        raise UnreadableText(line=line) from error


def without_forbidden(text: str) -> str:
    """`text` without the characters that XML forbids."""
    return _NOT_XML.sub("", text)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.read(CHUNK), b"")
