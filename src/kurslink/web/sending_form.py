"""The choice of „Zugangsdaten versenden": whom, which text, when."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kurslink.models import Audience, Course, MailArea, MailTemplate
from kurslink.services import clock
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.mails.standard_texts import default_template
from kurslink.services.mails.wish import Wish
from kurslink.services.place_dispatch import MORNING
from kurslink.web.forms import GermanDateField, GermanTimeField, KernForm

NEW, ALL = "new", "all"
NOW, AT, BEFORE = "now", "at", "before"
_FIELDS = (
    "participants", "instructors", "who", "with_calendar", "when", "on", "at", "days_before",
    "participants_template", "instructors_template",
)  # fmt: skip


class SendingForm(KernForm):
    """Unbound it stands for what is usual: everybody new, both audiences, at once."""

    participants = forms.BooleanField(label=_("Teilnehmende"), required=False, initial=True)
    instructors = forms.BooleanField(label=_("Dozenten"), required=False, initial=True)
    who = forms.ChoiceField(
        label=_("Wer"),
        choices=((NEW, _("nur, wer sie noch nicht hat")), (ALL, _("alle, auch noch einmal"))),
        initial=NEW,
        required=False,
    )
    participants_template = forms.ModelChoiceField(
        MailTemplate.objects.none(),
        label=_("Text für Teilnehmende"),
        empty_label=_("Standard-Text"),
        required=False,
    )
    instructors_template = forms.ModelChoiceField(
        MailTemplate.objects.none(),
        label=_("Text für Dozenten"),
        empty_label=_("Standard-Text"),
        required=False,
    )
    with_calendar = forms.BooleanField(
        label=_("Kalenderdatei mit den Kurstagen anhängen"), required=False, initial=True
    )
    when = forms.ChoiceField(
        label=_("Wann"),
        choices=(
            (NOW, _("sofort")),
            (AT, _("zu einem Zeitpunkt")),
            (BEFORE, _("einige Tage vor dem ersten Kurstag")),
        ),
        initial=NOW,
    )
    on = GermanDateField(label=_("Datum"), required=False)
    at = GermanTimeField(label=_("Uhrzeit"), required=False)
    days_before = forms.IntegerField(
        label=_("Tage vorher"), required=False, min_value=1, max_value=60
    )

    def __init__(self, data: QueryDict | None, area: MailArea) -> None:
        super().__init__(data)
        self.area = area
        for audience in Audience:
            field = cast(
                "forms.ModelChoiceField[MailTemplate]", self.fields[f"{audience}_template"]
            )
            field.queryset = MailTemplate.objects.filter(area=area, audience=audience)
            field.initial = default_template(area, audience)

    @classmethod
    def of(cls, query: QueryDict) -> "SendingForm":
        """The form for an address or a posted form; without a choice in it, unbound.

        Fields that were not on the page yet, because another time was chosen, get what is usual.
        """
        area = query.get("area", "")
        known = MailArea(area) if area in MailArea else MailArea.ACCESS_DATA
        if "when" not in query:
            return cls(None, known)
        filled = query.copy()
        for name, usual in _usual_times().items():
            filled.setdefault(name, usual)
        return cls(filled, known)

    def clean(self) -> dict[str, Any]:
        """A choice of time needs its values, and lies ahead."""
        values = super().clean() or {}
        if not values.get("participants") and not values.get("instructors"):
            self.add_error("participants", _("Wählen Sie, wer die Nachricht bekommt."))
        if values.get("when") == AT:
            self._check_moment(values)
        if values.get("when") == BEFORE and not values.get("days_before"):
            self._ask_for("days_before", _("Geben Sie an, wie viele Tage vorher."))
        return values

    def _check_moment(self, values: dict[str, Any]) -> None:
        if not values.get("on"):
            self._ask_for("on", _("Geben Sie das Datum an."))
        if not values.get("at"):
            self._ask_for("at", _("Geben Sie die Uhrzeit an."))
        moment = _moment(values)
        if moment is not None and moment <= clock.now():
            self.add_error("on", _("Dieser Zeitpunkt ist vorbei. Wählen Sie einen späteren."))

    def _ask_for(self, name: str, sentence: Any) -> None:
        """Unless the field has said what is wrong already."""
        if name not in self.errors:
            self.add_error(name, sentence)

    def wish(self) -> Wish:
        """What is chosen, as far as it could be understood."""
        is_new = self._value("who") != ALL
        return Wish(
            area=self.area,
            to_participants=bool(self._value("participants")),
            to_instructors=bool(self._value("instructors")),
            participants_template=self._value("participants_template"),
            instructors_template=self._value("instructors_template"),
            only_new=is_new,
            with_calendar=bool(self._value("with_calendar")),
        )

    def due_at(self) -> datetime | None:
        """The chosen moment (aware); None for at once, and for days before."""
        return _moment(self.cleaned_data) if self._value("when") == AT else None

    def lead_days(self) -> int | None:
        """How many days before the first course day; None if another time is chosen."""
        return self._value("days_before") if self._value("when") == BEFORE else None

    def query(self, courses: Iterable[Course]) -> str:
        """The choice as part of an address."""
        query = QueryDict(mutable=True)
        query["area"] = self.area.value
        query.setlist("course", [str(course.pk) for course in courses])
        for name in _FIELDS:
            value = self[name].value()
            if value not in (None, "", False):
                query[name] = str(value.pk if isinstance(value, MailTemplate) else value)
        return query.urlencode()

    def _value(self, name: str) -> Any:
        if not self.is_bound:
            return self.get_initial_for_field(self.fields[name], name)
        self.is_valid()
        return self.cleaned_data.get(name)


def _usual_times() -> dict[str, str]:
    """Tomorrow morning; three days before."""
    tomorrow = clock.now().astimezone(time_zone()) + timedelta(days=1)
    return {"on": f"{tomorrow:%d.%m.%Y}", "at": f"{MORNING:%H:%M}", "days_before": "3"}


def _moment(values: dict[str, Any]) -> datetime | None:
    on, at = values.get("on"), values.get("at")
    return datetime.combine(on, at, tzinfo=time_zone()) if on and at else None
