"""The fields of a template, and how it is tried out on a course."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import Http404
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kurslink.models import Audience, Course, MailArea, MailFormat, User
from kurslink.services import clock
from kurslink.services.errors import Refusal
from kurslink.services.mails.check_text import find_problems
from kurslink.services.mails.clean_html import not_allowed
from kurslink.services.mails.preview import Preview, preview_mail
from kurslink.services.save_mail_template import MailTemplateValues, require_short
from kurslink.services.variables.course_values import with_values
from kurslink.services.variables.in_mails import mail_variables
from kurslink.services.variables.known import Group, Variable
from kurslink.services.words.sentences import Explanation, explain
from kurslink.web.forms import KernForm, TextField


class MailTemplateForm(KernForm):
    """One template, and the course on which it is tried out; values are not judged here."""

    name = TextField(label=_("Name"), required=False)
    area = forms.ChoiceField(label=_("Vorlage für den Bereich"), choices=MailArea.choices)
    audience = forms.ChoiceField(label=_("Empfänger"), choices=Audience.choices)
    format = forms.ChoiceField(
        label=_("Format"),
        choices=MailFormat.choices,
        help_text=_(
            "Einfaches HTML: p, br, b, i, u, ul, ol, li, a, h2, h3, hr und table. Alles andere "
            "wird beim Versenden entfernt."
        ),
    )
    subject = TextField(
        label=_("Betreff"), required=False, widget=forms.TextInput(attrs={"lang": "de"})
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true", "lang": "de"}),
        help_text=_("Eine Zeile, deren Variablen alle leer sind, entfällt in der E-Mail."),
    )
    is_default = forms.BooleanField(
        label=_("Standard für diesen Bereich"),
        required=False,
        help_text=_("Gilt statt des Standardtextes, wenn niemand eine andere Vorlage wählt."),
    )
    sample = forms.CharField(
        label=_("Vorschau mit Kurs"),
        required=False,
        help_text=_("Eine Kursnummer; leer: irgendein Kurs."),
    )

    def values(self) -> MailTemplateValues:
        """What was entered; the form is valid."""
        entered = {name: self.cleaned_data[name] for name in ("name", "subject", "body")}
        return MailTemplateValues(
            area=MailArea(self.cleaned_data["area"]),
            audience=Audience(self.cleaned_data["audience"]),
            format=MailFormat(self.cleaned_data["format"]),
            is_default=self.cleaned_data["is_default"],
            **entered,
        )


@dataclass(frozen=True)
class TriedOut:
    """What a template makes of a course, or what is wrong with it."""

    problems: tuple[Explanation, ...] = ()
    taken_out: tuple[str, ...] = ()
    course: Course | None = None
    preview: Preview | None = None

    @property
    def html(self) -> SafeString:
        """The HTML part; nothing in it was not cleaned by `mails.clean_html`."""
        return mark_safe(self.preview.mail.html if self.preview else "")  # noqa: S308


def named_in_address(area: str, audience: str) -> tuple[MailArea, Audience]:
    """What an address names. Raises Http404."""
    try:
        return MailArea(area), Audience(audience)
    except ValueError:
        raise Http404 from None


def try_out(values: MailTemplateValues, number: str, *, user: User) -> TriedOut:
    """Try `values` out on the course with this number, or on any."""
    try:
        require_short(values)
    except Refusal as refusal:  # whatever is longer is not looked at: each key would take seconds
        return TriedOut((explain(refusal),))
    problems = find_problems(values.text, values.audience)
    is_html = values.format == MailFormat.HTML
    taken_out = not_allowed(values.body) if is_html else ()
    if problems:
        return TriedOut(tuple(explain(each) for each in problems), taken_out)
    course = _sample(number.strip())
    if course is None:
        return TriedOut(taken_out=taken_out)
    preview = preview_mail(values.text, values.audience, course, user=user)
    return TriedOut((), taken_out, course, preview)


def variables_by_group(audience: Audience) -> Iterator[tuple[str, list[Variable]]]:
    """The insert buttons, as the picker groups them."""
    variables = mail_variables(audience)
    for group in Group:
        if of_group := [each for each in variables if each.group == group]:
            yield str(group.label), of_group


def _sample(number: str) -> Course | None:
    """The course with this number, or the next online course to begin, or any."""
    courses = with_values(Course.objects.all())
    if number:
        return courses.filter(number=number).order_by("-semester__first_on").first()
    coming = courses.filter(online__is_online=True, starts_on__gte=localdate(clock.now()))
    return coming.order_by("starts_on").first() or courses.first()
