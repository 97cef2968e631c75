"""`kurslink keys`: the keys for secrets in the database, and their replacement."""

import typer
from cryptography.fernet import Fernet

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.config import environment
from kurslink.config.key_file import add_newest_key
from kurslink.services.rights import SHELL
from kurslink.services.rotate_keys import rotate_keys

keys = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Schlüssel für gespeicherte Geheimnisse."
)


@keys.command("new")
def new() -> None:
    """Macht einen neuen Schlüssel zum neuesten; die früheren bleiben, bis „rotate“ fertig ist."""
    held = environment.load()
    if held.encryption_keys is None:
        held.encryption_key_values()  # makes the file where there is none yet
        add_newest_key(held.encryption_key_file)
        typer.echo(f"Der neue Schlüssel steht vorn in {held.encryption_key_file}. Sichern Sie sie.")
    else:
        typer.echo("Setzen Sie den Schlüssel vorn in KURSLINK_ENCRYPTION_KEYS, dahinter ein Komma,")
        typer.echo("starten Sie Kurslink neu, und rufen Sie dann „kurslink keys rotate“ auf:")
        typer.echo(Fernet.generate_key().decode())


@keys.command("rotate")
def rotate(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Verschlüsselt alle Geheimnisse mit dem neuesten Schlüssel; nach einem Abbruch noch einmal."""
    with office(as_json=as_json, language=language):
        done = rotate_keys(actor=SHELL)
        if as_json:
            print_json({"changed": done.changed, "unchanged": done.unchanged})
        else:
            typer.echo(f"Neu verschlüsselt: {done.changed}, schon neu: {done.unchanged}.")
            typer.echo("Frühere Schlüssel brauchen jetzt nur noch Sicherungen von vorher.")
