"""What the app at Zoom must be allowed: each call's scope, in Zoom's old words and in its new ones.

Apps made today can only be granted the new, granular scopes; old apps keep their classic ones, and
one classic scope opens many calls. From Zoom's API description (March 2026); a Server-to-Server
app needs the forms that end in ":admin".
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """The two names under which a call may be allowed; either will do."""

    classic: str
    granular: str


# By operation, as the methods of the client are called.
SCOPES = {
    "users": Scope("user:read:admin", "user:read:list_users:admin"),
    "user": Scope("user:read:admin", "user:read:user:admin"),
    "meeting_security": Scope("user:read:admin", "user:read:settings:admin"),
    "login_demanded": Scope("user:read:admin", "user:read:settings:admin"),
    "create_meeting": Scope("meeting:write:admin", "meeting:write:meeting:admin"),
    "meeting": Scope("meeting:read:admin", "meeting:read:meeting:admin"),
    "change_meeting": Scope("meeting:write:admin", "meeting:update:meeting:admin"),
    "change_occurrence": Scope("meeting:write:admin", "meeting:update:meeting:admin"),
    "remove_occurrence": Scope("meeting:write:admin", "meeting:delete:meeting:admin"),
    "delete_meeting": Scope("meeting:write:admin", "meeting:delete:meeting:admin"),
    "meetings": Scope("meeting:read:admin", "meeting:read:list_meetings:admin"),
}
GRANULAR = tuple(dict.fromkeys(scope.granular for scope in SCOPES.values()))


def lacking_scopes(granted: Iterable[str]) -> tuple[Scope, ...]:
    """Return what no name of `granted` allows, each under both its names."""
    held = frozenset(granted)
    needed = dict.fromkeys(SCOPES.values())
    return tuple(s for s in needed if not held & {s.classic, s.granular})


def missing_scopes(granted: Iterable[str]) -> tuple[str, ...]:
    """Return what has to be granted beside `granted`, in the family the app already uses.

    An app with granular scopes, or with none of ours, is told the granular names.
    """
    held = frozenset(granted)
    is_classic = any(s.classic in held for s in SCOPES.values()) and not held & set(GRANULAR)
    names = (scope.classic if is_classic else scope.granular for scope in lacking_scopes(held))
    return tuple(dict.fromkeys(names))
