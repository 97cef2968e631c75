"""Sentences for backups that were not made or not restored."""

from django.utils.translation import gettext_lazy as _

from kurslink.config.backup import BackupError
from kurslink.services.words.sentences import Explanation

_SENTENCES = {
    "no_directory": (
        _("Das Verzeichnis {directory} gibt es nicht."),
        _("Legen Sie es an, oder nennen Sie ein anderes."),
    ),
    "file_exists": (
        _("{file} gibt es schon; eine Sicherung überschreibt nichts."),
        _("Nennen Sie eine neue Datei oder ein Verzeichnis."),
    ),
    "no_programs": (
        _("Für PostgreSQL {version} fehlen hier die Programme pg_dump und pg_restore."),
        _("Installieren Sie sie auf diesem Rechner: apt install postgresql-client-{version}"),
    ),
    "program_failed": (
        _("{program} konnte die Datenbank nicht lesen oder schreiben: {detail}"),
        _("Es wurde nichts geändert. Prüfen Sie Datenbank, Rechte und Speicherplatz."),
    ),
    "no_file": (_("Die Datei {file} gibt es nicht."), ""),
    "unreadable": (
        _("Die Datei ist keine Sicherung von Kurslink, oder sie ist unvollständig."),
        _("Es wurde nichts geändert. Nehmen Sie eine andere Sicherung."),
    ),
    "damaged": (
        _("Die Sicherung {file} ist beschädigt: ihre Prüfsumme stimmt nicht."),
        _("Es wurde nichts geändert. Nehmen Sie eine andere Sicherung."),
    ),
    "newer": (
        _("Die Sicherung stammt von einer neueren Version von Kurslink ({version})."),
        _("Installieren Sie diese Version, und spielen Sie die Sicherung dann zurück."),
    ),
    "in_use": (
        _("Mit der Datenbank arbeiten noch andere Programme (Verbindungen: {count})."),
        _("Beenden Sie Webserver und Worker von Kurslink auf allen Rechnern."),
    ),
    "not_empty": (
        _("In dieser Datenbank stehen schon Kurse oder Benutzer."),
        _("Mit --replace werden sie verworfen; sichern Sie sie vorher mit „kurslink backup“."),
    ),
}


def backup_refused(error: Exception) -> Explanation:
    """What a BackupError, or the system itself, says."""
    if isinstance(error, BackupError):
        message, hint = _SENTENCES[error.key]
        return Explanation(
            error.key, str(message).format(**error.data), str(hint).format(**error.data)
        )
    sentence = str(_("Die Sicherung gelang nicht: {detail}")).format(detail=str(error).strip())
    return Explanation("system_error", sentence, "")
