"""„Jetzt versuchen": a mail server that failed is not left alone any longer."""

from django.db import transaction

from kurslink.services.mails.sending_queue import defer_sending
from kurslink.services.mails.server_state import forget_trouble
from kurslink.services.rights import Actor, Right


def try_mail_server(*, actor: Actor) -> None:
    """Let a worker send what is due now."""
    actor.require(Right.SEND)
    with transaction.atomic():
        forget_trouble()
        defer_sending()
