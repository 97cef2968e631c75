"""The OpenID provider as the login library wants to be told of it."""

from typing import Any

from kurslink.config.environment import OpenIdProvider

PROVIDER = "openid"


def openid_settings(provider: OpenIdProvider | None) -> dict[str, Any]:
    """The value of SOCIALACCOUNT_PROVIDERS; empty if nobody is to sign in that way."""
    if provider is None:
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": provider.name,
        "client_id": provider.client_id,
        "secret": provider.client_secret,
        "settings": {"server_url": provider.issuer},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
