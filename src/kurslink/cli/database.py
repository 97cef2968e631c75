"""Opening the database for a command, or saying in a sentence why that is impossible."""

import psycopg
from django.db import OperationalError
from django.utils.translation import gettext_lazy as _

from kurslink.cli.output import refuse
from kurslink.config import schema
from kurslink.config.embedded_postgres import EmbeddedPostgresError
from kurslink.services.words.sentences import Explanation

SENTENCES = {
    "database_directory_of_another_user": (
        _("Das Verzeichnis {directory} gehört {owner}, nicht dem Benutzer, der Kurslink startet."),
        _(
            "Kurslink als {owner} starten oder KURSLINK_DATA_DIR auf ein eigenes "
            "Verzeichnis setzen."
        ),
    ),
    "database_directory_writable_by_others": (
        _("In das Verzeichnis {directory} dürfen auch andere Benutzer schreiben."),
        _("Rechte einschränken: chmod 700 {directory}"),
    ),
    "database_directory_out_of_reach": (
        _("Das Verzeichnis {directory} ist nicht benutzbar: {detail}."),
        _("KURSLINK_DATA_DIR auf ein eigenes Verzeichnis setzen."),
    ),
    "database_needs_an_ordinary_user": (
        _("Die eingebaute Datenbank läuft auf diesem System nicht unter root."),
        _("Kurslink als gewöhnlicher Benutzer starten oder KURSLINK_DATABASE_URL setzen."),
    ),
    "database_of_another_version": (
        _("Die Datenbank in {directory} stammt von PostgreSQL {found}."),
        _("Mit pg_dump dieser Version auslesen und in eine neue Datenbank einlesen."),
    ),
    "database_did_not_start": (
        _("Die eingebaute Datenbank in {directory} ist nicht gestartet: {detail}"),
        _(
            "Freien Speicherplatz und das Protokoll cluster/server.log in diesem "
            "Verzeichnis prüfen."
        ),
    ),
}


def open_database(*, as_json: bool) -> None:
    """After this the models may be used; otherwise the command ends with exit code 1."""
    fault = find_database_fault()
    if fault is not None:
        refuse(fault.code, fault.message, fault.hint, as_json=as_json)


def find_database_fault() -> Explanation | None:
    """Open the database; None if the models may be used now, otherwise why not."""
    try:
        schema.open_database()
    except EmbeddedPostgresError as error:
        message, hint = (str(part).format(**error.data) for part in SENTENCES[error.key])
        return Explanation(error.key, message, hint)
    except (OperationalError, psycopg.OperationalError) as error:
        return Explanation(
            "database_unreachable",
            str(_("Die Datenbank antwortet nicht: {detail}")).format(detail=str(error).strip()),
            str(_("KURSLINK_DATABASE_URL und den PostgreSQL-Server prüfen.")),
        )
    return None
