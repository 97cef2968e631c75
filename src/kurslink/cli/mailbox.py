"""`kurslink mailbox`: a mail server that sends nothing on, to look at what Kurslink would send."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from kurslink.mailbox.server import Running, serve


def mailbox(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Adressen als JSON ausgeben.")] = False,
) -> None:
    """Startet ein Übungspostfach: E-Mails kommen an, verlassen aber diesen Rechner nicht."""

    def announce(running: Running) -> None:
        typer.echo(json.dumps(asdict(running)) if as_json else _for_people(running))

    serve(announce=announce, read_time=lambda: datetime.now().astimezone())


def _for_people(running: Running) -> str:
    return (
        "Das Übungspostfach läuft. Beenden mit Strg+C.\n"
        f"  KURSLINK_MAIL_URL: {running.mail_url}\n"
        f"  Ansehen:           {running.page_url}"
    )
