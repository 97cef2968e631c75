"""Access tokens: how long they are good, where they are kept, and that they are fetched once."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from kurslink.zoom.errors import ZoomError

# A token is not used in its last minute: the call it opens may take that long.
MARGIN = timedelta(minutes=1)
# So long a failed fetch speaks for all: the token endpoint locks out who keeps knocking.
REFUSAL_LASTS = timedelta(seconds=5)


@dataclass(frozen=True)
class Token:
    """One access token with what Zoom said about it.

    `expires_at` is aware; `api_url` is the base address its calls go to; `scopes` are what the app
    was granted when the token was made.
    """

    value: str = field(repr=False)
    expires_at: datetime
    api_url: str = ""
    scopes: frozenset[str] = frozenset()

    def is_good(self, now: datetime) -> bool:
        """Return whether the token can still open a call at `now`."""
        return now < self.expires_at - MARGIN


class TokenStore(Protocol):
    """Where tokens outlive a call, under the fingerprint of their credentials."""

    def load(self, fingerprint: str) -> Token | None:
        """Return the token kept for these credentials."""
        ...

    def save(self, fingerprint: str, token: Token) -> None:
        """Keep `token` instead of any other."""
        ...

    def forget(self, fingerprint: str, token: Token) -> None:
        """Drop `token`; a newer one another thread saved meanwhile stays."""
        ...

    def fetching(self, fingerprint: str) -> AbstractContextManager[object]:
        """Return what lets one fetch at a time through; inside it `load` is asked again."""
        ...


class MemoryTokenStore:
    """Tokens for the life of this process, shared by its threads."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._guard = Lock()

    def load(self, fingerprint: str) -> Token | None:
        """Return the token kept for these credentials."""
        return self._tokens.get(fingerprint)

    def save(self, fingerprint: str, token: Token) -> None:
        """Keep `token` instead of any other."""
        with self._guard:
            self._tokens[fingerprint] = token

    def forget(self, fingerprint: str, token: Token) -> None:
        """Drop `token`; a newer one another thread saved meanwhile stays."""
        with self._guard:
            if self._tokens.get(fingerprint) == token:
                del self._tokens[fingerprint]

    def fetching(self, fingerprint: str) -> AbstractContextManager[object]:
        """Return this fingerprint's lock."""
        with self._guard:
            return self._locks[fingerprint]


class Tokens:
    """The token of one set of credentials: from the store while it is good, fetched otherwise."""

    def __init__(
        self,
        fingerprint: str,
        *,
        store: TokenStore,
        fetch: Callable[[], Token],
        clock: Callable[[], datetime],
    ) -> None:
        self._fingerprint = fingerprint
        self._store = store
        self._fetch = fetch
        self._clock = clock
        self._token: Token | None = None
        self._refusal: tuple[ZoomError, datetime] | None = None

    def current(self) -> Token:
        """Return a good token; threads that lack one at the same time share one fetch, or fail."""
        return self._kept() or self._fetched()

    def instead_of(self, rejected: Token) -> Token:
        """Return another token than the one Zoom has just refused."""
        self._token = None
        self._store.forget(self._fingerprint, rejected)
        return self.current()

    def fresh(self) -> Token:
        """Return a token fetched now, whatever the store holds."""
        with self._store.fetching(self._fingerprint):
            return self._fetch_and_keep()

    def _kept(self) -> Token | None:
        """A good token: the last one, otherwise what the store holds by now."""
        now = self._clock()
        if self._token is None or not self._token.is_good(now):
            self._token = self._store.load(self._fingerprint)
        return self._token if self._token is not None and self._token.is_good(now) else None

    def _fetched(self) -> Token:
        with self._store.fetching(self._fingerprint):
            return self._kept() or self._fetch_unless_just_refused()

    def _fetch_unless_just_refused(self) -> Token:
        if self._refusal and self._clock() - self._refusal[1] < REFUSAL_LASTS:
            raise self._refusal[0]
        return self._fetch_and_keep()

    def _fetch_and_keep(self) -> Token:
        try:
            token = self._fetch()
        except ZoomError as error:
            self._refusal = (error, self._clock())
            raise
        self._refusal = None
        self._store.save(self._fingerprint, token)
        self._token = token
        return token
