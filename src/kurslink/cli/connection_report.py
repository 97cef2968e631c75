"""How „Verbindung testen" is told at the shell, as lines and as JSON."""

from collections.abc import Sequence
from typing import Any

import typer

from kurslink.services.connection.connection_check import Check, CheckStatus

MARKS = {
    CheckStatus.OK: "✓",
    CheckStatus.WARNING: "!",
    CheckStatus.FAILED: "✗",
    CheckStatus.NOT_CHECKED: "–",
}


def connection_document(checks: Sequence[Check]) -> dict[str, Any]:
    """The document of `account test`; a step that was not reached is not ok."""
    return {"checks": [_document(check) for check in checks]}


def report_connection(checks: Sequence[Check]) -> None:
    """Print each step with its mark, and under it what is wrong and who repairs it."""
    for check in checks:
        typer.echo(f"{MARKS[check.status]} {check.label}: {_message(check)}")
        if check.explanation:
            typer.echo(f"    → {check.explanation.hint}")


def _document(check: Check) -> dict[str, Any]:
    repair = check.explanation.hint if check.explanation else ""
    return {
        "name": check.name.value,
        "ok": check.is_ok,
        "message": _message(check),
        "repair": repair,
    }


def _message(check: Check) -> str:
    return check.explanation.message if check.explanation else check.found
