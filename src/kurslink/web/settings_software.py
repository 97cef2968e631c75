"""„Hinterlegungen Kurse / Software für Online-Kurse": the list, and one entry."""

from dataclasses import fields

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Software
from kurslink.services.errors import Refusal
from kurslink.services.software_list import SoftwareValues, delete_software, save_software
from kurslink.web.forms import KernForm, TextField, add_refusal
from kurslink.web.settings_page import SettingsPage


class SoftwareForm(KernForm):
    """One entry of the list."""

    name = TextField(label=_("Bezeichnung"), required=False)
    default_link = TextField(
        label=_("Standardlink"),
        required=False,
        help_text=_("Kommt in den Kurs, wenn dort die Software gewählt wird und „Link“ leer ist."),
    )
    is_active = forms.BooleanField(
        label=_("aktiv"),
        required=False,
        initial=True,
        help_text=_("Ohne Haken steht der Eintrag nicht mehr zur Wahl; Kurse behalten ihn."),
    )


class SoftwareList(SettingsPage):
    """All entries, with the number of courses that use each."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The table; „Zoom" cannot be changed."""
        entries = Software.objects.annotate(course_count=Count("onlinedetails"))
        entries = entries.order_by(Lower("name"))  # counting loses the usual order
        return self.draw(request, "settings/software_list.html", {"entries": entries})


class SoftwarePage(SettingsPage):
    """What adding and changing an entry share."""

    def entry(self) -> Software | None:
        """The entry of the address; None for a new one. Raises Http404."""
        key = self.kwargs.get("software_id")
        return get_object_or_404(Software, pk=key) if key else None

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The entry as stored."""
        entry = self.entry()
        names = [each.name for each in fields(SoftwareValues)]
        initial = {name: getattr(entry, name) for name in names} if entry else {}
        return self._show(request, SoftwareForm(initial=initial))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store it, or say at its field why not."""
        form = SoftwareForm(request.POST)
        if form.is_valid() and self._store(form):
            messages.success(request, translate("Der Eintrag ist gespeichert."))
            return redirect("software")
        return self._show(request, form, status=422)

    def _store(self, form: SoftwareForm) -> bool:
        values = SoftwareValues(**form.cleaned_data)
        try:
            save_software(values, actor=self.actor, software=self.entry())
        except Refusal as refusal:
            add_refusal(form, refusal)
            return False
        return True

    def _show(self, request: HttpRequest, form: SoftwareForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "entry": self.entry()}
        return self.draw(request, "settings/software_form.html", context, status)


class NewSoftware(SoftwarePage):
    """Adds an entry."""


class ChangeSoftware(SoftwarePage):
    """Changes an entry."""


class DeleteSoftware(SettingsPage):
    """Deletes an entry no course uses."""

    def post(self, request: HttpRequest, *, software_id: int) -> HttpResponse:
        """Delete it; a refusal names the courses that use it."""
        entry = get_object_or_404(Software, pk=software_id)
        delete_software(entry, actor=self.actor)
        messages.success(request, translate("Der Eintrag ist gelöscht."))
        return redirect("software")
