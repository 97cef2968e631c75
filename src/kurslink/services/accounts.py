"""Zugänge: adding, changing and finding the credentials of a Zoom account."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from kurslink.models import ZoomAccount
from kurslink.services.course_topic import require_known_variables
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Actor, Right
from kurslink.services.zoom_access import connect
from kurslink.zoom.errors import AddressRefused


@dataclass(frozen=True, kw_only=True)
class AccountValues:
    """What a Zugang consists of. `client_secret` empty means: keep the one there is."""

    email: str
    account_id: str
    client_id: str
    client_secret: str
    api_url: str = ""
    oauth_url: str = ""
    is_practice: bool = False
    topic_template: str = ""
    max_occurrences: int = 50


def save_account(
    values: AccountValues, *, actor: Actor, account: ZoomAccount | None = None
) -> ZoomAccount:
    """Add a Zugang, or change `account`. Raises Refusal (address, duplicate, topic)."""
    actor.require(Right.SETTINGS)
    row = filled(account or ZoomAccount(), values)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refusal(RefusalCode.ACCOUNT_EXISTS, email=_twin_of(row)) from None
    return row


def filled(account: ZoomAccount, values: AccountValues) -> ZoomAccount:
    """`account` with `values`, checked but not saved. Raises Refusal (address, topic)."""
    require_known_variables(values.topic_template)
    for name in ("email", "account_id", "client_id", "api_url", "oauth_url", "topic_template"):
        setattr(account, name, getattr(values, name).strip())
    account.is_practice = values.is_practice
    account.max_occurrences = values.max_occurrences
    if values.client_secret:
        account.client_secret = values.client_secret
    try:
        connect(account, lambda _record: None).close()
    except AddressRefused:
        addresses = values.oauth_url or values.api_url
        raise Refusal(RefusalCode.ADDRESS_REFUSED, address=addresses) from None
    return account


def _twin_of(row: ZoomAccount) -> str:
    same_mail = ZoomAccount.objects.filter(email__iexact=row.email)
    same_account = ZoomAccount.objects.filter(account_id=row.account_id, api_url=row.api_url)
    twin = (same_mail | same_account).exclude(pk=row.pk).first()
    return twin.email if twin else row.email


def get_account(email: str) -> ZoomAccount:
    """The Zugang with this address, whatever its case. Raises Refusal naming those there are."""
    account = ZoomAccount.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        known = list(ZoomAccount.objects.values_list("email", flat=True))
        raise Refusal(RefusalCode.ACCOUNT_UNKNOWN, email=email, known=known)
    return account
