"""„Vorlagen für E-Mails": the list by area and audience, and deleting what is not used."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as translate

from kurslink.models import Audience, MailArea, MailTemplate
from kurslink.services.delete_mail_template import delete_mail_template
from kurslink.services.mails.standard_texts import standard_text
from kurslink.services.save_mail_template import restore_standard_text
from kurslink.web.mail_template_form import named_in_address
from kurslink.web.settings_page import SettingsPage


@dataclass(frozen=True)
class Texts:
    """The texts there are for one area and audience: the standard one, and the office's."""

    area: MailArea
    audience: Audience
    templates: tuple[MailTemplate, ...]

    @property
    def standard_subject(self) -> str:
        """The subject of the standard text."""
        return standard_text(self.area, self.audience).subject

    @property
    def has_own_default(self) -> bool:
        """Whether one of the office's texts is used instead of the standard text."""
        return any(each.is_default for each in self.templates)


class MailTemplates(SettingsPage):
    """Every area and audience with its texts."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The table."""
        context = {"groups": tuple(_texts())}
        return self.draw(request, "settings/mail_templates.html", context)


class RestoreStandardText(SettingsPage):
    """„Standardtext wiederherstellen": mails have the standard text again."""

    def post(self, request: HttpRequest, *, area: str, audience: str) -> HttpResponse:
        """Take the mark „Standard" from the office's text, which stays."""
        restore_standard_text(*named_in_address(area, audience), actor=self.actor)
        messages.success(request, translate("Der Standardtext gilt wieder."))
        return redirect("mail_templates")


class DeleteMailTemplate(SettingsPage):
    """Deletes a template nothing planned needs."""

    def post(self, request: HttpRequest, *, template_id: int) -> HttpResponse:
        """Delete it; a refusal names the courses that wait for it."""
        template = get_object_or_404(MailTemplate, pk=template_id)
        delete_mail_template(template, actor=self.actor)
        messages.success(request, translate("Die Vorlage ist gelöscht."))
        return redirect("mail_templates")


def _texts() -> Iterator[Texts]:
    templates = list(MailTemplate.objects.all())
    for area in MailArea:
        for audience in Audience:
            own = (each for each in templates if (each.area, each.audience) == (area, audience))
            yield Texts(area, audience, tuple(own))
