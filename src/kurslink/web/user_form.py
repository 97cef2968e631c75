"""The forms of „Benutzer & Rechte"."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kurslink.models import Language, Role, SecondFactorRule
from kurslink.web.forms import KernForm, TextField

_ROLES = _(
    "Leserecht sieht alles und ändert nichts. Verwaltung plant, überträgt, importiert und "
    "versendet. Systemverwaltung stellt außerdem ein. Datenschutz gibt Auskunft und löscht."
)


class NewUserForm(KernForm):
    """Whom to invite."""

    email = TextField(label=_("E-Mail-Adresse"), required=False)
    name = TextField(label=_("Name"), required=False)
    role = forms.ChoiceField(
        label=_("Rolle"), choices=Role.choices, initial=Role.OFFICE, help_text=_ROLES
    )
    language = forms.ChoiceField(
        label=_("Sprache"), choices=Language.choices, initial=Language.GERMAN
    )


class UserForm(KernForm):
    """What may be changed about a person."""

    name = TextField(label=_("Name"), required=False)
    phone = TextField(label=_("Telefon"), required=False)
    role = forms.ChoiceField(label=_("Rolle"), choices=Role.choices, help_text=_ROLES)
    is_active = forms.BooleanField(
        label=_("aktiv"),
        required=False,
        help_text=_("Ohne Haken kann sich die Person nicht anmelden; was sie getan hat, bleibt."),
    )


class SecondFactorForm(KernForm):
    """Of whom a second factor is demanded."""

    rule = forms.ChoiceField(
        label=_("Verlangt von"),
        choices=SecondFactorRule.choices,
        help_text=_(
            "Wer noch keinen hat, wird ab sofort zur Einrichtung geführt und kommt vorher "
            "nicht weiter."
        ),
    )
