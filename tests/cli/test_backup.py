"""`kurslink backup` and `kurslink restore`, as an administrator uses them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kurslink.config import embedded_postgres
from tests.database import bare_environment

ONE_COURSE = (
    "SEMESTER,KURSNR,KURSTITEL,DATUM,BEGINN,ENDE,RAUM\n262,{},Englisch,2026-12-02,18:00,19:30,\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """An installation with a database of its own."""
    yield tmp_path / "home"
    embedded_postgres.stop(tmp_path / "home" / "postgres")


def kurslink(home: Path, *words: str | Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "kurslink.cli", *map(str, words)]
    done = subprocess.run(
        command, env=bare_environment(home), capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout or done.stderr


def import_course(home: Path, number: str) -> None:
    file = home.parent / f"{number}.csv"
    file.write_text(ONE_COURSE.format(number), encoding="utf-8")
    assert kurslink(home, "import", file)[0] == 0


def numbers(home: Path) -> list[str]:
    courses = json.loads(kurslink(home, "courses", "--json")[1])["courses"]
    return [course["number"] for course in courses]


def test_what_was_there_comes_back_and_what_came_later_is_gone(home: Path) -> None:
    import_course(home, "262-1")
    code, said = kurslink(home, "backup", home.parent / "sicherung.kurslink", "--json")
    file = Path(json.loads(said)["file"])
    assert (code, file.name) == (0, "sicherung.kurslink")
    import_course(home, "262-2")
    assert kurslink(home, "restore", file) == (
        1,
        "In dieser Datenbank stehen schon Kurse oder Benutzer. Mit --replace werden sie "
        "verworfen; sichern Sie sie vorher mit „kurslink backup“.\n",
    )
    code, said = kurslink(home, "restore", file, "--replace")
    assert (code, said.splitlines()[0][:33]) == (0, "Zurückgespielt ist der Stand vom ")
    assert numbers(home) == ["262-1"]


def test_a_refusal_is_a_sentence(home: Path, tmp_path: Path) -> None:
    assert kurslink(home, "restore", tmp_path / "none") == (
        1,
        f"Die Datei {tmp_path / 'none'} gibt es nicht.\n",
    )
