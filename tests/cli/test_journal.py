"""`kurslink journal` as a person at the shell uses it."""

import json

import pytest
from django.db import connection
from typer.testing import CliRunner, Result

from kurslink.cli.main import application
from kurslink.models import Event
from kurslink.services.journal.record import record
from kurslink.services.rights import SHELL
from tests.course_office import make_course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_database")]


def run(*words: str) -> Result:
    return CliRunner().invoke(application(["journal"]), ["journal", *words])


def test_entries_are_told_and_narrowed() -> None:
    record(SHELL, Event.COURSE_CHANGED, make_course("262-1"), changed={"room": ["1", "2"]})
    record(SHELL, Event.COURSE_DELETED, make_course("262-2"))
    said = run("--course", "262-1", "--event", "course.changed", "--since", "2026-01-01")
    first, second = said.stdout.splitlines()
    assert first.endswith("Kommandozeile hat den Kurs 262-1 geändert.")
    assert second.strip() == "Raum: 1 → 2"
    (entry,) = json.loads(run("--course", "262-1", "--json").stdout)["entries"]
    assert (entry["event"], entry["actor"]["name"]) == ("course.changed", "Kommandozeile")
    assert (entry["subject"]["label"], entry["values"]) == (
        "262-1",
        {"changed": {"room": ["1", "2"]}},
    )
    assert run("--event", "x").stdout == "Kein Eintrag passt.\n"


def test_the_chain_is_proven_and_a_break_is_an_error() -> None:
    record(SHELL, Event.KEYS_ROTATED)
    record(SHELL, Event.KEYS_ROTATED)
    said = run("--verify")
    assert said.stdout.startswith("Das Protokoll ist unverändert: 2 Einträge, Siegel ")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kurslink_journalentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE kurslink_journalentry SET event = 'x' WHERE position = 2")
    said = run("--verify", "--json")
    assert (said.exit_code, json.loads(said.stdout)["broken_at"]) == (1, 2)
    assert (
        run("--verify").stdout
        == "Das Protokoll wurde verändert: Die Kette bricht bei Position 2.\n"
    )
