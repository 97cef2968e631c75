"""`kurslink keys`: the keys for secrets in the database, and their replacement."""

import typer
from cryptography.fernet import Fernet
from django.utils import translation
from django.utils.translation import gettext as _

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
def new(*, language: Lang = Language.GERMAN) -> None:
    """Macht einen neuen Schlüssel zum neuesten; die früheren bleiben, bis „rotate“ fertig ist."""
    held = environment.load()
    with translation.override(language.value):
        if held.encryption_keys is None:
            held.encryption_key_values()  # makes the file where there is none yet
            add_newest_key(held.encryption_key_file)
            done = _("Der neue Schlüssel steht vorn in {file}. Sichern Sie sie.")
            typer.echo(done.format(file=held.encryption_key_file))
        else:
            typer.echo(
                _(
                    "Setzen Sie den Schlüssel vorn in KURSLINK_ENCRYPTION_KEYS, dahinter ein "
                    "Komma,\nstarten Sie Kurslink neu, und rufen Sie dann „kurslink keys rotate“ "
                    "auf:"
                )
            )
            typer.echo(Fernet.generate_key().decode())


@keys.command("rotate")
def rotate(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Verschlüsselt alle Geheimnisse mit dem neuesten Schlüssel; nach einem Abbruch noch einmal."""
    with office(as_json=as_json, language=language):
        done = rotate_keys(actor=SHELL)
        if as_json:
            print_json({"changed": done.changed, "unchanged": done.unchanged})
        else:
            counts = _("Neu verschlüsselt: {changed}, schon neu: {unchanged}.")
            typer.echo(counts.format(changed=done.changed, unchanged=done.unchanged))
            typer.echo(_("Frühere Schlüssel brauchen jetzt nur noch Sicherungen von vorher."))
