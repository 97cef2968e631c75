"""Builds fictional Open-vhs courses, as XML and as Berlin writes them in JSON."""

import json
from typing import Any

NAMESPACE = 'xmlns:openvhs="http://www.dvv-vhs.de/Open-VHS"'


def xml_file(*courses: str, version: str = "1.2") -> bytes:
    """A file with `courses`; only its root has a namespace, as in the association's example."""
    text = "\n".join(courses)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<openvhs:veranstaltungen version="{version}" {NAMESPACE}>\n{text}\n'
        f"</openvhs:veranstaltungen>\n"
    ).encode()


def xml_course(more: str = "", *, number: str = "262-1", days: str = "") -> str:
    """A course with a number, a title and what is said beside."""
    return (
        f"<veranstaltung><guid>g-{number}</guid><nummer>{number}</nummer><name>Yoga</name>"
        f"{more}{days}</veranstaltung>"
    )


def xml_day(on: str, begin: str = "18:00:00", end: str = "19:30:00") -> str:
    times = f"<beginn_uhrzeit>{begin}</beginn_uhrzeit><ende_uhrzeit>{end}</ende_uhrzeit>"
    return f"<termin><beginn_datum>{on}</beginn_datum>{times if begin else ''}</termin>"


def json_course(number: str = "Mi302-121H", **fields: Any) -> dict[str, Any]:
    """A course as in Berlin's feed: a field that occurs once is no list, numbers are texts."""
    return {
        "guid": "789304",
        "nummer": number,
        "name": "Kickbox trifft Fitness",
        "untertitel": None,
        "minimale_teilnehmerzahl": "6",
        "aktuelle_teilnehmerzahl": "-1",
        "maximale_teilnehmerzahl": "10",
        "anzahl_termine": "26",
        "beginn_datum": "2026-09-02",
        "ende_datum": "2026-12-09",
        "merkmale": {"merkmal": {"name": "kursart_digital", "wert": "online_angebot"}},
        "ansprechperson": {"name": "Geheim", "telefon": "030 1"},
        "ortetermine": {
            "adresse": [{"lehrstaette": "VHS Mitte", "raum": "Raum 4.09", "ort": "Berlin"}],
            "termin": [json_day("2026-10-14"), json_day("2026-11-04")],
        },
        "dozent": {"anrede": "Frau", "titel": None, "name": "Muster", "vorname": "Mia"},
    } | fields


def json_day(on: str, begin: str = "16:00", end: str = "17:30") -> dict[str, str]:
    return {
        "wochentag": "Mittwoch",
        "beginn_datum": on,
        "beginn_uhrzeit": begin,
        "ende_uhrzeit": end,
    }


def json_file(*courses: dict[str, Any], indent: int | None = 1) -> bytes:
    document = {"veranstaltungen": {"veranstaltung": list(courses)}}
    return json.dumps(document, ensure_ascii=False, indent=indent).encode()
