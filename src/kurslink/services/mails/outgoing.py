"""From a row of the outbox to a letter for the post office."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from kurslink.mail.connection import Patience
from kurslink.mail.delivery import Delivery
from kurslink.mail.message import Letter, Mailbox
from kurslink.mail.server import Server, name_for_greeting
from kurslink.models import ACCOUNT_MAIL, Institution, MailMessage, MailSecret
from kurslink.models.errors import EncryptionError
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.mails.recipients import recipient_of
from kurslink.services.words.catalogue.account_mails import LINK


def mail_server() -> Server:
    """The server an operator has set. Raises Refusal."""
    server: Server | None = settings.KURSLINK_MAIL_SERVER
    if server is None:
        raise Refusal(RefusalCode.MAIL_SERVER_MISSING)
    return server


def open_delivery(server: Server, *, patience: Patience | None = None) -> Delivery:
    """A way to `server` under the name people know us by; nothing is opened yet."""
    host = urlsplit(settings.KURSLINK_PUBLIC_URL).hostname or ""
    return Delivery(server, own_name=name_for_greeting(host), patience=patience)


def sender_of(institution: Institution) -> Mailbox:
    """From whom mails come. Raises Refusal if nobody has entered an address."""
    if not institution.sender_address:
        raise Refusal(RefusalCode.MAIL_SENDER_MISSING)
    return Mailbox(institution.name, institution.sender_address)


def readdress(mail: MailMessage) -> None:
    """Let `mail` go where its person is reached by now; a repetition goes where somebody said."""
    if mail.repeats_id is not None or mail.is_test:
        return
    recipient = recipient_of(mail)
    if recipient is None or recipient.address in ("", mail.to_address):
        return
    if str(recipient.addressee) == mail.to_name:  # the text greets nobody else
        mail.to_address = recipient.address
        MailMessage.objects.filter(pk=mail.pk).update(to_address=mail.to_address)


def letter_of(mail: MailMessage, institution: Institution, *, now: datetime) -> Letter:
    """`mail` as it goes out at `now`; answers go to the standard contact.

    Raises Refusal: MAIL_SENDER_MISSING, MAIL_LINK_GONE.
    """
    sender = sender_of(institution)
    contact = institution.contact_email
    return Letter(
        uid=mail.uid,
        sender=sender,
        to=Mailbox(mail.to_name, mail.to_address),
        subject=mail.subject,
        text=_text_of(mail),
        html=mail.html,
        date=now.astimezone(time_zone()),
        reply_to=contact if contact != sender.address else "",
        calendar=mail.calendar,
    )


def _text_of(mail: MailMessage) -> str:
    """The text with the personal link it was stored without. Raises Refusal(MAIL_LINK_GONE)."""
    if mail.area != ACCOUNT_MAIL or LINK not in mail.text:
        return mail.text
    try:
        link = MailSecret.objects.get(mail=mail).link
    except (MailSecret.DoesNotExist, EncryptionError):
        raise Refusal(RefusalCode.MAIL_LINK_GONE) from None
    return mail.text.replace(LINK, link)
