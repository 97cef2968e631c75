"""Who may enter when an OpenID provider vouches for them: people we know, by verified address."""

from django.conf import settings
from django.db import IntegrityError, transaction

from kurslink.models import Event, Role, User
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.rights import actor_for
from kurslink.sources.email_address import is_email_address


def enter_by_openid(email: str, *, is_verified: bool, name: str) -> User:
    """The person of a verified address; a new one with Leserecht if the installation wants that.

    Raises Refusal: OPENID_UNVERIFIED, OPENID_UNKNOWN.
    """
    if not is_verified or not is_email_address(email):
        raise Refusal(RefusalCode.OPENID_UNVERIFIED)
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    if not settings.KURSLINK_OPENID_NEW_PEOPLE:
        raise Refusal(RefusalCode.OPENID_UNKNOWN, email=email)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name or email, role=Role.READER)
            record(actor_for(user), Event.USER_CREATED, user, role=user.role, by="openid")
            return user
    except IntegrityError:  # two windows at once
        return User.objects.get(email__iexact=email)
