"""docs/betrieb names commands, options, settings, numbers and files that exist."""

import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from kurslink.cli.main import COMMANDS, application
from kurslink.config.environment import Environment
from kurslink.services.measurements import Measurements
from kurslink.web.health import numbers_of

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs/betrieb"
PAGES = sorted(MANUAL.glob("*.md"))
QUOTED = re.compile(r"(?:^|[`/;\\]|\s)kurslink(?:\.exe)?\"? ([a-z][^`\n|)]*)")
ELSEWHERE = {"KURSLINK_SETTINGS_FILE", "KURSLINK_DATABASE_PASSWORD"}


def commands(page: Path) -> list[str]:
    """What follows `kurslink` where text is quoted as code, or stands in a block of it."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    found = [match[1] for line in lines for match in QUOTED.finditer(line) if _calls(line)]
    return sorted(set(found))


def _calls(line: str) -> bool:
    """Not every `kurslink` is the command: it is a user, a database and a directory too."""
    return bool(re.match(r"\s*(kurslink |& \"C:|kurslink\.exe |docker compose (exec|run))", line))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_exists(page: Path) -> None:
    for line in commands(page):
        path, known = _found(tuple(line.split()))
        assert path, line
        wanted = set(re.findall(r"(?<=\s)--[a-z-]+", line))
        assert wanted - known == set(), line


@cache
def _found(words: tuple[str, ...]) -> tuple[tuple[str, ...], set[str]]:
    """The words that lead to a command, and its options; none if there is no such command."""
    command: Any = get_command(application(list(COMMANDS)))
    path: list[str] = []
    for word in words:
        if not isinstance(command, TyperGroup):
            break
        if word not in command.commands:
            return (), set()
        command = command.commands[word]
        path.append(word)
    options = {each for one in command.params for each in (*one.opts, *one.secondary_opts)}
    return tuple(path), options


def test_commands_are_found_at_all() -> None:
    assert sum(len(commands(page)) for page in PAGES) > 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_exists(page: Path) -> None:
    known = {f"KURSLINK_{name.upper()}" for name in Environment.model_fields}
    named = set(re.findall(r"KURSLINK_[A-Z_]+", page.read_text(encoding="utf-8")))
    assert named - known - ELSEWHERE == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    assert [each for each in targets if not (MANUAL / each).is_file()] == []


def test_every_number_is_explained_and_every_explained_one_exists() -> None:
    text = (MANUAL / "ueberwachung.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(kurslink_\w+)", text, re.MULTILINE))
    nothing = Measurements({}, {}, {}, timedelta(), timedelta(), {}, 0)
    told = {family.name for family in numbers_of(nothing)}
    assert explained == told
    assert set(re.findall(r"expr: (kurslink_\w+)", text)) <= told
