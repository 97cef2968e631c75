"""The list of commands and the help of each: in German, complete, without a database."""

import re

import pytest
from typer.testing import CliRunner

from kurslink.cli.main import COMMANDS, application

SHOWN = [name for name in COMMANDS if name != "demo-fill"]


def help_of(*words: str) -> str:
    result = CliRunner().invoke(application(list(COMMANDS)), [*words, "--help"])
    assert (result.exit_code, result.stderr) == (0, "")
    return re.sub(r"\x1b\[[0-9;]*m", "", result.stdout)


def test_the_help_lists_every_command_for_people_and_no_other() -> None:
    listed = re.findall(r"^\W*([a-z][a-z-]+) {2,}\S", help_of(), re.MULTILINE)
    assert sorted(set(listed) & set(COMMANDS)) == sorted(SHOWN)


@pytest.mark.parametrize("name", SHOWN)
def test_each_command_says_in_a_sentence_what_it_does(name: str) -> None:
    lines = [line.strip() for line in help_of(name).splitlines() if line.strip()]
    usage, *description = lines[: next(n for n, line in enumerate(lines) if line[0] in "╭│")]
    assert f"kurslink {name} " in f"{usage} "
    assert re.fullmatch(r"[A-ZÄÖÜ].+[.)]", " ".join(description))


@pytest.mark.parametrize(
    "words",
    [
        ["unknown"],
        ["transfer"],
        ["transfer", "1", "--all-online"],
        ["transfer", "1", "--day", "01.09.2026"],
        ["course"],
        ["account", "add", "a@vhs.example"],
        ["import", "f.xml", "--format", "docx"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_exit_code_two_and_says_why(words: list[str]) -> None:
    result = CliRunner().invoke(application(list(COMMANDS)), words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
