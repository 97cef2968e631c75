"""docs/sicherheit.md names for every threat a test, and none that does not exist."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs/sicherheit.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if line.startswith("|") and not re.match(r"\|(---|.*\| test \|$)", line)
]
NAMED = re.compile(r"`(\S+\.py)::(\w+)`")
CHAPTERS = [f"V{number}" for number in range(1, 18)]


@cache
def named_in(file: str) -> frozenset[str]:
    path = ROOT / "tests" / file
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return frozenset(re.findall(r"^ *def test_(\w+)", text, re.MULTILINE))


def test_every_threat_has_a_place_and_a_test() -> None:
    assert len(ROWS) > 100
    assert [row[0] for row in ROWS if len(row) != 3 or not NAMED.search(row[2])] == []


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(TABLE))))
def test_every_test_that_is_named_exists(file: str, name: str) -> None:
    assert name in named_in(file)


def test_every_place_that_is_named_exists() -> None:
    named = {name for row in ROWS for name in re.findall(r"`(\w+(?:/\w+)*)`", row[1])}
    inside, beside = ROOT / "src/kurslink", ROOT
    places = {
        name: [base / name for base in (inside, beside)]
        + [inside / f"{name}.py", beside / f"{name}.py"]
        for name in named
        if "/" in name
    }
    assert [name for name, paths in places.items() if not any(p.exists() for p in paths)] == []


def test_every_chapter_of_the_standard_has_its_row() -> None:
    assert [row[0].split()[0] for row in ROWS if re.match(r"V\d", row[0])] == CHAPTERS
