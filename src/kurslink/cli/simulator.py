"""`kurslink simulator`: runs the stand-in for Zoom until it is stopped."""

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from kurslink.simulator.clock import time_around
from kurslink.simulator.errors import CannotStart
from kurslink.simulator.server import Running, serve


def simulator(
    port: Annotated[
        int | None,
        typer.Option(help="Port auf 127.0.0.1; sonst der gemerkte oder ein freier."),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(help="Datei, in der die Meetings einen Neustart überdauern."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Adressen und Zugangsdaten als JSON ausgeben.")
    ] = False,
) -> None:
    """Startet den Übungszugang: einen Server, der sich wie Zoom verhält."""

    def announce(running: Running) -> None:
        document = running.document()
        typer.echo(json.dumps(document) if as_json else _for_people(document))

    try:
        serve(port=port, state=state, announce=announce, read_time=time_around(os.environ))
    except CannotStart as refusal:
        sentence = f"Der Simulator kann nicht starten. {refusal}"
        typer.echo(sentence, err=True)
        if as_json:
            typer.echo(json.dumps({"error": _error(sentence)}))
        raise typer.Exit(1) from refusal


def _for_people(document: dict[str, Any]) -> str:
    return (
        "Der Simulator läuft. Beenden mit Strg+C.\n"
        f"  API:           {document['api_url']}\n"
        f"  Token:         {document['oauth_url']}\n"
        f"  Account-ID:    {document['account_id']}\n"
        f"  Client-ID:     {document['client_id']}\n"
        f"  Client-Secret: {document['client_secret']}\n"
        f"  Steuerung:     {document['control_url']}\n"
        f"  Benutzer:      {document['users'][0]['email']} und "
        f"{len(document['users']) - 1} weitere"
    )


def _error(sentence: str) -> dict[str, str]:
    return {
        "code": "simulator_cannot_start",
        "message": sentence,
        "hint": "Anderen Port oder eine andere Datei wählen.",
    }
