"""Knows how `kurslink import` says what it did."""

from collections.abc import Iterable

import typer
from django.utils.translation import gettext as _

from kurslink.services.words.sentences import describe_remark
from kurslink.sources.course_rows import Rejection, SourceWarning
from kurslink.sources.table_kind import Subject, TableKind


def print_counts(counts: Iterable[tuple[str, object]], *, dry_run: bool) -> None:
    """One line for each; a dry run says first that it was one."""
    if dry_run:
        typer.echo(_("Nur Vorschau, nichts wurde geändert."))
    for label, value in counts:
        typer.echo(f"{label + ':':24} {value}")


def print_columns(table: TableKind) -> None:
    """As what a table was recognised, and what each of its columns was taken for."""
    subjects = {Subject.COURSES: _("Kurse"), Subject.ENROLMENTS: _("Anmeldungen")}
    typer.echo(_("Erkannt als Tabelle mit: {subject}").format(subject=subjects[table.subject]))
    read = _("  Spalte „{heading}“: {meaning}")
    unread = _("  Spalte „{heading}“: nicht verwendet")
    for column in table.columns:
        sentence = read if column.meaning else unread
        typer.echo(sentence.format(heading=column.heading, meaning=column.meaning))


def print_remarks(rejected: Iterable[Rejection], warnings: Iterable[SourceWarning]) -> None:
    """On stderr: what was not understood, and what is odd, with row and column."""
    refused = _("abgewiesen, Zeile {line}, „{element}“: {remark}")
    for remark in rejected:
        _print_remark(refused, remark)
    noted = _("Hinweis, Zeile {line}, „{element}“: {remark}")
    for warning in warnings:
        _print_remark(noted, warning)


def _print_remark(sentence: str, remark: Rejection | SourceWarning) -> None:
    said = describe_remark(remark)
    typer.echo(sentence.format(line=remark.line, element=remark.element, remark=said), err=True)


def remark_document(remark: Rejection | SourceWarning) -> dict[str, object]:
    """The remark for scripts."""
    return {"row": remark.line, "element": remark.element, "message": describe_remark(remark)}
