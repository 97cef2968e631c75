"""Makes, finds and revokes the tokens by which programs use the REST API."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from kurslink.models import ApiToken, Event, Role
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right

_BYTES = 32
_SHOWN = 8
_MARK = "kl_"
"""So that scanners for leaked secrets know ours."""

_COARSE = timedelta(hours=1)
"""So often at most a token's row is written because it is used."""


def add_token(
    name: str,
    *,
    role: Role,
    actor: Actor,
    now: datetime,
    expires_on: date | None = None,
) -> tuple[ApiToken, str]:
    """A new token and its secret, which nobody can be told again. Raises Refusal."""
    actor.require(Right.SETTINGS)
    if not name.strip():
        raise Refusal(RefusalCode.TOKEN_NAME_MISSING, attribute="name")
    secret = _MARK + secrets.token_urlsafe(_BYTES)
    token = ApiToken(
        name=name.strip(),
        role=role,
        prefix=secret[:_SHOWN],
        digest=_digest(secret),
        created_by=actor.reference,
        created_at=now,
        expires_on=expires_on,
    )
    with transaction.atomic():
        token.save()
        record(actor, Event.TOKEN_CREATED, token, role=role)
    return token, secret


def get_token(prefix: str) -> ApiToken:
    """The one token that begins so and is not revoked. Raises Refusal."""
    found = list(ApiToken.objects.filter(prefix=prefix.strip("… "), revoked_at=None)[:2])
    if len(found) != 1:
        raise Refusal(RefusalCode.TOKEN_UNKNOWN, name=prefix)
    return found[0]


def revoke_token(token: ApiToken, *, actor: Actor, now: datetime) -> None:
    """From the next request on it opens nothing; done twice, the first moment stays."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            record(actor, Event.TOKEN_REVOKED, token)


def find_token(secret: str, *, now: datetime) -> ApiToken | None:
    """The valid token with this secret; that it was used is noted to the hour."""
    today = now.astimezone(time_zone()).date()
    valid = ApiToken.objects.filter(Q(expires_on=None) | Q(expires_on__gte=today), revoked_at=None)
    token = valid.filter(digest=_digest(secret)).first()
    if token is not None and (token.last_used_at is None or now - token.last_used_at > _COARSE):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
