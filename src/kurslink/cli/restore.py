"""`kurslink restore`: the database becomes what it was when a backup was made."""

from pathlib import Path
from typing import Annotated

import psycopg
import typer
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import translation
from django.utils.translation import gettext as _

from kurslink.cli.backup_words import backup_refused
from kurslink.cli.database import open_database
from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang
from kurslink.cli.output import print_json, refuse
from kurslink.config import environment
from kurslink.config.backup import BackupError, restore_backup
from kurslink.config.database import ensure_database
from kurslink.services import clock
from kurslink.services.after_restore import AfterRestore, after_restore
from kurslink.services.rights import SHELL


def restore(
    file: Annotated[Path, typer.Argument(help="Eine Datei von „kurslink backup“.")],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Die jetzige Datenbank verwerfen.")
    ] = False,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Spielt eine Sicherung zurück. Webserver und Worker müssen vorher beendet sein."""
    with translation.override(language.value):
        open_database(as_json=as_json)
        known = {name for app, name in MigrationLoader(None).disk_migrations if app == "kurslink"}
        connection.close()
        held = environment.load()
        try:
            manifest = restore_backup(
                file,
                ensure_database(),
                known=known,
                replace=replace,
                key_file=None if held.encryption_keys else held.encryption_key_file,
            )
        except (BackupError, OSError, psycopg.OperationalError) as error:
            why = backup_refused(error)
            refuse(why.code, why.message, why.hint, as_json=as_json)
        open_database(as_json=as_json)
        done = after_restore(actor=SHELL, now=clock.now(), made_at=manifest.made_at)
        _tell(done, manifest.made_at, as_json=as_json)


def _tell(done: AfterRestore, made_at: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"made_at": made_at} | vars(done))
        return
    typer.echo(_("Zurückgespielt ist der Stand vom {made_at}.").format(made_at=made_at))
    if done.mails or done.dispatches:
        typer.echo(
            _(
                "E-Mails, die jetzt „ungewiss“ sind: {mails}. Angehaltene Sendungen: {dispatches}. "
                "Vielleicht gingen sie nach der Sicherung schon hinaus; unter „Versand“ "
                "entscheidet das eine Person."
            ).format(mails=done.mails, dispatches=done.dispatches)
        )
    if done.orders:
        orders = _("Abgebrochene Aufträge: {orders}. Erteilen Sie sie neu, wenn der Worker läuft.")
        typer.echo(orders.format(orders=done.orders))
    if done.automatic:
        typer.echo(
            _(
                "Was von selbst versandt wurde, ist ausgeschaltet. Schalten Sie es unter "
                "Zentrale Einstellungen / Belegung wieder ein, wenn „Versand“ geklärt ist."
            )
        )
    typer.echo(
        _(
            "Starten Sie jetzt Kurslink: Der Worker vergleicht die Meetings ({meetings}) mit Zoom "
            "und findet die, die nach der Sicherung entstanden."
        ).format(meetings=done.meetings)
    )
