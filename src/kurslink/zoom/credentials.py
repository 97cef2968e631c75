"""What an account proves itself with at Zoom: an app of today's kind, or of the older one."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True)
class ServerToServer:
    """The three values of a Server-to-Server OAuth app; only the secret is one."""

    account_id: str
    client_id: str
    client_secret: str = field(repr=False)

    def fingerprint(self, *addresses: str) -> str:
        """Return a digest under which tokens are kept (64 hex digits).

        It changes with every value and with the addresses used, so a changed secret or address
        never meets an old token.
        """
        return _digest(self.account_id, self.client_id, self.client_secret, *addresses)


@dataclass(frozen=True)
class JwtApp:
    """The two values of a JWT app, and for how long each token it signs is good.

    Zoom switched the kind off on 2023-09-08; some installations of Zoom may still know it.
    """

    api_key: str
    api_secret: str = field(repr=False)
    token_lasts: timedelta

    def fingerprint(self, *addresses: str) -> str:
        """Return a digest under which tokens are kept, as for the other kind."""
        lasts = str(self.token_lasts.total_seconds())
        return _digest("jwt", self.api_key, self.api_secret, lasts, *addresses)


Credentials = ServerToServer | JwtApp


def _digest(*values: str) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()
