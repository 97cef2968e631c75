"""What the settings of a meeting are called, and their values; by Zoom's names of them."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "topic": _("Thema"),
    "host": _("Host"),
    "alternatives": _("Alternativen"),
    "link": _("Link"),
    "passcode": _("Passwort"),
    "kind": _("Typ"),
}
"""What else a meeting has, by our names of it."""

NAMES = {
    "waiting_room": _("Warteraum"),
    "join_before_host": _("Beitritt vor dem Host"),
    "jbh_time": _("Beitritt vorher"),
    "mute_upon_entry": _("Stummschalten beim Beitritt"),
    "host_video": _("Video des Hosts"),
    "participant_video": _("Video der Teilnehmenden"),
    "email_notification": _("E-Mails von Zoom"),
    "alternative_hosts_email_notification": _("E-Mails von Zoom an Alternativen"),
    "approval_type": _("Registrierung"),
    "meeting_authentication": _("Anmeldung bei Zoom nötig"),
}

ON = _("an")
OFF = _("aus")
NUMBERS = {
    "jbh_time": {
        0: _("jederzeit"),
        5: _("5 Minuten"),
        10: _("10 Minuten"),
        15: _("15 Minuten"),
    },
    "approval_type": {0: _("an"), 1: _("an, mit Freigabe"), 2: _("aus")},
}
