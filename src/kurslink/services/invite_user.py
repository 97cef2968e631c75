"""Invites a person who may sign in: a link by which they choose a password themselves."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from kurslink.models import Event, Invitation, Language, MailMessage, Role, User
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.mails.account_mail import can_mail, write_account_mail
from kurslink.services.rights import Actor, Right
from kurslink.services.words.catalogue.account_mails import AccountMail
from kurslink.sources.email_address import is_email_address

LASTS = timedelta(days=7)
PATH = "/konto/einladung/"


@dataclass(frozen=True)
class Invited:
    """Who was invited, and how they hear of it: by `mail`, or else by `link`, to be handed over."""

    user: User
    until: datetime
    mail: MailMessage | None
    link: str = field(repr=False)


def invite_user(
    email: str,
    *,
    name: str,
    role: Role,
    language: Language = Language.GERMAN,
    actor: Actor,
    now: datetime,
) -> Invited:
    """Add a person without a password and invite them. Raises Refusal; data name the field."""
    actor.require(Right.SETTINGS)
    address, called = email.strip(), name.strip()
    if not called:
        raise Refusal(RefusalCode.USER_NAME_MISSING, attribute="name")
    if not is_email_address(address):
        raise Refusal(RefusalCode.EMAIL_INVALID, email=email, attribute="email")
    try:
        with transaction.atomic():
            user = User.objects.create_user(address, name=called, role=role, language=language)
            return _invite(user, actor, now)
    except IntegrityError:
        raise Refusal(RefusalCode.USER_EXISTS, email=address, attribute="email") from None


def invite_again(user: User, *, actor: Actor, now: datetime) -> Invited:
    """A new link instead of the last one. Raises Refusal if they have a password, or are off."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        if not held.is_active or held.has_usable_password():
            raise Refusal(RefusalCode.NOT_TO_INVITE, name=str(held))
        return _invite(held, actor, now)


def _invite(user: User, actor: Actor, now: datetime) -> Invited:
    token, until = secrets.token_urlsafe(32), now + LASTS
    Invitation.objects.update_or_create(
        user=user,
        defaults={
            "digest": digest(token),
            "expires_at": until,
            "made_by": actor.reference,
            "made_at": now,
        },
    )
    record(actor, Event.USER_INVITED, user, role=user.role)
    link = f"{settings.KURSLINK_PUBLIC_URL.rstrip('/')}{PATH}{token}/"
    if not can_mail():
        return Invited(user, until, None, link)
    mail = write_account_mail(
        AccountMail.INVITATION, user, now=now, by=actor, link=link, until=until
    )
    return Invited(user, until, mail, "")


def digest(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()
