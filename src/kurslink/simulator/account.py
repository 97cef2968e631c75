"""The simulated Zoom account: its app, its users, and what it holds when nothing was changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Annotated, Any

from pydantic import Field

from kurslink.simulator.passcodes import PasscodeRules

TIMEZONE = "Europe/Berlin"
DOMAIN = "vhs-musterstadt.example"
LICENSED_USERS = 8

CLASSIC_SCOPES = (
    "user:read:admin",
    "user:write:admin",
    "account:read:admin",
    "meeting:read:admin",
    "meeting:write:admin",
)
GRANULAR_SCOPES = (
    "user:read:list_users:admin",
    "user:read:user:admin",
    "user:read:settings:admin",
    "user:read:list_schedulers:admin",
    "user:read:list_assistants:admin",
    "user:write:assistant:admin",
    "account:read:settings:admin",
    "meeting:write:meeting:admin",
    "meeting:read:meeting:admin",
    "meeting:update:meeting:admin",
    "meeting:delete:meeting:admin",
    "meeting:read:list_meetings:admin",
)


class Licence(IntEnum):
    BASIC = 1
    LICENSED = 2
    UNASSIGNED = 4
    NONE = 99


class UserStatus(StrEnum):
    ACTIVE = "active"
    INACTIVE = "inactive"
    PENDING = "pending"


class Role(StrEnum):
    """Values are Zoom's role ids."""

    OWNER = "0"
    ADMIN = "1"
    MEMBER = "2"


ROLE_NAMES = {Role.OWNER: "Owner", Role.ADMIN: "Admin", Role.MEMBER: "Member"}


@dataclass(frozen=True, kw_only=True)
class App:
    """The Marketplace app: Server-to-Server OAuth, and the key pair of the older JWT kind."""

    account_id: str = "musterstadt-account-0001"
    client_id: str = "musterstadt-client-0001"
    client_secret: str = field(default="practice-secret-not-for-real-use", repr=False)
    api_key: str = "musterstadt-key-0001"
    api_secret: str = field(default="practice-jwt-secret-not-for-real-use", repr=False)
    scopes: tuple[str, ...] = GRANULAR_SCOPES


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Where the app wants its events, and the secret they are signed with."""

    url: str
    secret: Annotated[str, Field(min_length=1)] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class User:
    """A user of the account with those settings that change what happens to meetings.

    ``locked`` holds meeting settings that override whatever is sent, without a word.
    ``assistants`` are the ids of users who may schedule for this one.
    ``pmi`` is the personal meeting id, ``default_passcode`` may break the user's own rules.
    """

    user_id: str
    email: str
    first_name: str
    last_name: str
    type: Licence = Licence.LICENSED
    status: UserStatus = UserStatus.ACTIVE
    role: Role = Role.MEMBER
    timezone: str = TIMEZONE
    pmi: int
    use_pmi: bool = False
    require_passcode: bool = True
    require_passcode_locked: bool = False
    embed_passcode: bool = True
    default_passcode: str = ""
    passcode_rules: PasscodeRules = field(default_factory=PasscodeRules)
    assistants: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    locked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def may_host(self) -> bool:
        has_licence = self.type in (Licence.BASIC, Licence.LICENSED)
        return has_licence and self.status == UserStatus.ACTIVE

    @property
    def is_licensed(self) -> bool:
        return self.type == Licence.LICENSED and self.status == UserStatus.ACTIVE

    @property
    def display_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def practice_users() -> list[User]:
    """Eight licensed users, one basic, one pending, one without a licence for meetings."""
    licensed = [
        _user(f"zoomzugang{number:02}", number, role=Role.OWNER if number == 1 else Role.MEMBER)
        for number in range(1, LICENSED_USERS + 1)
    ]
    return [
        *licensed,
        _user("basis", 21, type=Licence.BASIC),
        _user("eingeladen", 22, status=UserStatus.PENDING),
        _user("ohnelizenz", 23, type=Licence.UNASSIGNED),
    ]


def _user(name: str, number: int, **differences: Any) -> User:
    email = f"{name}@{DOMAIN}"
    return new_user(email, number, first_name="VHS", last_name=name.capitalize(), **differences)


def new_user(email: str, number: int, **differences: Any) -> User:
    """A user with everything the caller did not say; ``number`` makes its ids unique."""
    names = {"first_name": email.split("@", maxsplit=1)[0], "last_name": "VHS"}
    ids = {"user_id": f"MusterstadtUser{number:07}", "pmi": 7_000_000_000 + number}
    return User(email=email, **{**names, **ids, **differences})
