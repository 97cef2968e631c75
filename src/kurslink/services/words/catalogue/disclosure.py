"""What Art. 15 DSGVO wants told beside the data themselves."""

from django.utils.translation import gettext_lazy as _

PURPOSE = _(
    "Kurslink legt für Kurse Meetings an und sendet den Teilnehmenden und den Dozenten die Zugangsdaten."
)
ORIGIN = _(
    "Die Daten kommen aus der Kursverwaltung der Einrichtung oder sind von ihr von Hand eingetragen."
)
RECIPIENTS = _(
    "E-Mails gehen über den Mailserver der Einrichtung. An Zoom werden keine Daten von Teilnehmenden übertragen."
)
RIGHTS = _(
    "Sie können Berichtigung, Löschung, Einschränkung der Verarbeitung und die Übertragung der Daten verlangen, der Verarbeitung widersprechen und sich bei der Datenschutzaufsicht beschweren."
)
