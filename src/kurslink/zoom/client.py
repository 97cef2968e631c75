"""Zoom as typed calls: one method, one endpoint; values in, values or a `ZoomError` out."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote

import httpx2

from kurslink.zoom.addresses import OAUTH_URL, AddressRule
from kurslink.zoom.calls import Call, CallRecord, Effect
from kurslink.zoom.credentials import Credentials
from kurslink.zoom.errors import (
    Circumstances,
    MeetingGone,
    NotZoom,
    OccurrenceGone,
    PaidPlanOnly,
    UserUnknown,
)
from kurslink.zoom.pace import AtOnce, Label, Pace
from kurslink.zoom.patience import Patience
from kurslink.zoom.proxy import Proxy, open_transport
from kurslink.zoom.proxy_probe import probe_proxy
from kurslink.zoom.schemas import (
    AuthenticationAnswer,
    Meeting,
    MeetingChange,
    MeetingPage,
    MeetingSecurity,
    MeetingSummary,
    NewMeeting,
    OccurrenceChange,
    SecurityAnswer,
    UserPage,
    ZoomUser,
)
from kurslink.zoom.session import Clocks, Endpoints, Session
from kurslink.zoom.tokens import MemoryTokenStore, Token, TokenStore
from kurslink.zoom.wire import Wire, open_http

# The description allows 2,000 users a page, older ones 300; both allow 300.
PAGE_SIZE = 300
HTTPS = 443
# Zoom mails nobody about what the office deletes: the office tells its people itself.
SILENTLY = {"schedule_for_reminder": False, "cancel_meeting_reminder": False}

Clock = Callable[[], datetime]
Page = TypeVar("Page", UserPage, MeetingPage)


def _unobserved(_record: CallRecord) -> None:
    pass


class ZoomClient:
    """The calls Kurslink makes for one account; may be shared by threads, closed after use.

    `api_url` is the API's base without /v2 and wins over the one Zoom names with the token;
    `oauth_url` is the full token address; `zoom_hosts` are further hosts the operator trusts.
    `practice` lets in the simulator on loopback and bypasses the proxy: `proxy` is None then.
    `address` is where the first request goes. `clock` returns aware datetimes; `observe` is told of
    every request, also repeated and failed ones; `pace` keeps them below the limits per second.
    `budget` is how many seconds somebody waits for all calls together; without it each may take as
    long as it is worth. `transport` replaces the connections.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        clock: Clock,
        sleep: Callable[[float], None],
        api_url: str | None = None,
        oauth_url: str = OAUTH_URL,
        zoom_hosts: Collection[str] = (),
        proxy: Proxy | None = None,
        ca_file: Path | None = None,
        practice: bool = False,
        tokens: TokenStore | None = None,
        pace: Pace | None = None,
        observe: Callable[[CallRecord], None] = _unobserved,
        budget: float | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        rule = AddressRule(frozenset(zoom_hosts), practice=practice)
        endpoints = Endpoints(
            rule, rule.check(oauth_url), rule.api_base(api_url) if api_url else None
        )
        self.proxy = None if practice else proxy
        connections = transport or open_transport(self.proxy, ca_file)
        self.patience = Patience.of(budget, clock)
        wire = Wire(connections, clock=clock, observe=observe, patience=self.patience)
        self._http = open_http(wire)
        self._session = Session(
            self._http,
            credentials,
            endpoints,
            store=tokens or MemoryTokenStore(),
            clock=clock,
            sleep=sleep,
            pace=pace or AtOnce(),
            patience=self.patience,
        )
        self.address = self._session.first_address

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def reach(self) -> Clocks | None:
        """Go the way to `address` once, without signing in; return Zoom's clock beside ours.

        Not repeated, and each part of the way fails with its own error.
        """
        if self.proxy is not None:
            probe_proxy(self.proxy, f"{self.address.host}:{self.address.port or HTTPS}")
        return self._session.knock()

    def token(self, *, fresh: bool = False) -> Token:
        """Return the token in use; `fresh` fetches one: granted scopes show in new tokens only."""
        return self._session.tokens.fresh() if fresh else self._session.tokens.current()

    def users(self, status: str = "active") -> Iterator[ZoomUser]:
        """Yield the account's users; `status` is active, inactive or pending."""
        call = _medium("users", "users", status=status)
        for page in self._pages(call, UserPage):
            yield from page.users

    def user(self, user_id: str) -> ZoomUser:
        """Return one user, by id or e-mail, with role and account."""
        return self._session.ask(Call("user", "GET", _user_path(user_id), Effect.NONE), ZoomUser)

    def meeting_security(self, user_id: str) -> MeetingSecurity:
        """Return a user's security settings; unpaid accounts have none to read, so the default."""
        path = _user_path(user_id) + "/settings"
        call = _medium("meeting_security", path, option="meeting_security")
        try:
            return self._session.ask(call, SecurityAnswer).meeting_security
        except PaidPlanOnly:
            return MeetingSecurity()

    def login_demanded(self, user_id: str) -> bool:
        """Return whether this user's meetings let in only people signed in at Zoom."""
        path = _user_path(user_id) + "/settings"
        call = _medium("login_demanded", path, option="meeting_authentication")
        return self._session.ask(call, AuthenticationAnswer).meeting_authentication

    def create_meeting(self, user_id: str, meeting: NewMeeting) -> Meeting:
        """Create a meeting hosted by the user, and return it as Zoom made it.

        Sent once only. After `OutcomeUnknown` look for it before sending it again. Zoom may make
        fewer occurrences than asked for: compare.
        """
        path = _user_path(user_id) + "/meetings"
        call = Call("create_meeting", "POST", path, Effect.ONCE, body=meeting.body())
        return self._session.ask(call, Meeting)

    def meeting(self, meeting_id: int, *, with_past: bool = False) -> Meeting:
        """Return a meeting with its coming occurrences, `with_past` also with earlier ones."""
        params = {"show_previous_occurrences": with_past}
        return self._session.ask(
            Call("meeting", "GET", f"meetings/{meeting_id}", Effect.NONE, params), Meeting
        )

    def change_meeting(self, meeting_id: int, change: MeetingChange) -> None:
        """Change a meeting; read it again afterwards, Zoom ignores some values silently."""
        self._session.tell(_change("change_meeting", meeting_id, change.body()))

    def change_occurrence(
        self, meeting_id: int, occurrence_id: str, change: OccurrenceChange
    ) -> None:
        """Move or resize one occurrence; ids may differ afterwards, so match anew by start."""
        call = _change("change_occurrence", meeting_id, change.body())
        self._session.tell(replace(call, params={"occurrence_id": occurrence_id}))

    def remove_occurrence(self, meeting_id: int, occurrence_id: str) -> None:
        """Remove one occurrence; one already gone is fine. Nobody is mailed."""
        call = _removal("remove_occurrence", meeting_id)
        with suppress(OccurrenceGone):
            self._session.tell(
                replace(call, params={**call.params, "occurrence_id": occurrence_id})
            )

    def delete_meeting(self, meeting_id: int) -> None:
        """Delete a meeting with all its occurrences; a missing one is fine. Nobody is mailed."""
        with suppress(MeetingGone):
            self._session.tell(_removal("delete_meeting", meeting_id))

    def meetings(self, user_id: str) -> Iterator[MeetingSummary]:
        """Yield the unexpired meetings a user hosts; a new one may take a while to appear."""
        path = _user_path(user_id) + "/meetings"
        call = _medium("meetings", path, type="scheduled")
        for page in self._pages(call, MeetingPage):
            yield from page.meetings

    def _pages(self, call: Call, schema: type[Page]) -> Iterator[Page]:
        seen = {""}
        params: dict[str, str | int | bool] = {**call.params, "page_size": PAGE_SIZE}
        while True:
            page = self._session.ask(replace(call, params=params), schema)
            yield page
            if not page.next_page_token:
                return
            if page.next_page_token in seen:
                raise NotZoom("the list has no end", Circumstances(call.operation))
            seen.add(page.next_page_token)
            params["next_page_token"] = page.next_page_token


def _user_path(user_id: str) -> str:
    # Encoded or not, a slash or dots would lead to another endpoint.
    if user_id in ("", ".", "..") or "/" in user_id:
        raise UserUnknown("no user has such an id", Circumstances("user"))
    return f"users/{quote(user_id, safe='', errors='replace')}"


def _medium(operation: str, path: str, **params: str) -> Call:
    return Call(operation, "GET", path, Effect.NONE, params, label=Label.MEDIUM)


def _change(operation: str, meeting_id: int, body: Mapping[str, Any]) -> Call:
    return Call(operation, "PATCH", f"meetings/{meeting_id}", Effect.REPEATABLE, body=body)


def _removal(operation: str, meeting_id: int) -> Call:
    return Call(operation, "DELETE", f"meetings/{meeting_id}", Effect.REPEATABLE, SILENTLY)
