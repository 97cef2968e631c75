"""„Löschlauf & Datenschutz": periods, what the next run deletes, what the latest deleted."""

from dataclasses import fields
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Deletion, Retention, Role
from kurslink.models.retention import LONGEST
from kurslink.services import clock
from kurslink.services.edit_retention import RetentionValues, edit_retention
from kurslink.services.errors import Refusal
from kurslink.services.rights import Right, roles_with
from kurslink.services.run_retention import next_run, preview_retention
from kurslink.services.words.describe_deletion import describe_deleted
from kurslink.web.forms import KernForm, add_refusal
from kurslink.web.page import Page

_ROWS = 20


def _days(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=1,
        max_value=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class RetentionForm(KernForm):
    """The periods in days; an empty one is switched off."""

    access_days = _days(_("Meeting und Zugangsdaten"), _("Tage nach dem letzten Kurstag"))
    deletes_meetings = forms.BooleanField(
        label=_("Meetings auch in Zoom löschen"),
        required=False,
        help_text=_("Sonst wird das Meeting nur vom Kurs gelöst und läuft in Zoom von selbst ab."),
    )
    participant_days = _days(
        _("Teilnehmende und Anmeldungen"), _("Tage nach dem letzten Kurstag des letzten Kurses")
    )
    mail_text_days = _days(_("Texte der E-Mails und Briefe"), _("Tage, nachdem sie entstanden"))
    mail_line_days = _days(_("Versandprotokoll"), _("Tage: wann, woran und mit welchem Ausgang"))
    history_days = _days(_("Protokoll, Verlauf und Aufträge"), _("Tage"))


class PrivacyOverview(Page):
    """The one page of the nightly deletion."""

    right = Right.PRIVACY

    def get(self, request: HttpRequest) -> HttpResponse:
        """The periods as stored."""
        row = Retention.load()
        initial = {each.name: getattr(row, each.name) for each in fields(RetentionValues)}
        return self._show(request, RetentionForm(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store the periods, or show what is wrong at its field."""
        form = RetentionForm(request.POST)
        if form.is_valid() and self._store(form):
            messages.success(request, translate("Die Fristen sind gespeichert."))
            return redirect("privacy")
        return self._show(request, form, status=422)

    def _store(self, form: RetentionForm) -> bool:
        try:
            edit_retention(actor=self.actor, values=RetentionValues(**form.cleaned_data))
        except Refusal as refusal:
            add_refusal(form, refusal)
            return False
        return True

    def _show(self, request: HttpRequest, form: RetentionForm, status: int = 200) -> HttpResponse:
        coming = next_run(clock.now())
        page = Paginator(Deletion.objects.all(), _ROWS).get_page(request.GET.get("page"))
        context = {
            "form": form,
            "next_run": coming,
            "preview": describe_deleted(preview_retention(actor=self.actor, now=coming)),
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "reports": [(each, describe_deleted(each.counts)) for each in page.object_list],
            "roles": [Role(each).label for each in roles_with(Right.PRIVACY)],
        }
        return render(request, "privacy/overview.html", context, status=status)
