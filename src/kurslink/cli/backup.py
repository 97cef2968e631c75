"""`kurslink backup`: the whole database in one file."""

from pathlib import Path
from typing import Annotated

import psycopg
import typer
from django.utils.translation import gettext as _

from kurslink.cli.backup_words import backup_refused
from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json, refuse
from kurslink.config import environment
from kurslink.config.backup import BackupError, write_backup
from kurslink.config.database import ensure_database
from kurslink.services import clock


def backup(
    target: Annotated[Path, typer.Argument(help="Neue Datei, oder ein Verzeichnis.")],
    *,
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, help="Im Verzeichnis nur die neuesten so vielen behalten."),
    ] = None,
    with_keys: Annotated[
        bool,
        typer.Option("--with-keys", help="Auch die Schlüssel: Wer die Datei hat, liest alles."),
    ] = False,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Sichert die Datenbank in eine Datei, während Kurslink weiterläuft."""
    with office(as_json=as_json, language=language):
        keys = environment.load().encryption_key_file
        try:
            file = write_backup(
                target,
                ensure_database(),
                now=clock.now(),
                keys=keys if with_keys and keys.exists() else None,
                keep=keep,
            )
        except (BackupError, OSError, psycopg.OperationalError) as error:
            why = backup_refused(error)
            refuse(why.code, why.message, why.hint, as_json=as_json)
        if as_json:
            print_json({"file": str(file), "bytes": file.stat().st_size, "with_keys": with_keys})
            return
        typer.echo(_("Gesichert: {file}").format(file=file))
        if not with_keys:
            typer.echo(
                _(
                    "Die Schlüssel sind nicht darin. Verwahren Sie {file} an einem anderen Ort: "
                    "ohne sie sind die Zugangsdaten zu Zoom in der Sicherung unlesbar."
                ).format(file=keys)
            )
