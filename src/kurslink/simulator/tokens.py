"""Who may call: the token endpoint of Server-to-Server OAuth, and the check of each bearer."""

import base64
import binascii
import hmac
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kurslink.simulator import errors
from kurslink.simulator.account import CLASSIC_SCOPES, App
from kurslink.simulator.errors import TokenRefusal
from kurslink.simulator.switches import AppState, Jwt, TokenValidity
from kurslink.simulator.world import Token, World

JWT_PARTS = 3


def grant(world: World, authorization: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    """A new token for the right credentials; ``parameters`` are those of query and form."""
    app = world.standing.app
    if not _is_client(app, authorization):
        raise TokenRefusal("Invalid client_id or client_secret", "invalid_client")
    if world.switches.app == AppState.DEACTIVATED:
        raise TokenRefusal("The app is not activated")
    if parameters.get("grant_type") != "account_credentials":
        raise TokenRefusal("unsupported grant type", "unsupported_grant_type")
    if parameters.get("account_id") != app.account_id:
        raise TokenRefusal("Account does not exist")
    return _answer(world, _new_token(world))


def _is_client(app: App, authorization: str) -> bool:
    scheme, _, encoded = authorization.partition(" ")
    try:
        given = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return False
    expected = f"{app.client_id}:{app.client_secret}".encode()
    return scheme.lower() == "basic" and hmac.compare_digest(given, expected)


def _new_token(world: World) -> Token:
    lifetime = timedelta(seconds=world.switches.token_lifetime_seconds)
    token = Token(
        value=f"{world.random.getrandbits(256):064x}",
        scopes=world.standing.app.scopes,
        expires_at=world.now + lifetime,
    )
    alone = world.switches.valid_tokens == TokenValidity.ONE
    # One lifetime longer than they work, so that an expired one is told from an unknown one.
    remembered = [t for t in world.standing.tokens if t.expires_at + lifetime > world.now]
    tokens = (token,) if alone else (*remembered, token)
    world.remember(replace(world.standing, tokens=tokens))
    return token


def _answer(world: World, token: Token) -> dict[str, Any]:
    return {
        "access_token": token.value,
        "token_type": "bearer",
        "expires_in": world.switches.token_lifetime_seconds,
        "scope": " ".join(token.scopes),
        "api_url": world.switches.token_api_url or world.base_url,
    }


def scopes_of(world: World, authorization: str) -> tuple[str, ...]:
    """The scopes behind an Authorization header; refused as Zoom refuses a bad bearer."""
    scheme, _, bearer = authorization.partition(" ")
    status = world.switches.token_error_status
    if scheme.lower() != "bearer" or world.switches.app == AppState.DEACTIVATED:
        raise errors.invalid_token(status)
    if bearer.count(".") == JWT_PARTS - 1:
        return _scopes_of_jwt(world, bearer)
    token = next((t for t in world.standing.tokens if t.value == bearer), None)
    if token is None:
        raise errors.invalid_token(status)
    if token.expires_at <= world.now:
        raise errors.invalid_token(status, expired=True)
    return token.scopes


def _scopes_of_jwt(world: World, bearer: str) -> tuple[str, ...]:
    """Zoom switched these off on 2023-09-08; older installations may still know them."""
    status = world.switches.token_error_status
    claims = _verified_claims(bearer, world.standing.app)
    if world.switches.jwt == Jwt.REFUSED or claims is None:
        raise errors.invalid_token(status)
    if _expiry(claims) <= world.now.timestamp():
        raise errors.invalid_token(status, expired=True)
    return CLASSIC_SCOPES


def _verified_claims(bearer: str, app: App) -> dict[str, Any] | None:
    signed, _, signature = bearer.rpartition(".")
    expected = hmac.digest(app.api_secret.encode(), signed.encode(), "sha256")
    try:
        header, claims = (json.loads(_decode(part)) for part in signed.split("."))
        is_ours = hmac.compare_digest(_decode(signature), expected)
    except ValueError:
        return None
    is_hs256 = header.get("alg") == "HS256"
    return claims if is_ours and is_hs256 and claims.get("iss") == app.api_key else None


def _expiry(claims: Mapping[str, Any]) -> float:
    expiry = claims.get("exp")
    return expiry if isinstance(expiry, int | float) else 0


def _decode(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def expire_all(world: World) -> None:
    """Every token handed out stops working, as after a new activation of the app."""
    world.remember(replace(world.standing, tokens=()))
