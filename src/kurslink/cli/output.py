"""Knows how a command answers: one JSON document on stdout, sentences for people on stderr."""

import json
from typing import NoReturn

import typer


def print_json(document: object) -> None:
    """Print the one document of a command with `--json`."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))


def refuse(code: str, message: str, hint: str, *, as_json: bool) -> NoReturn:
    """End with exit code 1: the sentences on stderr, with `--json` also the document on stdout."""
    typer.echo(" ".join(part for part in (message, hint) if part), err=True)
    if as_json:
        print_json({"error": {"code": code, "message": message, "hint": hint}})
    raise typer.Exit(1)
