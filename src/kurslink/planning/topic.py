"""The topic of a meeting: a template of the office, filled with values of the course, and cut."""

import re
import unicodedata

LIMIT = 200
PLACEHOLDER = re.compile(r"<([^<>]*)>")
UNCLOSED = re.compile(r"<([A-Z_]+)(?![^<]*>)")
VARIABLES = ("KURSTITEL", "KURSNR", "SEMESTER", "KURSORT", "DOZ_NAME", "BEG_DATTXT")
_ELLIPSIS = "…"
_JOINER = "\u200d"
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))


class UnknownVariable(ValueError):
    """A template names a variable that does not exist; `position` counts from 0."""

    def __init__(self, name: str, position: int) -> None:
        super().__init__(name)
        self.name = name
        self.position = position


def check_template(template: str) -> None:
    """Raise UnknownVariable for the first placeholder that is not one of VARIABLES.

    So is a variable whose „>" was forgotten: it would stand in the topic as it was typed.
    """
    unclosed = [(found.start(), found.group(1)) for found in UNCLOSED.finditer(template)]
    unknown = [
        (found.start(), found.group(1))
        for found in PLACEHOLDER.finditer(template)
        if found.group(1) not in VARIABLES
    ]
    for position, name in sorted(unclosed + unknown):
        raise UnknownVariable(name, position)


def render_topic(
    template: str,
    *,
    title: str,
    number: str,
    semester: str = "",
    place: str = "",
    instructors: str = "",
    first_day: str = "",
    limit: int | None = LIMIT,
) -> str:
    """The topic sent to Zoom, on one line of at most `limit` characters (None: all of it).

    An empty template means the title, and so does one whose variables are all empty.
    """
    values = {
        "KURSTITEL": title,
        "KURSNR": number,
        "SEMESTER": semester,
        "KURSORT": place,
        "DOZ_NAME": instructors,
        "BEG_DATTXT": first_day,
    }
    filled = PLACEHOLDER.sub(lambda found: values[found.group(1)], template)
    text = one_line(filled) or one_line(title)
    return text if limit is None else cut(text, limit)


def one_line(text: str) -> str:
    """`text` without control, format and surrogate characters, white space folded.

    What nobody sees is dropped, not replaced: a soft hyphen stands in the middle of a word.
    """
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())


def visible(text: str) -> str:
    """`text` without control, format, private and surrogate characters, white space kept."""
    return "".join(char for char in text if char.isspace() or _is_visible(char))


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` UTF-16 units, ending in „…" if cut, never inside a character.

    Zoom's limit is a number of characters without a definition; UTF-16 units are the strictest.
    """
    if utf16_length(text) <= limit:
        return text
    kept = ""
    for character in _characters(text):
        if utf16_length(kept + character) > limit - 1:
            break
        kept += character
    return kept.rstrip() + _ELLIPSIS


def utf16_length(text: str) -> int:
    """How long `text` is as Zoom may count it: characters beyond 16 bits count twice."""
    return len(text.encode("utf-16-le")) // 2


def _characters(text: str) -> list[str]:
    """What people see as single characters: a base with its marks, joiners, or half of a flag."""
    found: list[str] = []
    for char in text:
        if found and _belongs_to(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _belongs_to(before: str, char: str) -> bool:
    is_joined = before.endswith(_JOINER) or char == _JOINER
    is_mark = unicodedata.category(char).startswith("M") or char in _SKIN_TONES
    return is_joined or is_mark or (len(before) == 1 and {before, char} <= _FLAG_LETTERS)


def _is_visible(char: str) -> bool:
    return char == _JOINER or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
