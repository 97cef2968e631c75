"""„Testmail an mich": one mail to see how it looks and whether it comes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kurslink.models import Audience, Course, Event, MailArea, MailMessage
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.mails import record_mails
from kurslink.services.mails.sending_queue import defer_sending
from kurslink.services.mails.server_state import forget_trouble
from kurslink.services.rights import Actor, Right
from kurslink.sources.email_address import is_email_address


@dataclass(frozen=True)
class Draft:
    """Finished texts, as a mail to a person would have them; `calendar` is an iCalendar file."""

    subject: str
    text: str
    html: str
    calendar: str = ""
    area: MailArea = MailArea.ACCESS_DATA
    audience: Audience = Audience.PARTICIPANTS


def send_test_mail(
    to: str, draft: Draft, *, actor: Actor, now: datetime, course: Course | None = None
) -> MailMessage:
    """The mail, before all others in the outbox; a server that failed is tried at once.

    Raises Refusal(EMAIL_INVALID).
    """
    actor.require(Right.SEND)
    if not is_email_address(to):
        raise Refusal(RefusalCode.EMAIL_INVALID, email=to)
    with transaction.atomic():
        mail = MailMessage.objects.create(
            course=course,
            area=draft.area,
            audience=draft.audience,
            to_name=actor.name,
            to_address=to,
            subject=draft.subject,
            text=draft.text,
            html=draft.html,
            calendar=draft.calendar,
            is_test=True,
            placed_by=actor.reference,
            placed_at=now,
            due_at=now,
        )
        record_mails(actor, Event.TEST_MAIL_PLACED, [mail])
        forget_trouble()
        defer_sending()
    return mail
