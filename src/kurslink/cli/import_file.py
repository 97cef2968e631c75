"""`kurslink import`: takes courses and enrolments over from the file of a course administration."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer
from django.utils.translation import gettext as _

from kurslink.cli.import_report import print_counts, print_remarks, remark_document
from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json, refuse
from kurslink.cli.people_import import import_people
from kurslink.services import clock
from kurslink.services.import_courses import import_courses
from kurslink.services.importing.compare_courses import Comparison
from kurslink.services.rights import SHELL
from kurslink.sources.enrolment_file import KINDS as ENROLMENT_KINDS
from kurslink.sources.file_kind import HEAD_SIZE, FileKind, look_at
from kurslink.sources.kufer_xml import read_courses


class Kind(StrEnum):
    """What a file tells about."""

    COURSES = "courses"
    ENROLMENTS = "enrolments"


class Format(StrEnum):
    """What can be read."""

    KUFER_XML = "kufer-xml"
    KUFER_REGISTRATIONS = "kufer-registrations"
    CSV = "csv"
    XLSX = "xlsx"


_FILE_KINDS = {
    Format.KUFER_REGISTRATIONS: FileKind.KUFER_REGISTRATIONS,
    Format.CSV: FileKind.CSV,
    Format.XLSX: FileKind.ZIP,
}
"""How enrolments look."""


def import_file(
    file: Annotated[Path, typer.Argument(help="Datei aus der Kursverwaltung.")],
    *,
    kind: Annotated[
        Kind | None, typer.Option(help="Kurse oder Anmeldungen; sonst sagt es die Datei.")
    ] = None,
    format_: Annotated[
        Format | None, typer.Option("--format", help="Art der Datei; sonst wird sie erkannt.")
    ] = None,
    semester: Annotated[
        str | None, typer.Option(help="Semester für Kurse, deren Datei keines nennt.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Nur zeigen, was geschehen würde.")
    ] = False,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Importiert Kurse oder Anmeldungen; gelöscht wird nie etwas."""
    with office(as_json=as_json, language=language), _opened(file, as_json=as_json) as stream:
        if _kind_of(stream, kind, format_) is Kind.ENROLMENTS:
            wanted = _FILE_KINDS.get(format_) if format_ else None
            rejected = import_people(
                stream, kind=wanted, semester=semester, dry_run=dry_run, as_json=as_json
            )
        else:
            rejected = _import_courses(stream, semester, dry_run=dry_run, as_json=as_json)
    if rejected:
        raise typer.Exit(1)


def _kind_of(stream: BinaryIO, kind: Kind | None, format_: Format | None) -> Kind:
    """What was said, else what the format or the beginning of the file says."""
    if format_ is None:
        found = look_at(stream.read(HEAD_SIZE))
        return kind or (Kind.ENROLMENTS if found in ENROLMENT_KINDS else Kind.COURSES)
    of_format = Kind.COURSES if format_ is Format.KUFER_XML else Kind.ENROLMENTS
    if kind not in {None, of_format}:
        raise typer.BadParameter(_("--kind und --format passen nicht zusammen."))
    return of_format


def _import_courses(
    stream: BinaryIO, semester: str | None, *, dry_run: bool, as_json: bool
) -> bool:
    """Whether any course was rejected."""
    comparison = import_courses(
        read_courses(stream),
        actor=SHELL,
        now=clock.now(),
        semester_code=semester,
        dry_run=dry_run,
    )
    if as_json:
        print_json(_document(comparison))
    else:
        _print(comparison, dry_run=dry_run)
    print_remarks(comparison.rejected, comparison.warnings)
    return bool(comparison.rejected)


def _opened(file: Path, *, as_json: bool) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError:
        message = _("Die Datei {file} kann nicht geöffnet werden.").format(file=file)
        refuse("file_unreadable", message, _("Pfad und Rechte prüfen."), as_json=as_json)


def _document(comparison: Comparison) -> dict[str, Any]:
    return {
        "new": len(comparison.new),
        "changed": len(comparison.changed),
        "unchanged": len(comparison.unchanged),
        "missing": len(comparison.missing),
        "rejected": [remark_document(remark) for remark in comparison.rejected],
        "warnings": [remark_document(remark) for remark in comparison.warnings],
    }


def _print(comparison: Comparison, *, dry_run: bool) -> None:
    print_counts(
        (
            (_("neu"), len(comparison.new)),
            (_("geändert"), len(comparison.changed)),
            (_("unverändert"), len(comparison.unchanged)),
            (_("nicht mehr im Export"), len(comparison.missing)),
            *((_("neues Semester"), each.name) for each in comparison.new_semesters),
        ),
        dry_run=dry_run,
    )
