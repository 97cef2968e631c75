"""docs/zuordnung.md names pages, commands and tests that exist, for every row it has to."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import get_resolver
from typer.core import TyperGroup
from typer.main import get_command

from kurslink.cli.main import COMMANDS, application

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs/zuordnung.md").read_text(encoding="utf-8")
ROWS = [
    line.strip("|").split(" | ") for line in TABLE.splitlines() if re.match(r"\| [SANB]\d", line)
]
PROMISED = [f"S{number}" for number in range(1, 24)]


def quoted(column: int) -> list[str]:
    return sorted({name for row in ROWS for name in re.findall(r"`([^`]+)`", row[column])})


def test_every_row_of_the_seeds_is_mapped() -> None:
    named = [row[0].strip() for row in ROWS]
    assert [name for name in named if name.startswith("S")] == PROMISED


def test_every_promise_to_the_office_is_mapped() -> None:
    named = [row[0].strip() for row in ROWS]
    office = [f"B{number}" for number in range(1, 14)]
    assert [name for name in named if name.startswith("B")] == office


def test_every_row_names_a_command_and_a_test() -> None:
    assert [row[0] for row in ROWS if "`" not in row[3] or "`" not in row[4]] == []


def test_every_page_exists() -> None:
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert [name for name in quoted(2) if name not in known] == []


@pytest.mark.parametrize("line", quoted(3))
def test_every_command_exists(line: str) -> None:
    program, *words = line.split()
    wanted = [word for word in words if word.startswith("--")]
    known = options_of([word for word in words if not word.startswith("--")])
    assert (program, [option for option in wanted if option not in known]) == ("kurslink", [])


def options_of(path: list[str]) -> set[str]:
    """The options of the command with this path; fails if it is none, or still a group."""
    command: Any = get_command(application(list(COMMANDS)))
    for name in path:
        command = command.commands[name]
    assert not isinstance(command, TyperGroup)
    return {name for parameter in command.params for name in parameter.opts}


def test_every_test_exists() -> None:
    assert [name for name in quoted(4) if not (ROOT / name).is_file()] == []
