"""The part of `kurslink import` that is about enrolments."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from kurslink.cli.import_progress import rows_read
from kurslink.cli.import_report import print_counts, print_remarks, remark_document
from kurslink.cli.output import print_json
from kurslink.services import clock
from kurslink.services.import_enrolments import import_enrolments
from kurslink.services.importing.enrolment_count import EnrolmentImport
from kurslink.services.rights import SHELL
from kurslink.sources.enrolment_file import read_enrolments
from kurslink.sources.file_kind import FileKind
from kurslink.sources.table_columns import Choice


def import_people(
    stream: BinaryIO,
    *,
    kind: FileKind | None,
    choice: Choice,
    semester: str | None,
    dry_run: bool,
    as_json: bool,
) -> bool:
    """Import and say so; whether any row was rejected."""
    file = read_enrolments(stream, kind=kind, choice=choice)
    with rows_read(is_shown=not as_json) as progress:
        done = import_enrolments(
            file,
            actor=SHELL,
            now=clock.now(),
            semester_code=semester,
            dry_run=dry_run,
            progress=progress,
        )
    if as_json:
        print_json(_document(done))
    else:
        _print(done, dry_run=dry_run)
    print_remarks(done.rejections, done.remarks)
    return bool(done.rejected)


def _document(done: EnrolmentImport) -> dict[str, object]:
    """The numbers are complete; lists of more than a thousand are cut."""
    return {
        "new": done.new,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "missing": done.missing,
        "rejected": [remark_document(remark) for remark in done.rejections],
        "rejected_count": done.rejected,
        "warnings": [remark_document(remark) for remark in done.remarks],
        "warnings_count": done.warnings,
    }


def _print(done: EnrolmentImport, *, dry_run: bool) -> None:
    print_counts(
        (
            (_("neu"), done.new),
            (_("geändert"), done.changed),
            (_("unverändert"), done.unchanged),
            (_("nicht mehr im Export"), done.missing),
            (_("abgewiesen"), done.rejected),
        ),
        dry_run=dry_run,
    )
