"""Adds or changes a text of the office for mails („Vorlagen für E-Mails")."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from kurslink.models import Audience, Event, MailArea, MailFormat, MailSettings, MailTemplate
from kurslink.planning.topic import one_line, visible
from kurslink.services.entered_texts import label_of, require_fits
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record, record_changes, snapshot
from kurslink.services.mails.check_text import require_sendable
from kurslink.services.mails.rendering import MailText
from kurslink.services.rights import Actor, Right

BODY_LIMIT = 20_000
"""Characters; far more than anybody reads, and little enough to try out with every key."""


_NAMES = ("name", "format", "subject", "body", "is_default")


@dataclass(frozen=True, kw_only=True)
class MailTemplateValues:
    """A template as it is written. One per area and audience can be the default."""

    name: str
    area: MailArea
    audience: Audience
    format: MailFormat = MailFormat.TEXT
    subject: str
    body: str
    is_default: bool = False

    @property
    def text(self) -> MailText:
        """Subject and body as they are stored: without what nobody sees."""
        lines = (visible(line).rstrip() for line in self.body.splitlines())
        body = "\n".join(lines).strip("\n")
        return MailText(one_line(self.subject), body, self.format)


def save_mail_template(
    values: MailTemplateValues, *, actor: Actor, template: MailTemplate | None = None
) -> MailTemplate:
    """Add a template, or change `template`; as default it takes the place of another.

    Raises Refusal (missing, too long, a name twice, another area or audience than before, or the
    first fault in the text); its data name the form field as `attribute`.
    """
    actor.require(Right.SETTINGS)
    row = template or MailTemplate(area=values.area, audience=values.audience)
    if (row.area, row.audience) != (values.area, values.audience):
        raise Refusal(RefusalCode.MAIL_TEMPLATE_FIXED)
    before = snapshot(row, _NAMES) if row.pk else {}
    row.name, row.format = one_line(values.name), values.format
    row.subject, row.body = values.text.subject, values.text.body
    row.is_default = values.is_default
    _require_complete(row)
    require_short(values)
    require_sendable(values.text, values.audience)
    _store(row, before, actor)
    return row


def restore_standard_text(area: MailArea, audience: Audience, *, actor: Actor) -> None:
    """From now on mails have the standard text again; the office's templates stay."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        held = list(_others_as_default(MailTemplate(area=area, audience=audience)))
        for template in held:
            template.is_default = False
            template.save(update_fields=["is_default"])
            changed = {"is_default": [True, False]}
            record(actor, Event.TEMPLATE_CHANGED, template, changed=changed)


def require_short(values: MailTemplateValues) -> None:
    """Raise Refusal for a text that is too long to be stored, or looked at while it is written."""
    text = values.text
    require_fits(MailTemplate, "name", one_line(values.name))
    require_fits(MailTemplate, "subject", text.subject)
    require_fits(MailTemplate, "body", text.body, limit=BODY_LIMIT)


def _require_complete(row: MailTemplate) -> None:
    for attribute in ("name", "subject", "body"):
        text = getattr(row, attribute)
        if not text.strip():
            field = label_of(MailTemplate, attribute)
            raise Refusal(RefusalCode.MAIL_TEMPLATE_EMPTY, field=field, attribute=attribute)


def _store(row: MailTemplate, before: Mapping[str, object], actor: Actor) -> None:
    try:
        with transaction.atomic():
            _one_at_a_time()
            if row.is_default:
                _others_as_default(row).update(is_default=False)
            row.save()
            if before:
                after = snapshot(row, _NAMES)
                event = Event.TEMPLATE_CHANGED
                record_changes(actor, event, row, before, after, hidden=("subject", "body"))
            else:
                record(actor, Event.TEMPLATE_CREATED, row)
    except IntegrityError:
        raise Refusal(RefusalCode.MAIL_TEMPLATE_EXISTS, name=row.name, attribute="name") from None


def _one_at_a_time() -> None:
    """Two at once would both become the default, and one would be told its name exists."""
    MailSettings.objects.select_for_update().get(pk=MailSettings.load().pk)


def _others_as_default(row: MailTemplate) -> "QuerySet[MailTemplate]":
    of_both = MailTemplate.objects.filter(area=row.area, audience=row.audience, is_default=True)
    return of_both.exclude(pk=row.pk)
