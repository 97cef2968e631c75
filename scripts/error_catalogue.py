"""Writes docs/fehlermeldungen.md: every sentence Kurslink says when something is not possible."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import django
from django.utils import translation

TARGET = Path(__file__).resolve().parent.parent / "docs/fehlermeldungen.md"
HEAD = """# Fehlermeldungen

Was Kurslink sagt, wenn etwas nicht geht, und was dann zu tun ist. Die Kennung steht in den
Antworten der Befehle mit `--json`; Auslassungen (…) füllt Kurslink mit Namen, Tagen und Zahlen.

Diese Datei wird von `scripts/error_catalogue.py` geschrieben; ein Test vergleicht sie mit dem
Programm.
"""

Row = tuple[str, str, str]


def catalogue_text() -> str:
    """The whole document, in German."""
    with translation.override("de"):
        parts = [f"## {title}\n\n{_table(rows)}" for title, rows in _sections()]
    return "\n".join([HEAD, *parts])


def _sections() -> Iterator[tuple[str, Iterable[Row]]]:
    from kurslink.services.words.catalogue import (  # noqa: PLC0415  # needs Django's settings
        connection,
        doctor,
        encryption,
        files,
        mail_server,
        notices,
        refusals,
        zoom,
    )

    yield "Kurslink lehnt ab", _pairs(refusals.SENTENCES)
    yield "Zoom lehnt ab oder ist nicht zu erreichen", _pairs(zoom.SENTENCES)
    yield "E-Mails und der Mailserver", _pairs(mail_server.SENTENCES)
    yield "„Verbindung testen“", _pairs(connection.PROBLEMS)
    yield "Gespeicherte Geheimnisse", _pairs(encryption.SENTENCES)
    yield "Prüfung der Installation (`kurslink check`)", _findings(doctor)
    yield "Dateien", _pairs(files.UNREADABLE)
    yield "Hinweise zu einzelnen Kursen einer Datei", _single(files.REMARKS)
    yield "Hinweise bei der Übertragung", _single(notices.SENTENCES)


def _pairs(sentences: Mapping[Any, tuple[Any, Any]]) -> Iterator[Row]:
    for code, (message, hint) in sentences.items():
        yield str(code), str(message), str(hint)


def _findings(doctor: Any) -> Iterator[Row]:
    for code, (message, repair, who) in doctor.SENTENCES.items():
        if who is not None:
            yield str(code), str(message), f"{doctor.PEOPLE[who]}: {repair}"


def _single(sentences: Mapping[Any, Any]) -> Iterator[Row]:
    for code, message in sentences.items():
        yield str(code), str(message), ""


def _table(rows: Iterable[Row]) -> str:
    lines = [f"| `{code}` | {_plain(says)} | {_plain(then)} |\n" for code, says, then in rows]
    return "".join(["| Kennung | Meldung | Was zu tun ist |\n", "|---|---|---|\n", *lines])


def _plain(sentence: str) -> str:
    """Open places as "…", and nothing Markdown would take for a tag, a column or emphasis."""
    without_places = re.sub(r"\{\w+\}", "…", sentence)
    return re.sub(r"([<|*])", r"\\\1", without_places)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurslink.config.settings")
    django.setup()
    TARGET.write_text(catalogue_text(), encoding="utf-8")
