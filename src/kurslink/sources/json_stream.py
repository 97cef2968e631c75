"""Reads the objects of one long list in a JSON file, one at a time, in constant memory.

The decoder is Python's own, called once for each object: it says where an object ends, so the text
behind it is kept and the rest never read at once. A parser of events would be a dependency for
what is one list at a known name.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kurslink.sources.errors import BrokenJson, FileTooLarge, WrongFileKind
from kurslink.sources.file_kind import FileKind

JsonObject = dict[str, Any]
_MAX_HEAD = 1_000_000
"""So much may stand before the list."""
_BLANK = " \t\r\n\ufeff"


def each_object(
    texts: Iterable[str], *, name: str, at_most: int
) -> Iterator[tuple[int, JsonObject]]:
    """Line and value of each object in the list called `name`, or of the one object there.

    None may have more than `at_most` characters. Raises WrongFileKind if there is no such list,
    BrokenJson where the file breaks, FileTooLarge.
    """
    text = _Text(texts)
    if text.find(re.compile(rf'"{re.escape(name)}"\s*:\s*(?=[\[{{])')) is None:
        raise WrongFileKind(FileKind.JSON)
    is_list = text.peek() == "["
    if not is_list:
        yield text.line, text.take_object(at_most)
        return
    text.skip(1)
    while (sign := text.peek()) != "]":
        if sign == ",":
            text.skip(1)
            continue
        line = text.line
        yield line, text.take_object(at_most)


class _Text:
    """What was read and not yet used, and the line it begins on."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = iter(texts)
        self._kept = ""
        self.line = 1
        self._decoder = json.JSONDecoder()

    def find(self, wanted: re.Pattern[str]) -> re.Match[str] | None:
        """Go behind the first match, within the beginning of the file."""
        while (found := wanted.search(self._kept)) is None:
            if len(self._kept) > _MAX_HEAD or not self._more():
                return None
        self.skip(found.end())
        return found

    def peek(self) -> str:
        """The next sign that is not blank. Raises BrokenJson if there is none."""
        while not (rest := self._kept.lstrip(_BLANK)):
            if not self._more():
                raise BrokenJson(line=self.line)
        self.skip(len(self._kept) - len(rest))
        return rest[0]

    def skip(self, count: int) -> None:
        """Go on behind `count` signs."""
        self.line += self._kept.count("\n", 0, count)
        self._kept = self._kept[count:]

    def take_object(self, at_most: int) -> JsonObject:
        """The object that begins here."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._kept)
            except (ValueError, RecursionError) as fault:
                if len(self._kept) > at_most:
                    raise FileTooLarge(limit=at_most, line=self.line) from fault
                if not self._more():
                    raise BrokenJson(line=self.line) from fault
                continue
            if not isinstance(value, dict):
                raise BrokenJson(line=self.line)
            self.skip(end)
            return value

    def _more(self) -> bool:
        """Read on; whether there was anything."""
        text = next(self._texts, "")
        self._kept += text
        return bool(text)
