"""Everything the simulated Zoom knows at this moment, written to the state file as it changes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from pydantic import TypeAdapter

from kurslink.simulator.account import App, User, UserStatus, Webhook, practice_users
from kurslink.simulator.clock import Clock
from kurslink.simulator.meetings import Meeting, expires_at
from kurslink.simulator.state_file import StateFile
from kurslink.simulator.switches import Switches


@dataclass(frozen=True, kw_only=True)
class Token:
    """``scopes`` are those the app had when the token was made; later changes do not reach it."""

    value: str
    scopes: tuple[str, ...]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class WriteCount:
    """Create and update requests a host has used on one UTC day."""

    host_id: str
    day: date
    count: int


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The small things: what is neither a user nor a meeting."""

    app: App = field(default_factory=App)
    switches: Switches = field(default_factory=Switches)
    clock_offset_seconds: float = 0
    link_key: str = ""
    tokens: tuple[Token, ...] = ()
    writes: tuple[WriteCount, ...] = ()
    webhook: Webhook | None = None


USER = TypeAdapter(User)
MEETING = TypeAdapter(Meeting)
STANDING = TypeAdapter(Standing)
STANDING_KEY = "standing"
LONGEST_ID = 11


@dataclass
class World:
    """Users by id, meetings by id, and the rest; ``base_url`` is the server's own address.

    ``tell`` takes the events an app may have subscribed to; at first nobody listens.
    """

    file: StateFile
    clock: Clock
    random: Random
    base_url: str
    standing: Standing = field(default_factory=Standing)
    users: dict[str, User] = field(default_factory=dict)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    tell: Callable[[dict[str, Any]], None] = field(default=lambda _event: None)

    @property
    def switches(self) -> Switches:
        return self.standing.switches

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def remember(self, standing: Standing) -> None:
        """Put ``standing`` in place of the old one and write it down."""
        self.standing = standing
        self.clock.offset_seconds = self.standing.clock_offset_seconds
        self.file.put(STANDING_KEY, STANDING_KEY, STANDING.dump_json(self.standing))

    def put_user(self, user: User) -> None:
        self.users[user.user_id] = user
        self.file.put("user", user.user_id, USER.dump_json(user))

    def drop_user(self, user: User) -> None:
        del self.users[user.user_id]
        self.file.delete("user", user.user_id)

    def put_meeting(self, meeting: Meeting) -> None:
        self.meetings[meeting.meeting_id] = meeting
        self.file.put("meeting", str(meeting.meeting_id), MEETING.dump_json(meeting))

    def drop_meeting(self, meeting: Meeting) -> None:
        del self.meetings[meeting.meeting_id]
        self.file.delete("meeting", str(meeting.meeting_id))

    def find_user(self, id_or_email: str) -> User | None:
        """By id, or by e-mail in any case; an invited user has no id yet."""
        for user in self.users.values():
            by_id = user.user_id == id_or_email and user.status != UserStatus.PENDING
            if by_id or user.email.lower() == id_or_email.lower():
                return user
        return None

    def find_meeting(self, meeting_id: str) -> Meeting | None:
        """None also for a meeting whose id has expired."""
        is_number = meeting_id.isdecimal() and len(meeting_id) <= LONGEST_ID
        meeting = self.meetings.get(int(meeting_id)) if is_number else None
        return meeting if meeting and expires_at(meeting) > self.now else None

    def host_of(self, meeting: Meeting) -> User:
        return self.users[meeting.host_id]

    def reset(self) -> None:
        """The practice account as on the first day: no meetings, no tokens, default switches."""
        self.file.clear("user")
        self.file.clear("meeting")
        self.meetings.clear()
        self.users.clear()
        for user in practice_users():
            self.put_user(user)
        self.remember(Standing(link_key=f"{self.random.getrandbits(128):032x}"))


def open_world(file: StateFile, *, clock: Clock, random: Random, base_url: str) -> World:
    """What the file holds, or a new practice account if it holds nothing."""
    world = World(file, clock, random, base_url)
    standing = file.find(STANDING_KEY, STANDING_KEY)
    if standing is None:
        world.reset()
        return world
    world.standing = STANDING.validate_json(standing)
    clock.offset_seconds = world.standing.clock_offset_seconds
    world.users = _by_id(file.bodies("user"))
    world.meetings = {m.meeting_id: m for m in map(MEETING.validate_json, file.bodies("meeting"))}
    return world


def _by_id(bodies: Iterable[str]) -> dict[str, User]:
    users = sorted(map(USER.validate_json, bodies), key=lambda user: user.user_id)
    return {user.user_id: user for user in users}


def writes_by_day(world: World) -> Mapping[str, Mapping[str, int]]:
    """Host e-mail → UTC day → number of create and update requests."""
    table: dict[str, dict[str, int]] = {}
    for used in world.standing.writes:
        user = world.users.get(used.host_id)
        table.setdefault(user.email if user else used.host_id, {})[used.day.isoformat()] = (
            used.count
        )
    return table
