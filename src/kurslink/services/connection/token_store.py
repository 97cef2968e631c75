"""Zoom's access token, kept encrypted beside its Zugang so that all processes share it."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from django.db import connection

from kurslink.models import ZoomAccount
from kurslink.models.errors import SecretUnreadable
from kurslink.zoom.tokens import Token

_LOCK_CLASS = 7_120_482  # any number, but always this one: pg_advisory_lock(class, account)


class AccountTokenStore:
    """A TokenStore (zoom/tokens.py) on the row of one Zugang."""

    def __init__(self, account_id: int) -> None:
        self._rows = ZoomAccount.objects.filter(pk=account_id)
        self._account_id = account_id

    def load(self, fingerprint: str) -> Token | None:
        """The token kept for these credentials; none if the credentials have changed since."""
        try:
            row = self._rows.filter(token_fingerprint=fingerprint).only("token").first()
        except SecretUnreadable:  # a token no key opens is as good as none: fetch another
            return None
        return _read(row.token) if row is not None and row.token else None

    def save(self, fingerprint: str, token: Token) -> None:
        """Keep `token` instead of any other."""
        self._rows.update(token=_written(token), token_fingerprint=fingerprint)

    def forget(self, fingerprint: str, token: Token) -> None:
        """Drop `token`; a newer one somebody else saved meanwhile stays."""
        if self.load(fingerprint) == token:
            self._rows.filter(token_fingerprint=fingerprint).update(token="")

    def fetching(self, fingerprint: str) -> AbstractContextManager[object]:
        """One fetch at a time for this Zugang, on all machines; no transaction is held open."""
        return self._lock(fingerprint)

    @contextmanager
    def _lock(self, _fingerprint: str) -> Iterator[None]:
        key = [_LOCK_CLASS, self._account_id]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", key)
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def _written(token: Token) -> str:
    return json.dumps(
        {
            "value": token.value,
            "expires_at": token.expires_at.isoformat(),
            "api_url": token.api_url,
            "scopes": sorted(token.scopes),
        }
    )


def _read(text: str) -> Token:
    held = json.loads(text)
    return Token(
        value=held["value"],
        expires_at=datetime.fromisoformat(held["expires_at"]),
        api_url=held["api_url"],
        scopes=frozenset(held["scopes"]),
    )
