"""What Kurslink writes to its own users about their sign-in: German, like all its mails.

Each is subject and text. In braces: who is addressed, the installation's name and address, the
moment; {link} stays in the outbox as it is and is filled while the mail goes out.
"""

from enum import StrEnum


class AccountMail(StrEnum):
    """Every occasion."""

    INVITATION = "invitation"
    RESET = "reset"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # an occasion, no password
    SECOND_FACTOR_ADDED = "second_factor_added"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    SECOND_FACTOR_RESET = "second_factor_reset"
    RECOVERY_CODES_NEW = "recovery_codes_new"


LINK = "[persönlicher Link]"
"""Stands in a stored text where the link goes; nobody who reads the outbox gets it."""

_NOT_YOU = """\
Waren Sie das nicht, wenden Sie sich sofort an Ihre Systemverwaltung: Jemand anderes ist dann in Ihrem Konto.
"""

_FRAME = """\
Guten Tag {{name}},

{body}
{{institution}} · Kurslink
{{address}}
"""


def _told(what: str) -> str:
    return _FRAME.format(body=f"{what} ({{moment}}).\n\n{_NOT_YOU}")


TEXTS = {
    AccountMail.INVITATION: (
        "Ihr Zugang zu Kurslink",
        _FRAME.format(
            body=f"""\
Sie können sich jetzt bei Kurslink anmelden, mit dieser E-Mail-Adresse und einem eigenen Passwort. Das Passwort legen Sie hier fest:

{LINK}

Der Link gilt bis {{until}} und nur einmal. Danach kann Ihre Systemverwaltung Sie neu einladen.
"""
        ),
    ),
    AccountMail.RESET: (
        "Neues Passwort für Kurslink",
        _FRAME.format(
            body=f"""\
jemand, wahrscheinlich Sie selbst, möchte für Ihr Konto ein neues Passwort festlegen. Das geht hier:

{LINK}

Der Link gilt zwei Stunden und nur einmal. Waren Sie das nicht, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.
"""
        ),
    ),
    AccountMail.PASSWORD_CHANGED: (
        "Ihr Passwort wurde geändert",
        _told("das Passwort Ihres Kontos wurde geändert"),
    ),
    AccountMail.SECOND_FACTOR_ADDED: (
        "Zweiter Faktor eingerichtet",
        _told("für Ihr Konto wurde ein zweiter Faktor eingerichtet"),
    ),
    AccountMail.SECOND_FACTOR_REMOVED: (
        "Zweiter Faktor entfernt",
        _told("von Ihrem Konto wurde ein zweiter Faktor entfernt"),
    ),
    AccountMail.SECOND_FACTOR_RESET: (
        "Zweiter Faktor zurückgesetzt",
        _FRAME.format(
            body="""\
die Systemverwaltung ({actor}) hat den zweiten Faktor Ihres Kontos zurückgesetzt ({moment}). Sie melden sich jetzt nur mit Ihrem Passwort an und können einen neuen einrichten.

Haben Sie nicht darum gebeten, fragen Sie dort nach.
"""
        ),
    ),
    AccountMail.RECOVERY_CODES_NEW: (
        "Neue Ersatzcodes",
        _told("für Ihr Konto wurden neue Ersatzcodes erzeugt; die alten gelten nicht mehr"),
    ),
}
