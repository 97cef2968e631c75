"""What each export variable stands for, in the words of the office's course program.

And the words their values are made of: whole sentences for people who get mails.
"""

from django.utils.translation import gettext_lazy as _

from kurslink.planning.salutation import Form

DESCRIPTIONS = {
    "KURSNR": _("Kursnummer"),
    "KURSTITEL": _("Titel des Kurses"),
    "SEMESTER": _("Semester"),
    "BEG_DATTXT": _("Datum des ersten Kurstags"),
    "END_DATTXT": _("Datum des letzten Kurstags"),
    "UHRVON": _("Uhrzeit von"),
    "UHRBIS": _("Uhrzeit bis"),
    "ANZ_TAGE": _("Anzahl der Kurstage"),
    "KURSTAGE": _("Kurstage mit Uhrzeit, je Zeile einer"),
    "KURSORT": _("Kursort"),
    "DOZ_NAME": _("Name der Dozentin oder des Dozenten"),
    "WEBINAR": _("Webinar („Ja“/„Nein“)"),
    "WEBIN_LINK": _("Webinar Link"),
    "WEBIN_RUFN": _("Webinar Rufnummer"),
    "WEBIN_TNCO": _("Webinar TN-Code"),
    "WEBIN_MID": _("Webinar Meeting-ID"),
    "WEBIN_PW": _("Webinar Passwort"),
    "WEBIN_SW": _("Webinar Software"),
    "WEBIN_MOCO": _("Webinar Moderator Code"),
    "WEBIN_ZUGZ": _("Kursart: Zugang (Zoom)"),
    "WEBIN_HOSZ": _("Kursart: Host (Zoom)"),
    "WEBIN_ALTZ": _("Kursart: Alternativen (Zoom)"),
    "ANSPRACHE": _("Ansprache der Person"),
    "TNR": _("Teilnehmernummer"),
    "ANREDE": _("Anrede"),
    "TITEL": _("Akademischer Titel"),
    "VORNAME": _("Vorname"),
    "NACHNAME": _("Nachname"),
    "EMAIL": _("E-Mail-Adresse der Person"),
    "ANMELDENR": _("Anmeldenummer"),
    "ANM_STATUS": _("Status der Anmeldung"),
    "ONLINELINK": _("Online-Kurs: Link"),
    "ONLINECODE": _("Online-Kurs: Teilnehmer-Code"),
    "ONLINEPW": _("Online-Kurs: Passwort"),
    "EINR_KURZ": _("Kürzel der Einrichtung"),
    "EINR_NAME": _("Name der Einrichtung"),
    "EINR_STR": _("Straße der Einrichtung"),
    "EINR_ORT": _("PLZ und Ort der Einrichtung"),
    "EINR_WWW": _("Internetadresse der Einrichtung"),
    "BEN_TEL": _("Telefon der Benutzerin oder des Benutzers"),
    "BEN_EMAIL": _("E-Mail-Adresse der Benutzerin oder des Benutzers"),
}
# Not translated: what stands in mails and files is German, whatever language a command speaks.
GREETINGS = {
    Form.MS: "Sehr geehrte Frau {name}",
    Form.MR: "Sehr geehrter Herr {name}",
    Form.BY_NAME: "Guten Tag {name}",
    Form.NOBODY: "Sehr geehrte Damen und Herren",
}
COURSE_DAY = "{date}, {begin}–{end} Uhr"
YES, NO = _("Ja"), _("Nein")
CALENDAR_TEXT = _(
    "Kursnummer: <KURSNR>\n"
    "Meeting beitreten: <WEBIN_LINK>\n"
    "Passwort: <WEBIN_PW>\n"
    "Rufnummer: <WEBIN_RUFN>\n"
    "Teilnehmer-Code: <WEBIN_TNCO>\n"
    "Meeting-ID: <WEBIN_MID>\n"
    "Software: <WEBIN_SW>\n"
)
CALENDAR_CANCELLED = _("Entfällt: {summary}")
