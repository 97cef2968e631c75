"""Zoom's access token, kept encrypted beside its Zugang so that all processes share it."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from django.db import connection
from django.db.backends.utils import CursorWrapper

from kurslink.models import ZoomAccount
from kurslink.models.errors import SecretUnreadable
from kurslink.zoom.errors import Circumstances, Unavailable
from kurslink.zoom.patience import Patience
from kurslink.zoom.tokens import Token

LOCK_CLASS = 7_120_482  # any number, but always this one: pg_try_advisory_lock(class, account)
# Of a job for a fetch elsewhere; after that it is better tried again later.
LONGEST_WAIT = 60.0
_PAUSE = 0.1


class AccountTokenStore:
    """A TokenStore (zoom/tokens.py) on the row of one Zugang.

    `patience` is how long somebody waits for a fetch elsewhere; `sleep` passes that time.
    """

    def __init__(
        self, account_id: int, *, patience: Patience, sleep: Callable[[float], None]
    ) -> None:
        self._rows = ZoomAccount.objects.filter(pk=account_id)
        self._account_id = account_id
        self._patience = patience
        self._sleep = sleep

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
        """One fetch at a time for this Zugang, on all machines; no transaction is held open.

        Raises Unavailable if another fetch goes on for too long.
        """
        return self._lock(fingerprint)

    @contextmanager
    def _lock(self, _fingerprint: str) -> Iterator[None]:
        key = [LOCK_CLASS, self._account_id]
        with connection.cursor() as cursor:
            self._take(cursor, key)
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)

    def _take(self, cursor: CursorWrapper, key: list[int]) -> None:
        left = self._patience.bound(LONGEST_WAIT)
        while not _is_taken(cursor, key):
            if left <= 0:
                raise Unavailable("another fetch of the token takes long", Circumstances("token"))
            self._sleep(_PAUSE)
            left -= _PAUSE


def _is_taken(cursor: CursorWrapper, key: list[int]) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
    return bool(cursor.fetchone()[0])


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
