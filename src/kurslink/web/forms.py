"""How form fields look and what they understand: the design system's classes, German values."""

from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.base import BaseEngine
from django.utils.translation import gettext_lazy as _

from kurslink.services.errors import Refusal
from kurslink.services.words.sentences import explain
from kurslink.sources.clean_text import clean_text

DATE_FORMATS = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d")
TIME_FORMATS = ("%H:%M", "%H.%M", "%H%M", "%H:%M:%S")

NOT_SHOWN = _("vorhanden; Ihre Rolle sieht es nicht")

_TICKS = (forms.CheckboxInput, forms.CheckboxSelectMultiple)


class KernRenderer(DjangoTemplates):
    """Fields from our own templates around Django's widgets, error text tied to the field."""

    field_template_name = "forms/field.html"

    @cached_property
    def engine(self) -> BaseEngine:
        """Our templates first, then those Django's widgets come with."""
        own, djangos = Path(__file__).parent, Path(forms.__file__).parent
        options = {"builtins": ["kurslink.web.tags"]}
        return self.backend(
            {
                "NAME": "forms",
                "APP_DIRS": False,
                "DIRS": [own / "templates", djangos / "templates"],
                "OPTIONS": options,
            }
        )


class KernForm(forms.Form):
    """A form whose widgets carry the design system's class; ticks look as the system draws them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, _TICKS):
                field.widget.attrs.setdefault("class", "kern-form-input__input")


class TextField(forms.CharField):
    """A text that is refused when too long; browsers would cut it silently while pasting."""

    def to_python(self, value: Any) -> str | None:
        """What is seen of one line: a turned direction would show other words than are sent."""
        text = super().to_python(value)
        is_line = self.strip and not isinstance(self.widget, forms.Textarea)
        return clean_text(text) if text and is_line else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Django's attributes without maxlength."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class GermanDateField(forms.DateField):
    """A date typed as 03.08.2021; shown in the same form, whatever the browser's language."""

    widget = forms.DateInput(
        format=DATE_FORMATS[0],
        attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": _("TT.MM.JJJJ")},
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=DATE_FORMATS, **kwargs)
        self.error_messages["invalid"] = _(
            "Dieses Datum gibt es nicht. Geben Sie Tag, Monat, Jahr ein, zum Beispiel 03.08.2021."
        )


class GermanTimeField(forms.TimeField):
    """A time of day typed as 16:30, 16.30 or 1630; 24 hours."""

    widget = forms.TimeInput(
        format=TIME_FORMATS[0],
        attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": _("16:30")},
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=TIME_FORMATS, **kwargs)
        self.error_messages["invalid"] = _(
            "Diese Uhrzeit gibt es nicht. Geben Sie Stunde und Minute ein, zum Beispiel 16:30."
        )


def add_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Show what a service refused at the field it is about, else above the form."""
    explanation = explain(refusal)
    attribute = refusal.data.get("attribute")
    field = str(attribute) if attribute in form.fields else None
    form.add_error(field, f"{explanation.message} {explanation.hint}")


def close(form: forms.Form, *, hidden: Collection[str] = ()) -> None:
    """Make every field read-only, for people who may only look; of `hidden` only that it is there.

    What files give to those only who change courses (services/variables/known.py) no page gives.
    """
    for name, field in form.fields.items():
        field.disabled = True
        if name in hidden and form.initial.get(name):
            field.widget = forms.TextInput()
            form.initial[name] = NOT_SHOWN


class SecretInput(forms.PasswordInput):
    """Hidden on the screen until the clerk asks to see it; not a login."""

    template_name = "forms/secret.html"

    def __init__(self, **attrs: str) -> None:
        super().__init__(attrs={"autocomplete": "off", **attrs}, render_value=True)
