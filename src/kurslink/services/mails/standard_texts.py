"""Which text a mail has: the office's template, or the standard text of its area and audience."""

from kurslink.models import Audience, MailArea, MailFormat, MailTemplate
from kurslink.services.mails.rendering import MailText
from kurslink.services.words.catalogue import standard_mails as texts

_SUBJECTS = {
    MailArea.ACCESS_DATA: texts.ACCESS_DATA_SUBJECT,
    MailArea.CHANGE: texts.CHANGE_SUBJECT,
    MailArea.CANCELLATION: texts.CANCELLATION_SUBJECT,
    MailArea.REMINDER: texts.REMINDER_SUBJECT,
}
_BODIES = {
    (MailArea.ACCESS_DATA, Audience.PARTICIPANTS): texts.ACCESS_DATA_FOR_PARTICIPANTS,
    (MailArea.ACCESS_DATA, Audience.INSTRUCTORS): texts.ACCESS_DATA_FOR_INSTRUCTORS,
    (MailArea.CHANGE, Audience.PARTICIPANTS): texts.CHANGE_FOR_PARTICIPANTS,
    (MailArea.CHANGE, Audience.INSTRUCTORS): texts.CHANGE_FOR_INSTRUCTORS,
    (MailArea.CANCELLATION, Audience.PARTICIPANTS): texts.CANCELLATION_FOR_PARTICIPANTS,
    (MailArea.CANCELLATION, Audience.INSTRUCTORS): texts.CANCELLATION_FOR_INSTRUCTORS,
    (MailArea.REMINDER, Audience.PARTICIPANTS): texts.REMINDER_FOR_PARTICIPANTS,
    (MailArea.REMINDER, Audience.INSTRUCTORS): texts.REMINDER_FOR_INSTRUCTORS,
}


def standard_text(area: MailArea, audience: Audience) -> MailText:
    """The text used while the office has no template of its own."""
    return MailText(_SUBJECTS[area], _BODIES[area, audience])


def text_for(template: MailTemplate | None, area: MailArea, audience: Audience) -> MailText:
    """The text of `template`; without one the standard text of `area` and `audience`."""
    if template is None:
        return standard_text(area, audience)
    return MailText(template.subject, template.body, MailFormat(template.format))


def default_template(area: MailArea, audience: Audience) -> MailTemplate | None:
    """The office's own text for `area` and `audience` if it marked one as default."""
    return MailTemplate.objects.filter(area=area, audience=audience, is_default=True).first()
