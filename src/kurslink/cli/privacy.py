"""`kurslink privacy`: what is stored about a person, and the deletion of what is over."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.services import clock
from kurslink.services.disclose_person import disclose_person, find_records
from kurslink.services.retention.things import Counts, Thing
from kurslink.services.rights import SHELL
from kurslink.services.run_retention import preview_retention, run_retention
from kurslink.services.words.describe_deletion import describe_deleted

privacy = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Auskunft und Löschung nach der DSGVO."
)


@privacy.callback()
def _privacy() -> None:
    """Auskunft und Löschung nach der DSGVO."""


@privacy.command("export")
def export(
    name: Annotated[str, typer.Argument(help="Nummer oder E-Mail-Adresse der Person.")],
    *,
    language: Lang = Language.GERMAN,
) -> None:
    """Gibt alles, was über eine Person gespeichert ist, als ein JSON-Dokument aus (Art. 15)."""
    with office(as_json=True, language=language):
        print_json(disclose_person(*find_records(name), actor=SHELL, now=clock.now()))


@privacy.command("run")
def run(
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Nur zeigen, was gelöscht würde.")
    ] = False,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Löscht jetzt, was über seine Frist ist; sonst geschieht das jede Nacht von selbst."""
    with office(as_json=as_json, language=language):
        if dry_run:
            counts = preview_retention(actor=SHELL, now=clock.now())
        else:
            report = run_retention(actor=SHELL, clock=clock.now)
            counts = {Thing(name): count for name, count in report.counts.items()}
        if as_json:
            print_json({"status": "planned" if dry_run else "deleted", "counts": counts})
        else:
            typer.echo(_report(counts, dry_run=dry_run))


def _report(counts: Counts, *, dry_run: bool) -> str:
    if not counts:
        return _("Nichts ist über seine Frist.")
    head = _("Gelöscht würde:") if dry_run else _("Gelöscht:")
    return "\n".join([head, *(f"  {name}: {n}" for name, n in describe_deleted(counts))])
