"""`kurslink import`: takes courses over from the file of a course administration."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json, refuse
from kurslink.services import clock
from kurslink.services.import_courses import import_courses
from kurslink.services.importing.compare_courses import Comparison
from kurslink.services.rights import SHELL
from kurslink.services.words.sentences import describe_remark
from kurslink.sources.course_rows import CourseFile
from kurslink.sources.kufer_xml import read_courses


class Format(StrEnum):
    """What can be read."""

    KUFER_XML = "kufer-xml"


_READERS = {Format.KUFER_XML: read_courses}


def import_file(
    file: Annotated[Path, typer.Argument(help="Datei aus der Kursverwaltung.")],
    *,
    format_: Annotated[Format, typer.Option("--format", help="Art der Datei.")] = Format.KUFER_XML,
    semester: Annotated[
        str | None, typer.Option(help="Semester für Kurse, deren Datei keines nennt.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Nur zeigen, was geschehen würde.")
    ] = False,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Importiert Kurse; gelöscht wird nie etwas."""
    with office(as_json=as_json, language=language):
        comparison = import_courses(
            _read(file, _READERS[format_], as_json=as_json),
            actor=SHELL,
            now=clock.now(),
            semester_code=semester,
            dry_run=dry_run,
        )
        if as_json:
            print_json(_document(comparison))
        else:
            _print(comparison, dry_run=dry_run)
        _print_remarks(comparison)
    if comparison.rejected:
        raise typer.Exit(1)


def _read(file: Path, read: Callable[[BinaryIO], CourseFile], *, as_json: bool) -> CourseFile:
    try:
        with file.open("rb") as stream:
            return read(stream)
    except OSError:
        message = _("Die Datei {file} kann nicht geöffnet werden.").format(file=file)
        refuse("file_unreadable", message, _("Pfad und Rechte prüfen."), as_json=as_json)


def _document(comparison: Comparison) -> dict[str, Any]:
    return {
        "new": len(comparison.new),
        "changed": len(comparison.changed),
        "unchanged": len(comparison.unchanged),
        "missing": len(comparison.missing),
        "rejected": [_remark(remark) for remark in comparison.rejected],
        "warnings": [_remark(remark) for remark in comparison.warnings],
    }


def _remark(remark: Any) -> dict[str, Any]:
    return {"row": remark.line, "element": remark.element, "message": describe_remark(remark)}


def _print(comparison: Comparison, *, dry_run: bool) -> None:
    if dry_run:
        typer.echo(_("Nur Vorschau, nichts wurde geändert."))
    for label, counted in (
        (_("neu"), comparison.new),
        (_("geändert"), comparison.changed),
        (_("unverändert"), comparison.unchanged),
        (_("nicht mehr im Export"), comparison.missing),
    ):
        _print_line(label, len(counted))
    for semester in comparison.new_semesters:
        _print_line(_("neues Semester"), semester.name)


def _print_line(label: str, value: object) -> None:
    typer.echo(f"{label + ':':24} {value}")


def _print_remarks(comparison: Comparison) -> None:
    rejected = _("abgewiesen, Zeile {line}: {remark}")
    for remark in comparison.rejected:
        typer.echo(rejected.format(line=remark.line, remark=describe_remark(remark)), err=True)
    noted = _("Hinweis, Zeile {line}: {remark}")
    for warning in comparison.warnings:
        typer.echo(noted.format(line=warning.line, remark=describe_remark(warning)), err=True)
