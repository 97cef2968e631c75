"""`kurslink check`: examines the installation; the report can be handed to the IT department."""

from datetime import datetime
from typing import Any

import typer
from django.utils import translation
from django.utils.translation import gettext as _

from kurslink.cli.database import find_database_fault
from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang
from kurslink.cli.output import print_json
from kurslink.services import clock
from kurslink.services.doctor.examination import examine, is_healthy
from kurslink.services.doctor.finding import Finding, Verdict
from kurslink.services.rights import SHELL
from kurslink.services.words.sentences import in_words

_MARKS = {Verdict.OK: "✓", Verdict.WARNING: "!", Verdict.FAILED: "✗", Verdict.NOT_CHECKED: "–"}


def check(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Prüft die Installation und sagt, wer was repariert; Ende mit 1, wenn etwas fehlt."""
    with translation.override(language.value):
        fault = find_database_fault()
        now = clock.now()
        findings = examine(actor=SHELL, now=now, database_fault=fault)
        if as_json:
            print_json({"checks": [_document(finding) for finding in findings]})
        else:
            typer.echo(_report(findings, now))
    if not is_healthy(findings):
        raise typer.Exit(1)


def _document(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.name,
        "ok": finding.is_ok,
        "message": finding.message,
        "repair": finding.advice,
    }


def _report(findings: tuple[Finding, ...], now: datetime) -> str:
    failed = sum(not finding.is_ok for finding in findings)
    warned = sum(finding.verdict is Verdict.WARNING for finding in findings)
    head = _("Kurslink – Prüfbericht vom {when}").format(when=in_words(now))
    foot = _("{count} Prüfungen, {failed} nicht bestanden, {warned} mit Hinweis.").format(
        count=len(findings), failed=failed, warned=warned
    )
    return "\n".join([head, "", *map(_line, findings), "", foot])


def _line(finding: Finding) -> str:
    text = f"{_MARKS[finding.verdict]} {finding.title}: {finding.message}"
    return f"{text}\n    → {finding.advice}" if finding.advice else text
