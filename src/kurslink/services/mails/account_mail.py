"""Mails to users about their own sign-in, through the outbox like every mail."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from kurslink.models import ACCOUNT_MAIL, Institution, MailMessage, MailSecret, User
from kurslink.services.errors import Refusal
from kurslink.services.mails.outgoing import mail_server, sender_of
from kurslink.services.mails.sending_queue import defer_sending
from kurslink.services.rights import BACKGROUND, Actor
from kurslink.services.words.catalogue.account_mails import (
    GREETING,
    LINK,
    SIGNATURE,
    TEXTS,
    AccountMail,
)
from kurslink.services.words.sentences import fill


def can_mail() -> bool:
    """Whether a mail server and a sender are set, so that a link can be sent."""
    try:
        mail_server()
        sender_of(Institution.load())
    except Refusal:
        return False
    return True


def write_account_mail(
    occasion: AccountMail,
    user: User,
    *,
    now: datetime,
    by: Actor = BACKGROUND,
    link: str = "",
    until: datetime | None = None,
) -> MailMessage:
    """The mail, waiting in the outbox; `link` is kept apart from its text, encrypted."""
    words = {
        "name": user.name or user.email,
        "institution": Institution.load().name,
        "address": settings.KURSLINK_PUBLIC_URL,
        "moment": now,
        "until": until,
        "actor": by.name,
        "link": LINK,
    }
    with override(user.language):
        subject, *paragraphs = TEXTS[occasion]
        text = "\n\n".join(fill(each, words) for each in (GREETING, *paragraphs, SIGNATURE))
        subject = str(subject)
    with transaction.atomic():
        mail = MailMessage.objects.create(
            area=ACCOUNT_MAIL,
            audience=ACCOUNT_MAIL,
            to_name=user.name,
            to_address=user.email,
            subject=subject,
            text=f"{text}\n",
            placed_by=by.reference,
            placed_at=now,
            due_at=now,
        )
        if link:
            MailSecret.objects.create(mail=mail, link=link)
        defer_sending()
    return mail
