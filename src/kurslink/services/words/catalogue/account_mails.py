"""What Kurslink writes to its own users about their sign-in, in the language of each.

Each is subject and text. In braces: who is addressed, the installation's name and address, the
moment; {link} stays in the outbox as LINK and is filled while the mail goes out.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


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

_NOT_YOU = _(
    "Waren Sie das nicht, wenden Sie sich sofort an Ihre Systemverwaltung: "
    "Jemand anderes ist dann in Ihrem Konto."
)
GREETING = _("Guten Tag {name},")

TEXTS = {
    AccountMail.INVITATION: (
        _("Ihr Zugang zu Kurslink"),
        _(
            "Sie können sich jetzt bei Kurslink anmelden, mit dieser E-Mail-Adresse und einem "
            "eigenen Passwort. Das Passwort legen Sie hier fest:"
        ),
        "{link}",
        _(
            "Der Link gilt bis {until} und nur einmal. Danach kann Ihre Systemverwaltung Sie neu "
            "einladen."
        ),
    ),
    AccountMail.RESET: (
        _("Neues Passwort für Kurslink"),
        _(
            "jemand, wahrscheinlich Sie selbst, möchte für Ihr Konto ein neues Passwort "
            "festlegen. Das geht hier:"
        ),
        "{link}",
        _(
            "Der Link gilt zwei Stunden und nur einmal. Waren Sie das nicht, ist nichts zu tun: "
            "Ihr Passwort bleibt, wie es ist."
        ),
    ),
    AccountMail.PASSWORD_CHANGED: (
        _("Ihr Passwort wurde geändert"),
        _("das Passwort Ihres Kontos wurde geändert ({moment})."),
        _NOT_YOU,
    ),
    AccountMail.SECOND_FACTOR_ADDED: (
        _("Zweiter Faktor eingerichtet"),
        _("für Ihr Konto wurde ein zweiter Faktor eingerichtet ({moment})."),
        _NOT_YOU,
    ),
    AccountMail.SECOND_FACTOR_REMOVED: (
        _("Zweiter Faktor entfernt"),
        _("von Ihrem Konto wurde ein zweiter Faktor entfernt ({moment})."),
        _NOT_YOU,
    ),
    AccountMail.SECOND_FACTOR_RESET: (
        _("Zweiter Faktor zurückgesetzt"),
        _(
            "die Systemverwaltung ({actor}) hat den zweiten Faktor Ihres Kontos zurückgesetzt "
            "({moment}). Sie melden sich jetzt nur mit Ihrem Passwort an und können einen neuen "
            "einrichten."
        ),
        _("Haben Sie nicht darum gebeten, fragen Sie dort nach."),
    ),
    AccountMail.RECOVERY_CODES_NEW: (
        _("Neue Ersatzcodes"),
        _("für Ihr Konto wurden neue Ersatzcodes erzeugt; die alten gelten nicht mehr ({moment})."),
        _NOT_YOU,
    ),
}
"""The subject, and the paragraphs between greeting and signature."""

SIGNATURE = "{institution} · Kurslink\n{address}"
