"""The fields of people: the same on the page of a person and in an enrolment."""

from django.utils.translation import gettext_lazy as _

from kurslink.sources.course_rows import Salutation
from kurslink.web.forms import KernForm, TextField


class PersonForm(KernForm):
    """What is asked about everybody."""

    salutation = TextField(
        label=_("Anrede"),
        max_length=30,
        required=False,
        help_text=", ".join(filter(None, Salutation)),
    )
    title = TextField(label=_("Titel"), max_length=50, required=False)
    first_name = TextField(label=_("Vorname"), max_length=100, required=False)
    last_name = TextField(label=_("Nachname"), max_length=100)
    email = TextField(label=_("E-Mail"), max_length=254, required=False)


class ParticipantForm(PersonForm):
    """Somebody who takes part."""

    phone = TextField(label=_("Telefon"), max_length=50, required=False)


class InstructorForm(PersonForm):
    """Somebody who teaches; the number ties the person to the course administration."""

    number = TextField(
        label=_("Nummer"),
        max_length=30,
        required=False,
        help_text=_("Die Dozentennummer der Kursverwaltung; an ihr erkennt der Import die Person."),
    )
