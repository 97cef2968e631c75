"""Zugänge: adding, changing and finding the credentials of a Zoom account."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q

from kurslink.models import AccountKind, Event, Plan, TokenValidity, ZoomAccount
from kurslink.services.connection.zoom_access import connect
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import changes_between, record, snapshot
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.course_topic import require_known_variables
from kurslink.zoom.errors import AddressRefused


@dataclass(frozen=True, kw_only=True)
class AccountValues:
    """What a Zugang consists of. An empty secret means: keep the one there is.

    It is only kept for the addresses it was entered for. Of the two kinds' values only those of
    `kind` are stored. `plan` and `buffer_minutes` no call of Zoom's tells.
    """

    email: str
    kind: AccountKind = AccountKind.SERVER_TO_SERVER
    account_id: str = ""
    client_id: str = ""
    client_secret: str = ""
    api_key: str = ""
    api_secret: str = ""
    token_validity: TokenValidity = TokenValidity.DAY
    api_url: str = ""
    oauth_url: str = ""
    is_practice: bool = False
    topic_template: str = ""
    max_occurrences: int = 50
    plan: Plan = Plan.PRO
    buffer_minutes: int = 15
    webhook_secret: str = ""


CREDENTIALS = {
    AccountKind.SERVER_TO_SERVER: ("account_id", "client_id", "client_secret"),
    AccountKind.JWT: ("api_key", "api_secret"),
}
"""The fields each kind needs; the last one is its secret."""


_SECRET = ("client_secret", "api_secret", "webhook_secret")
_HIDDEN = ("account_id", "client_id", "api_key")
_NOTED = (
    *_HIDDEN,
    "email",
    "kind",
    "token_validity",
    "api_url",
    "oauth_url",
    "is_practice",
    "topic_template",
    "max_occurrences",
    "plan",
    "buffer_minutes",
)


def save_account(
    values: AccountValues, *, actor: Actor, account: ZoomAccount | None = None
) -> ZoomAccount:
    """Add a Zugang, or change `account`. Raises Refusal (incomplete, address, duplicate, topic)."""
    actor.require(Right.SETTINGS)
    row = account or ZoomAccount()
    before = snapshot(row, _NOTED) if row.pk else {}
    row = filled(row, values)
    try:
        with transaction.atomic():
            row.save()
            _record(row, before, values, actor)
    except IntegrityError:
        raise Refusal(RefusalCode.ACCOUNT_EXISTS, email=_twin_of(row)) from None
    return row


def _record(
    row: ZoomAccount, before: Mapping[str, object], values: AccountValues, actor: Actor
) -> None:
    """Secrets are never opened for this: one that was entered counts as changed."""
    if not before:
        record(actor, Event.ACCOUNT_CREATED, row, kind=row.kind)
        return
    said = changes_between(before, snapshot(row, _NOTED), hidden=_HIDDEN)
    if entered := [name for name in _SECRET if getattr(values, name).strip()]:
        said["fields"] = [*said.get("fields", ()), *entered]
    if said:
        record(actor, Event.ACCOUNT_CHANGED, row, **said)


def filled(account: ZoomAccount, values: AccountValues) -> ZoomAccount:
    """`account` with `values`, checked but not saved. Raises Refusal (incomplete, address, topic).

    The values are in `account` even when they are refused: read it again before using it.
    """
    require_known_variables(values.topic_template)
    has_moved = _way(account) != _way(values)
    for name in ("email", "api_url", "oauth_url", "topic_template"):
        setattr(account, name, getattr(values, name).strip())
    for name in ("token_validity", "is_practice", "max_occurrences", "plan", "buffer_minutes"):
        setattr(account, name, getattr(values, name))
    _take_credentials(account, values, has_moved=has_moved)
    if has_moved or values.webhook_secret.strip():
        account.webhook_secret = values.webhook_secret.strip()
    _check_addresses(account)
    return account


def _way(of: ZoomAccount | AccountValues) -> tuple[str, str, bool]:
    """Where the secret is sent; one that is kept must not follow to another address."""
    return of.api_url.strip(), of.oauth_url.strip(), of.is_practice


def _take_credentials(account: ZoomAccount, values: AccountValues, *, has_moved: bool) -> None:
    account.kind = values.kind
    for kind, names in CREDENTIALS.items():
        for name in names:
            typed = getattr(values, name).strip() if kind == values.kind else ""
            is_kept = not typed and kind == values.kind and name == names[-1] and not has_moved
            if not is_kept:  # a secret entered anew replaces one that cannot be read any more
                setattr(account, name, typed)
    missing = [name for name in CREDENTIALS[values.kind] if not getattr(account, name)]
    if missing:
        labels = [each.verbose_name for each in ZoomAccount._meta.fields if each.name in missing]
        raise Refusal(RefusalCode.CREDENTIALS_MISSING, fields=labels, names=missing)


def _check_addresses(account: ZoomAccount) -> None:
    try:
        connect(account, lambda _record: None).close()
    except AddressRefused:
        addresses = account.oauth_url or account.api_url
        raise Refusal(RefusalCode.ADDRESS_REFUSED, address=addresses) from None


def _twin_of(row: ZoomAccount) -> str:
    same = Q(email__iexact=row.email)
    if row.account_id:
        same |= Q(account_id=row.account_id)
    if row.api_key:
        same |= Q(api_key=row.api_key)
    twin = ZoomAccount.objects.filter(same).exclude(pk=row.pk).first()
    return twin.email if twin else row.email


def get_account(email: str) -> ZoomAccount:
    """The Zugang with this address, whatever its case. Raises Refusal naming those there are."""
    account = ZoomAccount.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        known = list(ZoomAccount.objects.values_list("email", flat=True))
        raise Refusal(RefusalCode.ACCOUNT_UNKNOWN, email=email, known=known)
    return account
