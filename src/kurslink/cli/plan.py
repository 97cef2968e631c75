"""`kurslink plan`: shows which meetings a list of course days needs, without touching anything."""

import sys
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from kurslink.cli.language import Language
from kurslink.cli.output import print_json, refuse
from kurslink.cli.plan_document import explanation, plan_document
from kurslink.cli.plan_report import plan_report
from kurslink.cli.plan_sentences import Refusal, refusal, source_refusal
from kurslink.planning.caveats import Caveat, CaveatCode
from kurslink.planning.days import Day
from kurslink.planning.fit import Objective
from kurslink.planning.plan import LongCourse, plan_course
from kurslink.planning.wall_clock import from_utc, leave_out_nonexistent
from kurslink.sources.day_list import MAX_BYTES, read_day_list
from kurslink.sources.errors import SourceError


class Long(StrEnum):
    """How `LongCourse` is spelled on the command line."""

    NO_FIXED_TIME = "no-fixed-time"
    SPLIT = "split"


class _Refused(Exception):
    """The list cannot be planned, for the reason carried along."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def plan(
    file: Annotated[str, typer.Argument(help="CSV: date,start,end[,room]; „-“ für die Eingabe.")],
    *,
    timezone: Annotated[
        str, typer.Option(envvar="KURSLINK_TIME_ZONE", help="Zeitzone der Kurstage.")
    ] = "Europe/Berlin",
    max_occurrences: Annotated[
        int, typer.Option("--max", min=1, help="So viele Termine fasst eine Serie.")
    ] = 50,
    long: Annotated[Long, typer.Option(help="Was aus mehr Terminen wird.")] = Long.NO_FIXED_TIME,
    least_writes: Annotated[
        bool, typer.Option("--least-writes", help="Anlegen und Ändern sparen, nicht Löschen.")
    ] = False,
    now: Annotated[
        str | None, typer.Option(help="Nur Termine nach diesem Zeitpunkt, z. B. 2026-09-02T16:00.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Dazu: wie wenige Änderungen möglich wären.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Ein JSON-Dokument ausgeben.")] = False,
    language: Annotated[
        Language, typer.Option("--lang", help="Sprache der Meldungen.")
    ] = Language.GERMAN,
) -> None:
    """Zeigt, welche Meetings eine Liste von Kurstagen braucht. Ohne Zoom, ohne Datenbank."""
    zone = _zone(timezone)
    moment = _moment(now, zone) if now is not None else None
    try:
        days, caveats = _plannable(_read(file, language), zone, moment, language)
    except _Refused as refused:
        refuse(*refused.refusal, as_json=as_json)
    planned = plan_course(
        days,
        max_occurrences=max_occurrences,
        long=LongCourse[long.name],
        objective=Objective.FEWEST_WRITES if least_writes else Objective.FEWEST_CALLS,
        not_before=moment,
    )
    warnings = (*caveats, *planned.warnings)
    if as_json:
        document = plan_document(planned, zone=zone, warnings=warnings, language=language)
        print_json(document | ({"explanation": explanation(planned)} if explain else {}))
    else:
        typer.echo(plan_report(planned, warnings=warnings, language=language, explain=explain))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        message = f"{name!r} ist keine Zeitzone; Beispiel: Europe/Berlin."
        raise typer.BadParameter(message, param_hint="--timezone") from error


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """The local wall clock meant by `--now`, which may carry an offset or Z."""
    try:
        moment = datetime.fromisoformat(text)
        return from_utc(moment, zone) if moment.tzinfo else moment
    except (ValueError, OverflowError) as error:
        message = f"{text!r} ist kein Zeitpunkt; Beispiel: 2026-09-02T16:00."
        raise typer.BadParameter(message, param_hint="--now") from error


def _read(file: str, language: Language) -> list[Day]:
    """The days of the list. Raises _Refused if there is none, or no list."""
    try:
        return [Day(listed.start, listed.minutes) for listed in read_day_list(_content(file))]
    except FileNotFoundError as error:
        raise _Refused(refusal("file_missing", language, file=file)) from error
    except OSError as error:
        raise _Refused(refusal("file_unreadable", language, file=file)) from error
    except SourceError as error:
        raise _Refused(source_refusal(error, language)) from error


def _content(file: str) -> bytes:
    """At most one byte more than the reader accepts."""
    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(file).open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _plannable(
    days: Sequence[Day], zone: ZoneInfo, now: datetime | None, language: Language
) -> tuple[Sequence[Day], tuple[Caveat, ...]]:
    """The days to come that exist, and a warning for every other. Raises _Refused for none."""
    past = [day for day in days if now and day.start <= now]
    coming = [day for day in days if not now or day.start > now]
    existing, caveats = leave_out_nonexistent(coming, zone)
    if not existing:
        raise _Refused(refusal("no_days_left", language))
    left_out = (Caveat(CaveatCode.PAST_LEFT_OUT, day.start.date()) for day in past)
    return existing, (*left_out, *caveats)
