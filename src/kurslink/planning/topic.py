"""The topic of a meeting: a template of the office, filled with values of the course, and cut."""

import re
import unicodedata

LIMIT = 200
PLACEHOLDER = re.compile(r"<([^<>]*)>")
VARIABLES = ("KURSTITEL", "KURSNR")
_ELLIPSIS = "…"


class UnknownVariable(ValueError):
    """A template names a variable that does not exist; `position` counts from 0."""

    def __init__(self, name: str, position: int) -> None:
        super().__init__(name)
        self.name = name
        self.position = position


def check_template(template: str) -> None:
    """Raise UnknownVariable for the first placeholder that is not one of VARIABLES."""
    for placeholder in PLACEHOLDER.finditer(template):
        if placeholder.group(1) not in VARIABLES:
            raise UnknownVariable(placeholder.group(1), placeholder.start())


def render_topic(template: str, *, title: str, number: str) -> str:
    """The topic sent to Zoom, at most 200 characters; an empty template means the title."""
    values = {"KURSTITEL": title, "KURSNR": number}
    filled = PLACEHOLDER.sub(lambda found: values[found.group(1)], template or "<KURSTITEL>")
    return cut(one_line(filled), LIMIT)


def one_line(text: str) -> str:
    """`text` without control, format and surrogate characters, white space folded."""
    visible = "".join(char if _is_visible(char) else " " for char in text)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` UTF-16 units, ending in „…" if cut, never inside a character.

    Zoom's limit is a number of characters without a definition; UTF-16 units are the strictest.
    """
    if _length(text) <= limit:
        return text
    kept = ""
    for character in _characters(text):
        if _length(kept + character) > limit - 1:
            break
        kept += character
    return kept.rstrip() + _ELLIPSIS


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _characters(text: str) -> list[str]:
    """What people see as single characters: a base with its marks, joiners and variations."""
    found: list[str] = []
    for char in text:
        joined = bool(found) and (found[-1].endswith("\u200d") or _continues(char))
        if joined:
            found[-1] += char
        else:
            found.append(char)
    return found


def _continues(char: str) -> bool:
    modifier = "\U0001f3fb" <= char <= "\U0001f3ff"
    return char in "\u200d\ufe0e\ufe0f" or modifier or unicodedata.combining(char) > 0


def _is_visible(char: str) -> bool:
    return char == "\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
