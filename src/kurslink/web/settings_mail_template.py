"""One text of the office for mails: written, checked while it is written, tried out, stored."""

from functools import cached_property
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as translate

from kurslink.models import Audience, MailArea, MailFormat, MailTemplate, User
from kurslink.services import clock
from kurslink.services.errors import Refusal
from kurslink.services.mails.standard_texts import standard_text
from kurslink.services.save_mail_template import MailTemplateValues, save_mail_template
from kurslink.services.send_test_mail import Draft, send_test_mail
from kurslink.web.forms import add_refusal
from kurslink.web.mail_template_form import (
    MailTemplateForm,
    named_in_address,
    try_out,
    variables_by_group,
)
from kurslink.web.settings_page import SettingsPage

Choice = TypeVar("Choice", bound=TextChoices)
_FIELDS = ("name", "area", "audience", "format", "subject", "body", "is_default")


class MailTemplatePage(SettingsPage):
    """What adding and changing a template share: without „Speichern" it is only tried out."""

    @cached_property
    def template(self) -> MailTemplate | None:
        """The template of the address; None for a new one. Raises Http404."""
        key = self.kwargs.get("template_id")
        return get_object_or_404(MailTemplate, pk=key) if key else None

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The template as stored, or the standard text of what is asked for."""
        return self.show(request, self._form(initial=self._initial(request)))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Store it, take over the standard text, send a test, or show what would come of it."""
        form = self._form(request.POST)
        if form.is_valid() and "standard" in request.POST:
            return self.show(request, self._form(initial=_with_standard_text(form)))
        if form.is_valid() and "test" in request.POST:
            self._send_to_me(request, form)
        elif form.is_valid() and "save" in request.POST and self._store(form):
            messages.success(request, translate("Die Vorlage ist gespeichert."))
            return redirect("mail_templates")
        return self.show(request, form, status=422 if form.errors else 200)

    def show(self, request: HttpRequest, form: MailTemplateForm, status: int = 200) -> HttpResponse:
        """The form with its variables and what it makes of a course."""
        user = cast(User, request.user)
        values = _entered(form)
        sample = "" if "sample" in form.errors else form["sample"].value() or ""
        context: dict[str, Any] = {
            "form": form,
            "template": self.template,
            "groups": tuple(variables_by_group(values.audience)),
            "tried": try_out(values, sample, user=user),
        }
        return self.draw(request, "settings/mail_template.html", context, status)

    def _form(self, *args: Any, **kwargs: Any) -> MailTemplateForm:
        """Area and audience are chosen once."""
        if self.template and not kwargs:
            kwargs["initial"] = _stored(self.template)
        form = MailTemplateForm(*args, **kwargs)
        for name in ("area", "audience"):
            form.fields[name].disabled = self.template is not None
        return form

    def _initial(self, request: HttpRequest) -> dict[str, Any]:
        if self.template:
            return _stored(self.template)
        area, audience = named_in_address(
            request.GET.get("area", MailArea.ACCESS_DATA),
            request.GET.get("audience", Audience.PARTICIPANTS),
        )
        text = standard_text(area, audience)
        return {"area": area, "audience": audience, "subject": text.subject, "body": text.body}

    def _send_to_me(self, request: HttpRequest, form: MailTemplateForm) -> None:
        """„Testmail an mich": what the preview shows, stored or not; faults stand there."""
        user, values = cast(User, request.user), form.values()
        tried = try_out(values, form.cleaned_data["sample"], user=user)
        if tried.preview is None:
            messages.error(request, translate("Ohne Vorschau gibt es keine Testmail."))
            return
        draft = Draft(
            subject=tried.preview.mail.subject,
            text=tried.preview.mail.text,
            html=tried.preview.mail.document,
            area=values.area,
            audience=values.audience,
        )
        send_test_mail(user.email, draft, actor=self.actor, now=clock.now(), course=tried.course)
        sent = translate("Die Testmail an %(email)s ist im Postausgang.")
        messages.success(request, sent % {"email": user.email})

    def _store(self, form: MailTemplateForm) -> bool:
        row = MailTemplate.objects.get(pk=self.template.pk) if self.template else None
        try:
            save_mail_template(form.values(), actor=self.actor, template=row)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return False
        return True


class NewMailTemplate(MailTemplatePage):
    """Adds a template; it begins as the standard text."""


class ChangeMailTemplate(MailTemplatePage):
    """Changes a template."""


def _stored(template: MailTemplate) -> dict[str, Any]:
    return {name: getattr(template, name) for name in _FIELDS}


def _with_standard_text(form: MailTemplateForm) -> dict[str, Any]:
    values = form.values()
    text = standard_text(values.area, values.audience)
    return form.cleaned_data | {
        "subject": text.subject,
        "body": text.body,
        "format": MailFormat.TEXT,
    }


def _entered(form: MailTemplateForm) -> MailTemplateValues:
    """What stands in the fields, whether it could be stored or not."""
    found = {name: form[name].value() or "" for name in _FIELDS}
    return MailTemplateValues(
        name=found["name"],
        area=_one_of(MailArea, found["area"]),
        audience=_one_of(Audience, found["audience"]),
        format=_one_of(MailFormat, found["format"]),
        subject=found["subject"],
        body=found["body"],
    )


def _one_of(choices: type[Choice], text: str) -> Choice:
    return choices(text) if text in choices.values else next(iter(choices))
