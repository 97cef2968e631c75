"""„Meine Angaben": what mails say of whoever is signed in, and which language pages speak."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kurslink.models import Language, User
from kurslink.services.change_own_details import change_own_details
from kurslink.services.errors import Refusal
from kurslink.web.forms import KernForm, TextField, add_refusal
from kurslink.web.page import Page


class OwnDetailsForm(KernForm):
    """Name, telephone, language; the address is who somebody is here, and only shown."""

    name = TextField(label=_("Name"), required=False)
    phone = TextField(
        label=_("Telefon"),
        required=False,
        help_text=_("Steht in E-Mails, deren Versand Sie bestätigen."),
    )
    language = forms.ChoiceField(
        label=_("Sprache"),
        choices=Language.choices,
        help_text=_("So spricht Kurslink mit Ihnen. E-Mails an Teilnehmende bleiben deutsch."),
    )
    email = forms.CharField(label=_("E-Mail-Adresse"), disabled=True, required=False)


class OwnDetails(Page):
    """Everybody's own page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is stored."""
        return self._show(request, OwnDetailsForm(initial=_held(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it, or say at its field why not."""
        form = OwnDetailsForm(request.POST, initial=_held(request))
        if form.is_valid():
            entered = form.cleaned_data
            try:
                change_own_details(
                    cast(User, request.user),
                    name=entered["name"],
                    phone=entered["phone"],
                    language=Language(entered["language"]),
                )
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                with override(entered["language"]):
                    messages.success(request, translate("Ihre Angaben sind gespeichert."))
                return redirect("own_details")
        return self._show(request, form, status=422)

    def _show(self, request: HttpRequest, form: OwnDetailsForm, status: int = 200) -> HttpResponse:
        return render(request, "account/own_details.html", {"form": form}, status=status)


def _held(request: HttpRequest) -> dict[str, str]:
    user = cast(User, request.user)
    held = {"name": user.name, "phone": user.phone, "email": user.email}
    return held | {"language": user.language}
