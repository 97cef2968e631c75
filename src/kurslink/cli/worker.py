"""`kurslink worker`: does in the background what the pages and commands have queued."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import Lang, office
from kurslink.services.rotate_keys import require_readable_secrets
from kurslink.worker.run import run_worker

CONCURRENCY = 12  # courses at a time: with 8 Zoom is waited for too much, see benchmarks/bulk.py


def worker(
    concurrency: Annotated[
        int, typer.Option(min=1, max=50, help="Wie viele Kurse gleichzeitig bearbeitet werden.")
    ] = CONCURRENCY,
    *,
    language: Lang = Language.GERMAN,
) -> None:
    """Überträgt im Hintergrund; beliebig viele auf beliebig vielen Rechnern. Ende mit Strg+C."""
    with office(as_json=False, language=language):
        require_readable_secrets()
        typer.echo(_("Der Hintergrunddienst arbeitet."))
    run_worker(concurrency=concurrency)
