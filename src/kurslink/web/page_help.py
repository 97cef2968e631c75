"""Which part of the handbook helps on which page: the one table, by the names of addresses."""

from django.http import HttpRequest
from django.urls import reverse

_NAMES = {
    "erste-schritte#anmelden": (
        "account_login account_logout account_reset_password account_reset_password_done "
        "account_reset_password_from_key account_reset_password_from_key_done invitation "
        "openid_start openid_connect_callback mfa_login_webauthn mfa_authenticate"
    ),
    "erste-schritte#die-übersicht-lesen": "home",
    "erste-schritte#hilfe-bekommen": "help handbook handbook_chapter accessibility",
    "anmeldung#name-und-telefon-ändern": "own_details",
    "anmeldung#die-sprache-wählen": "language",
    "anmeldung#das-passwort-ändern": "account_change_password account_set_password",
    "anmeldung#einen-zweiten-faktor-einrichten": (
        "account_reauthenticate mfa_index mfa_reauthenticate mfa_activate_totp "
        "mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes "
        "mfa_list_webauthn mfa_add_webauthn mfa_edit_webauthn mfa_remove_webauthn "
        "mfa_reauthenticate_webauthn"
    ),
    "kursliste#die-kursliste-eingrenzen": "courses",
    "export#kurse-oder-anmeldungen-als-datei": "export export_file",
    "export#ein-kalender-für-outlook": "course_calendar instructor_calendar",
    "abweichungen#meetings-ohne-kurs": (
        "foreign_meetings adopt_foreign ignore_foreign show_foreign delete_foreign"
    ),
    "kurs#1-seite-angaben-zum-kurs": "course",
    "kurs#dozenten-eines-kurses": "course_instructors",
    "kurs#2-seite-kurstage-ändern": "course_days change_day cancel_day restore_day",
    "kurs#verlauf-wer-hat-was-getan": "course_history",
    "kurs#einen-kurs-löschen": "delete_course",
    "meeting#ein-meeting-erstellen": "online_details online_details_box transfer_preview",
    "meeting#den-stand-einer-übertragung-sehen": "transfer_result",
    "meeting#info-in-zoom-nachsehen": "meeting_info",
    "meeting#ein-meeting-löschen": "withdraw_meeting",
    "meeting#ein-vorhandenes-meeting-übernehmen": "adopt_meeting",
    "abweichungen#in-zoom-geändert": "accept_from_zoom",
    "abweichungen#den-abgleich-anstoßen": "check_meeting",
    "abweichungen#in-zoom-gelöscht": "renew_meeting",
    "anmeldungen#sehen-wer-im-kurs-ist": "enrolments",
    "anmeldungen#jemanden-von-hand-aufnehmen": "add_enrolment enrolment",
    "anmeldungen#eigene-zugangsdaten-für-eine-person": "enrolment_access",
    "anmeldungen#jemanden-stornieren": "cancel_enrolment revive_enrolment",
    "zugangsdaten#zugangsdaten-an-einen-kurs-versenden": "send mail_preview",
    "zugangsdaten#den-versand-planen": "course_mails",
    "zugangsdaten#prüfen-was-angekommen-ist": "outbox mail",
    "zugangsdaten#briefe-drucken": "letters",
    "lizenzen#sehen-welche-lizenz-frei-ist": "licence_board",
    "semester#viele-kurse-auf-einmal-übertragen": "new_batch",
    "semester#zusehen-wie-weit-es-ist": "batches batch batch_file",
    "personen#eine-person-finden": "participants instructors",
    "personen#eine-e-mail-adresse-berichtigen": "participant instructor",
    "personen#einen-dozenten-anlegen": "add_instructor",
    "protokoll#im-protokoll-nachsehen": "journal",
    "protokoll#das-protokoll-weitergeben": "journal_file",
    "datenschutz#fristen-ändern": "privacy",
    "datenschutz#auskunft-geben": "disclosure disclosure_file",
    "datenschutz#eine-person-löschen": "erase_person",
    "import#kurse-einlesen": "import import_preview import_result",
    "import#anmeldungen-einlesen": "enrolment_preview",
    "import#spalten-einer-tabelle-zuordnen": "import_columns",
    "einrichten#in-welcher-reihenfolge": "settings",
    "einrichten#die-einrichtung-eintragen": "institution",
    "einrichten#freischalten": "activation",
    "einrichten#die-installation-prüfen": "doctor health_live health_ready metrics",
    "einrichten#andere-programme-anbinden": (
        "interface revoke_token new_webhook webhook test_webhook revive_webhook delete_webhook "
        "api_docs"
    ),
    "einrichten#einen-zoom-zugang-anlegen": (
        "zoom_settings proxy test_connections new_account change_account retire_account "
        "revive_account delete_account zoom_app zoom_event"
    ),
    "einrichten#benutzer-aus-zoom-auslesen": "account_users",
    "einrichten#den-aufbau-des-passworts-festlegen": "account_passcodes",
    "einrichten#thema-und-meeting-einstellen": "account_meeting account_topic account_profile",
    "einrichten#software-für-online-kurse": "software new_software change_software delete_software",
    "vorlagen#einen-eigenen-text-schreiben": (
        "mail_templates new_mail_template restore_standard_text change_mail_template "
        "delete_mail_template"
    ),
    "vorlagen#den-versand-einstellen": "mail_settings",
    "benutzer#jemanden-einladen": "users new_user invite_again",
    "benutzer#jemand-geht": "change_user end_sessions",
    "benutzer#den-zweiten-faktor-verlangen": "demand_second_factor reset_second_factor",
}
PLACES = {name: place for place, names in _NAMES.items() for name in names.split()}
"""Chapter and anchor by the name of an address; a test asks that every address is here."""


def help_for(request: HttpRequest) -> str:
    """The address in the handbook for the page that is shown; else its contents."""
    where = request.resolver_match.url_name if request.resolver_match else None
    place = PLACES.get(where or "")
    return place_address(place) if place else reverse("handbook")


def place_address(place: str) -> str:
    """The address of „chapter#anchor"."""
    chapter, anchor = place.split("#")
    return f"{reverse('handbook_chapter', args=[chapter])}#{anchor}"
