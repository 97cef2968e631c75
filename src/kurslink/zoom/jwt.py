"""Tokens a JWT app signs itself (RFC 7519, HS256): nobody at Zoom is asked for them."""

import base64
import hmac
import json
from collections.abc import Mapping
from datetime import datetime

from kurslink.zoom.credentials import JwtApp
from kurslink.zoom.scopes import SCOPES
from kurslink.zoom.tokens import Token

# Such an app may do whatever its account may; in the older words that is every scope there is.
EVERYTHING = frozenset(scope.classic for scope in SCOPES.values())
_HEADER = {"alg": "HS256", "typ": "JWT"}


def sign_token(app: JwtApp, *, now: datetime) -> Token:
    """Return a token good from `now` for as long as `app` says; whether Zoom takes it shows later.

    Source: Zoom's documentation of JWT apps, claims `iss` and `exp`.
    """
    expires_at = now + app.token_lasts
    claims = {"iss": app.api_key, "exp": int(expires_at.timestamp())}
    signed = f"{_encoded(_HEADER)}.{_encoded(claims)}"
    signature = hmac.digest(app.api_secret.encode(), signed.encode(), "sha256")
    return Token(f"{signed}.{_base64(signature)}", expires_at, scopes=EVERYTHING)


def _encoded(part: Mapping[str, object]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
