"""What an account proves itself with at Zoom's token endpoint."""

import hashlib
import json
from dataclasses import dataclass, field


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
        values = [self.account_id, self.client_id, self.client_secret, *addresses]
        return hashlib.sha256(json.dumps(values).encode()).hexdigest()
