"""Sentences for what becomes of a mail at the mail server, by the key of the error."""

from django.utils.translation import gettext_lazy as _

_IT = _(
    "Die IT prüft KURSLINK_MAIL_URL und den Mailserver. Alle E-Mails warten; Kurslink versucht es von selbst wieder."
)

SENTENCES = {
    "mail-restored": (
        _("Eine Sicherung wurde zurückgespielt: Vielleicht ging dies danach schon hinaus."),
        _(
            "Fragen Sie nach oder sehen Sie im Postausgang des Mailservers nach; dann „Ist angekommen“ oder „Erneut senden“."
        ),
    ),
    "mail-unreachable": (_("Der Mailserver ist nicht zu erreichen: {server_text}"), _IT),
    "mail-tls": (
        _("Die Verbindung zum Mailserver lässt sich nicht verschlüsseln: {server_text}"),
        _(
            "Unverschlüsselt sendet Kurslink nichts. Die IT prüft das Zertifikat des Mailservers; ein eigenes gehört in KURSLINK_CA_FILE."
        ),
    ),
    "mail-login": (
        _("Der Mailserver nimmt die Anmeldung nicht an ({status}): {server_text}"),
        _("Die IT prüft Benutzer und Passwort in KURSLINK_MAIL_URL. Alle E-Mails warten."),
    ),
    "mail-sender": (
        _("Der Mailserver nimmt die Absenderadresse nicht an ({status}): {server_text}"),
        _(
            "Die Systemverwaltung prüft die „Absenderadresse“ unter Zentrale Einstellungen / Einrichtung; die IT, ob das Postfach von dort senden darf. Alle E-Mails warten."
        ),
    ),
    "mail-relay": (
        _("Der Mailserver leitet nichts an fremde Adressen weiter ({status}): {server_text}"),
        _(
            "Die IT erlaubt diesem Rechner das Weiterleiten (Relay) oder trägt in KURSLINK_MAIL_URL eine Anmeldung ein. Alle E-Mails warten."
        ),
    ),
    "mail-not-now": (
        _("Der Mailserver nimmt gerade keine E-Mails an ({status}): {server_text}"),
        _(
            "Sie müssen nichts tun: Kurslink versucht es von selbst wieder. Bleibt es dabei, hilft die IT."
        ),
    ),
    "mail-lost": (
        _("Die Verbindung zum Mailserver brach ab, bevor er die E-Mail hatte."),
        _("Sie müssen nichts tun: Kurslink versucht es von selbst wieder."),
    ),
    "mail-put-off": (
        _("Der Mailserver will diese E-Mail später ({status}): {server_text}"),
        _("Sie müssen nichts tun: Kurslink versucht es zwei Tage lang immer wieder."),
    ),
    "mail-given-up": (
        _(
            "Der Mailserver hat diese E-Mail zwei Tage lang nicht angenommen ({status}): {server_text}"
        ),
        _("Prüfen Sie die Adresse, und senden Sie die E-Mail erneut."),
    ),
    "mail-overtaken": (
        _("Bevor diese E-Mail abging oder der Brief gedruckt war, hat sich etwas geändert."),
        _("Sie müssen nichts tun: Die Person bekommt eine neue, die sagt, was jetzt gilt."),
    ),
    "mail-rejected": (
        _("Der Mailserver nimmt diese E-Mail nicht an ({status}): {server_text}"),
        _("Prüfen Sie die Adresse; berichtigen Sie sie bei der Person und beim „Erneut senden“."),
    ),
    "mail-unaddressable": (
        _("An diese Adresse lässt sich keine E-Mail senden."),
        _("Berichtigen Sie die Adresse bei der Person und beim „Erneut senden“."),
    ),
    "mail-uncertain": (
        _("Ob die E-Mail angekommen ist, ist ungewiss: Die Antwort des Mailservers ging verloren."),
        _(
            "Fragen Sie die Person oder die IT (Protokoll des Mailservers). Kurslink sendet sie nicht von selbst noch einmal; „Erneut senden“ tut es."
        ),
    ),
}
