"""`kurslink import`: takes courses and enrolments over from the file of a course administration."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer
from django.utils.translation import gettext as _

from kurslink.cli.import_progress import courses_stored, file_read
from kurslink.cli.import_report import print_columns, print_counts, print_remarks, remark_document
from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json, refuse
from kurslink.cli.people_import import import_people
from kurslink.services import clock
from kurslink.services.import_columns import recall_columns
from kurslink.services.import_courses import import_courses
from kurslink.services.importing.compare_courses import Comparison
from kurslink.services.rights import SHELL
from kurslink.sources.course_file import MAX_BYTES, read_course_file
from kurslink.sources.enrolment_file import KINDS as ENROLMENT_KINDS
from kurslink.sources.file_kind import HEAD_SIZE, FileKind, look_at
from kurslink.sources.table_columns import GUESS, Choice
from kurslink.sources.table_kind import Subject, TableKind, look_at_table


class Format(StrEnum):
    """What can be read."""

    KUFER_XML = "kufer-xml"
    KUFER_REGISTRATIONS = "kufer-registrations"
    OPEN_VHS = "open-vhs"
    BERLIN_JSON = "berlin-json"
    CSV = "csv"
    XLSX = "xlsx"


_FILE_KINDS = {
    Format.KUFER_XML: FileKind.KUFER_COURSES,
    Format.KUFER_REGISTRATIONS: FileKind.KUFER_REGISTRATIONS,
    Format.OPEN_VHS: FileKind.OPEN_VHS,
    Format.BERLIN_JSON: FileKind.JSON,
    Format.CSV: FileKind.CSV,
    Format.XLSX: FileKind.ZIP,
}
"""How each looks."""
_SUBJECTS = {
    Format.KUFER_XML: Subject.COURSES,
    Format.OPEN_VHS: Subject.COURSES,
    Format.BERLIN_JSON: Subject.COURSES,
    Format.KUFER_REGISTRATIONS: Subject.ENROLMENTS,
}
"""What formats that are about one thing are about."""


def import_file(
    file: Annotated[Path, typer.Argument(help="Datei aus der Kursverwaltung.")],
    *,
    kind: Annotated[
        Subject | None, typer.Option(help="Kurse oder Anmeldungen; sonst sagt es die Datei.")
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
        seen = look_at_table(stream, max_bytes=MAX_BYTES)
        table = recall_columns(seen, subject=kind) if seen else None
        wanted = _FILE_KINDS[format_] if format_ else None
        take = import_people
        if _subject(stream, kind, format_, table) is Subject.COURSES:
            take = _import_courses
        rejected = take(
            stream,
            kind=wanted,
            choice=table.choice if table else GUESS,
            semester=semester,
            dry_run=dry_run,
            as_json=as_json,
        )
        if table is not None and not as_json:
            print_columns(table)
    if rejected:
        raise typer.Exit(1)


def _subject(
    stream: BinaryIO, kind: Subject | None, format_: Format | None, table: TableKind | None
) -> Subject:
    """What was said, else what the format, the header or the beginning of the file says."""
    of_format = _SUBJECTS.get(format_) if format_ else None
    if None not in {kind, of_format} and kind != of_format:
        raise typer.BadParameter(_("--kind und --format passen nicht zusammen."))
    if found := kind or of_format or (table and table.subject):
        return found
    stream.seek(0)
    is_people = look_at(stream.read(HEAD_SIZE)) in ENROLMENT_KINDS
    return Subject.ENROLMENTS if is_people else Subject.COURSES


def _import_courses(
    stream: BinaryIO,
    *,
    kind: FileKind | None,
    choice: Choice,
    semester: str | None,
    dry_run: bool,
    as_json: bool,
) -> bool:
    """Whether any course was rejected."""
    with file_read(stream, is_shown=not as_json) as shown:
        file = read_course_file(shown, kind=kind, choice=choice)
    with courses_stored(is_shown=not as_json):
        comparison = import_courses(
            file, actor=SHELL, now=clock.now(), semester_code=semester, dry_run=dry_run
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
            (_("davon wohl online"), sum(bool(row.online_hints) for _code, row in comparison.new)),
            (_("geändert"), len(comparison.changed)),
            (_("unverändert"), len(comparison.unchanged)),
            (_("nicht mehr im Export"), len(comparison.missing)),
            *((_("neues Semester"), each.name) for each in comparison.new_semesters),
        ),
        dry_run=dry_run,
    )
