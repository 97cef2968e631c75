"""Accepts an invitation: the invited person chooses a password, and the link is used up."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from kurslink.models import Event, Invitation, User
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.invite_user import digest
from kurslink.services.journal.record import record
from kurslink.services.rights import actor_for


def find_invitation(token: str, *, now: datetime) -> Invitation:
    """The open invitation of a link. Raises Refusal(INVITATION_OVER)."""
    found = _open(token, now).select_related("user").first()
    if found is None:
        raise Refusal(RefusalCode.INVITATION_OVER)
    return found


def accept_invitation(token: str, password: str, *, now: datetime) -> User:
    """The person, who can sign in from now on. The link itself is the right to do this.

    Raises Refusal: INVITATION_OVER, PASSWORD_WEAK.
    """
    with transaction.atomic():
        invitation = _open(token, now).select_for_update().first()
        if invitation is None:
            raise Refusal(RefusalCode.INVITATION_OVER)
        user = User.objects.select_for_update().get(pk=invitation.user_id)
        set_new_password(user, password)
        invitation.delete()
        record(actor_for(user), Event.USER_PASSWORD_CHANGED, user, by_invitation=True)
    return user


def set_new_password(user: User, password: str) -> None:
    """Store a password that is good enough. Raises Refusal(PASSWORD_WEAK)."""
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refusal(
            RefusalCode.PASSWORD_WEAK, reasons=weak.messages, attribute="password"
        ) from None
    user.set_password(password)
    user.save(update_fields=["password"])


def _open(token: str, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(digest=digest(token), expires_at__gt=now, user__is_active=True)
