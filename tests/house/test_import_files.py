"""docs/importdateien.md names every heading and every format the import knows."""

import re
from pathlib import Path

import pytest

from kurslink.cli.import_file import Format
from kurslink.sources import course_table, enrolment_table
from kurslink.sources.table_columns import Vocabulary

TEXT = (Path(__file__).resolve().parents[2] / "docs/importdateien.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("vocabulary", [course_table.VOCABULARY, enrolment_table.VOCABULARY])
def test_every_heading_is_documented(vocabulary: Vocabulary) -> None:
    rows = [tuple(re.findall(r"`(\w+)`", line)) for line in TEXT.splitlines() if line[:3] == "| `"]
    assert [words for words in vocabulary.values() if words not in rows] == []


@pytest.mark.parametrize("vocabulary", [course_table.VOCABULARY, enrolment_table.VOCABULARY])
def test_no_heading_has_two_meanings(vocabulary: Vocabulary) -> None:
    headings = [heading for headings in vocabulary.values() for heading in headings]
    assert sorted(set(headings)) == sorted(headings)


def test_every_format_is_documented() -> None:
    assert [each.value for each in Format if f"`{each.value}`" not in TEXT] == []
