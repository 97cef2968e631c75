"""Knows what the columns of a table mean: the headings of offices, matched with our words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kurslink.sources.clean_text import clean_text
from kurslink.sources.csv_table import Row
from kurslink.sources.errors import ColumnMissing, FileTooLarge
from kurslink.sources.workbook_measure import MAX_COLUMNS

Vocabulary = Mapping[str, tuple[str, ...]]
"""Our word for a column → headings in capital letters without signs, the canonical one first."""


Choice = Mapping[str, str]
"""What a person said: letters of a heading → canonical heading, "" for a column not to be read."""

GUESS: Choice = MappingProxyType({})
"""Nobody said anything: every column means what its heading says."""

MAX_HEADING = 500


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its heading as written, and the canonical one, "" if it is not read."""

    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Every column of one table, in its order, and where each word stands."""

    headings: tuple[str, ...]
    places: Mapping[str, int]

    @classmethod
    def of(cls, header: Row, vocabulary: Vocabulary, choice: Choice = GUESS) -> "Columns":
        """Of two columns with one meaning the first. Raises FileTooLarge for an absurd header."""
        line, cells = header
        if len(cells) > MAX_COLUMNS:
            raise FileTooLarge(limit=MAX_COLUMNS, line=line)
        if any(len(cell) > MAX_HEADING for cell in cells):
            raise FileTooLarge(limit=MAX_HEADING, line=line)
        words = {heading: word for word, headings in vocabulary.items() for heading in headings}
        headings = tuple(clean_text(cell) for cell in cells)
        places: dict[str, int] = {}
        for place, heading in enumerate(headings):
            said = letters_of(heading)
            if word := words.get(choice.get(said, said)):
                places.setdefault(word, place)
        return cls(headings, places)

    def require(self, words: Iterable[str], vocabulary: Vocabulary, *, line: int) -> None:
        """Raise ColumnMissing for the first of `words` that no column means."""
        for word in words:
            if word not in self.places:
                raise ColumnMissing(line=line, column=vocabulary[word][0])

    def __contains__(self, word: str) -> bool:
        return word in self.places

    def heading_of(self, word: str) -> str:
        """How the file calls the column, "" if it has none."""
        place = self.places.get(word)
        return "" if place is None else self.headings[place]

    def meanings(self, vocabulary: Vocabulary) -> tuple[Column, ...]:
        """Every column in the order of the file."""
        words = {place: vocabulary[word][0] for word, place in self.places.items()}
        return tuple(
            Column(heading, words.get(place, "")) for place, heading in enumerate(self.headings)
        )


def letters_of(heading: str) -> str:
    """What counts of a heading: letters and digits, whatever their case."""
    return "".join(sign for sign in heading.upper() if sign.isalnum())
