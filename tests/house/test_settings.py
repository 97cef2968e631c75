"""A setting nobody can read about does not exist."""

import re
from pathlib import Path

from kurslink.config.environment import Environment

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `(KURSLINK_\w+)` \| (.+?) \|", re.MULTILINE)
READ = re.compile(r'(?:environ(?:\.\w+)?[\[(]|envvar=)"(KURSLINK_\w+)"')


def manual() -> str:
    return (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_the_manual_says_of_each_setting_what_the_code_says() -> None:
    fields = Environment.model_fields.items()
    assert ROW.findall(manual()) == [
        (f"KURSLINK_{name.upper()}", field.description) for name, field in fields
    ]


def test_no_variable_is_read_that_the_manual_does_not_name() -> None:
    code = (ROOT / "src").rglob("*.py")
    read = {name for path in code for name in READ.findall(path.read_text(encoding="utf-8"))}
    assert read - set(re.findall(r"KURSLINK_\w+", manual())) == set()
