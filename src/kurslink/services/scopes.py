"""Which permissions the app at Zoom needs, in both spellings Zoom knows."""

from collections.abc import Set

# What we do → (granular scope of apps made today, classic scope of older ones).
NEEDED = {
    "user:read:list_users:admin": "user:read:admin",
    "user:read:user:admin": "user:read:admin",
    "user:read:settings:admin": "user:read:admin",
    "meeting:write:meeting:admin": "meeting:write:admin",
    "meeting:read:meeting:admin": "meeting:read:admin",
    "meeting:read:list_meetings:admin": "meeting:read:admin",
    "meeting:update:meeting:admin": "meeting:write:admin",
    "meeting:delete:meeting:admin": "meeting:write:admin",
}


def missing_scopes(granted: Set[str]) -> tuple[str, ...]:
    """The granular names of what the app may not do, sorted; a classic scope covers several."""
    return tuple(
        sorted(
            granular
            for granular, classic in NEEDED.items()
            if granular not in granted and classic not in granted
        )
    )
