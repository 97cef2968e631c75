"""What each variable of „Aufbau des Themas" stands for, in the words of its insert button."""

from django.utils.translation import gettext_lazy as _

DESCRIPTIONS = {
    "KURSTITEL": _("Titel des Kurses"),
    "KURSNR": _("Kursnummer"),
    "SEMESTER": _("Semester"),
    "KURSORT": _("Kursort"),
    "DOZ_NAME": _("Name der Dozentin oder des Dozenten"),
    "BEG_DATTXT": _("Datum des ersten Kurstags"),
}
