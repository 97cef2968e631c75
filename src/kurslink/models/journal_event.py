"""What the journal can tell of. The values are public: programs read them, so they never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What happened; the part before the dot is what it is about."""

    COURSE_CREATED = "course.created", _("Kurs angelegt")
    COURSE_CHANGED = "course.changed", _("Kurs geändert")
    COURSE_DELETED = "course.deleted", _("Kurs gelöscht")
    COURSE_RETURNED = "course.returned", _("Kurs wieder im Export")
    COURSE_MISSING = "course.missing", _("Kurs fehlt im Export")
    COURSE_DAYS_CHANGED = "course.days_changed", _("Kurstage geändert")
    COURSE_INSTRUCTORS_CHANGED = "course.instructors_changed", _("Dozenten des Kurses geändert")
    COURSE_ONLINE_CHANGED = "course.online_changed", _("Online-Kurs geändert")
    COURSES_IMPORTED = "courses.imported", _("Kurse importiert")
    LIST_EXPORTED = "list.exported", _("Liste exportiert")
    COURSES_EXPORTED = "courses.exported", _("Kurse exportiert")

    ENROLMENT_CREATED = "enrolment.created", _("Anmeldung angelegt")
    ENROLMENT_CHANGED = "enrolment.changed", _("Anmeldung geändert")
    ENROLMENTS_IMPORTED = "enrolments.imported", _("Anmeldungen importiert")
    ENROLMENTS_EXPORTED = "enrolments.exported", _("Anmeldungen exportiert")

    PERSON_CREATED = "person.created", _("Person angelegt")
    PERSON_CHANGED = "person.changed", _("Person geändert")
    PERSON_DELETED = "person.deleted", _("Person gelöscht")
    PERSON_DISCLOSED = "person.disclosed", _("Auskunft erteilt")

    ORDER_PLACED = "order.placed", _("Auftrag erteilt")
    ORDER_DONE = "order.done", _("Auftrag erledigt")
    ORDER_FAILED = "order.failed", _("Auftrag gescheitert")
    ORDER_CANCELLED = "order.cancelled", _("Auftrag abgebrochen")

    MEETING_CREATED = "meeting.created", _("Meeting angelegt")
    MEETING_UPDATED = "meeting.updated", _("Meeting geändert")
    MEETING_DELETED = "meeting.deleted", _("Meeting gelöscht")
    MEETING_ADOPTED = "meeting.adopted", _("Meeting übernommen")
    MEETING_DETACHED = "meeting.detached", _("Meeting gelöst")
    MEETING_ACCEPTED = "meeting.accepted", _("Stand aus Zoom übernommen")
    MEETING_RENEWED = "meeting.renewed", _("Meeting aufgegeben")
    MEETING_CHANGED_AT_ZOOM = "meeting.changed_at_zoom", _("Meeting in Zoom geändert")
    MEETING_GONE = "meeting.gone", _("Meeting in Zoom gelöscht")
    FOREIGN_MEETING_DELETED = "foreign_meeting.deleted", _("Fremdes Meeting gelöscht")
    FOREIGN_MEETING_IGNORED = "foreign_meeting.ignored", _("Fremdes Meeting ausgeblendet")
    FOREIGN_MEETING_SHOWN = "foreign_meeting.shown", _("Fremdes Meeting wieder angezeigt")

    DISPATCH_PLACED = "dispatch.placed", _("Versand veranlasst")
    DISPATCH_DONE = "dispatch.done", _("Versand ausgeführt")
    DISPATCH_HELD = "dispatch.held", _("Versand angehalten")
    DISPATCH_CANCELLED = "dispatch.cancelled", _("Versand abgebrochen")
    MAIL_SENT = "mail.sent", _("E-Mail gesendet")
    MAIL_REJECTED = "mail.rejected", _("E-Mail abgelehnt")
    MAIL_UNCERTAIN = "mail.uncertain", _("E-Mail ungewiss")
    MAIL_CANCELLED = "mail.cancelled", _("E-Mail abgebrochen")
    MAIL_REPEATED = "mail.repeated", _("E-Mail erneut veranlasst")
    MAIL_SETTLED = "mail.settled", _("E-Mail entschieden")
    LETTER_PRINTED = "mail.printed", _("Brief gedruckt")
    TEST_MAIL_PLACED = "mail.tested", _("Probe-E-Mail veranlasst")

    TEMPLATE_CREATED = "template.created", _("Vorlage angelegt")
    TEMPLATE_CHANGED = "template.changed", _("Vorlage geändert")
    TEMPLATE_DELETED = "template.deleted", _("Vorlage gelöscht")

    ACCOUNT_CREATED = "account.created", _("Zugang angelegt")
    ACCOUNT_CHANGED = "account.changed", _("Zugang geändert")
    ACCOUNT_DELETED = "account.deleted", _("Zugang gelöscht")
    LICENCES_READ = "licences.read", _("Lizenzen ausgelesen")
    LICENCES_CHANGED = "licences.changed", _("Hosts geändert")

    SETTINGS_CHANGED = "settings.changed", _("Einstellungen geändert")
    ACTIVATION_CHANGED = "settings.activated", _("Freischaltung geändert")
    SOFTWARE_CHANGED = "settings.software_changed", _("Softwareliste geändert")
    KEYS_ROTATED = "settings.keys_rotated", _("Schlüssel gewechselt")

    USER_INVITED = "user.invited", _("Benutzer eingeladen")
    USER_CREATED = "user.created", _("Benutzer angelegt")
    USER_CHANGED = "user.changed", _("Benutzer geändert")
    USER_SIGNED_OUT = "user.sessions_ended", _("Sitzungen beendet")
    USER_FACTOR_ADDED = "user.second_factor_added", _("Zweiter Faktor eingerichtet")
    USER_FACTOR_REMOVED = "user.second_factor_removed", _("Zweiter Faktor entfernt")
    USER_CODES_MADE = "user.recovery_codes_made", _("Wiederherstellungscodes erstellt")
    USER_PASSWORD_CHANGED = "user.password_changed", _("Passwort geändert")
    SIGNED_IN = "session.started", _("Angemeldet")
    SIGNED_OUT = "session.ended", _("Abgemeldet")
    SIGN_IN_FAILED = "session.failed", _("Anmeldung gescheitert")
    SIGN_IN_LOCKED = "session.locked", _("Anmeldung gesperrt")
    REFUSED = "right.refused", _("Zugriff verweigert")

    TOKEN_CREATED = "token.created", _("Token angelegt")
    TOKEN_REVOKED = "token.revoked", _("Token widerrufen")
    WEBHOOK_CREATED = "webhook.created", _("Webhook angelegt")
    WEBHOOK_CHANGED = "webhook.changed", _("Webhook geändert")
    WEBHOOK_DELETED = "webhook.deleted", _("Webhook gelöscht")

    RESTORED = "settings.restored", _("Sicherung zurückgespielt")
    RETENTION_RAN = "retention.ran", _("Löschlauf")
    JOURNAL_EXPORTED = "journal.exported", _("Protokoll exportiert")
