"""The interface behind the scenes: what tests and the demo may ask of the simulator itself.

It needs no token and answers programs on this machine only: neither pages of a browser (header
Origin) nor requests under another name than loopback's (a rebound DNS name).
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, fields, replace
from functools import partial
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pydantic import NonNegativeInt, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kurslink.simulator import portal
from kurslink.simulator.account import App, User, Webhook, new_user
from kurslink.simulator.errors import ApiRefusal, ControlRefusal
from kurslink.simulator.faults import Fault, Hold, Match, Moment
from kurslink.simulator.gate import Gate, read_body
from kurslink.simulator.meetings import Meeting
from kurslink.simulator.operation import Json
from kurslink.simulator.replies import refusal_body
from kurslink.simulator.request_log import Entry
from kurslink.simulator.switches import Switches
from kurslink.simulator.tokens import expire_all
from kurslink.simulator.world import writes_by_day

T = TypeVar("T")
OWN_NAMES = ("127.0.0.1", "localhost")
Answering = Callable[["Control", Request, Json], Any]

SWITCHES = TypeAdapter(Switches)
APP = TypeAdapter(App)
USER = TypeAdapter(User)
FAULT = TypeAdapter(Fault)
MATCH = TypeAdapter(Match)
MOMENT = TypeAdapter(Moment)
WEBHOOK = TypeAdapter(Webhook)
COUNT = TypeAdapter(NonNegativeInt)
LOG = TypeAdapter(list[Entry])


class Control:
    """One method per wish; each returns what is sent back as JSON."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.world = gate.world

    def reset(self, _request: Request, _body: Json) -> Json:
        self.gate.reset()
        return {}

    def read_switches(self, _request: Request, _body: Json) -> Any:
        return SWITCHES.dump_python(self.world.switches, mode="json")

    def set_switches(self, request: Request, body: Json) -> Any:
        switches = altered(SWITCHES, self.world.switches, body)
        self.world.remember(replace(self.world.standing, switches=switches))
        return self.read_switches(request, {})

    def read_app(self, _request: Request, _body: Json) -> Any:
        return APP.dump_python(self.world.standing.app, mode="json")

    def alter_app(self, request: Request, body: Json) -> Any:
        app = altered(APP, self.world.standing.app, body)
        self.world.remember(replace(self.world.standing, app=app))
        return self.read_app(request, {})

    def drop_tokens(self, _request: Request, _body: Json) -> Json:
        expire_all(self.world)
        return {}

    def list_users(self, _request: Request, _body: Json) -> Any:
        return [USER.dump_python(user, mode="json") for user in self.world.users.values()]

    def add_user(self, _request: Request, body: Json) -> Any:
        email = body.pop("email", None)
        if not isinstance(email, str) or self.world.find_user(email):
            raise ControlRefusal("A new user needs an e-mail that nobody has.")
        number = 100 + len(self.world.users)
        user = altered(USER, new_user(email, number), body)
        self.world.put_user(user)
        return USER.dump_python(user, mode="json")

    def alter_user(self, request: Request, body: Json) -> Any:
        user = altered(USER, self._user(request), body)
        self.world.put_user(user)
        return USER.dump_python(user, mode="json")

    def remove_user(self, request: Request, _body: Json) -> Json:
        """The user's meetings go too, as when an administrator deletes a user."""
        user = self._user(request)
        for meeting in [m for m in self.world.meetings.values() if m.host_id == user.user_id]:
            portal.delete(self.world, meeting)
        self.world.drop_user(user)
        return {}

    def list_meetings(self, _request: Request, _body: Json) -> Any:
        return [portal.shown(self.world, meeting) for meeting in self.world.meetings.values()]

    def create_meeting(self, request: Request, body: Json) -> Any:
        meeting = portal.create(self.world, request.path_params["email"], body)
        return portal.shown(self.world, meeting)

    def read_meeting(self, request: Request, _body: Json) -> Any:
        return portal.shown(self.world, self._meeting(request))

    def change_meeting(self, request: Request, body: Json) -> Any:
        occurrence = request.query_params.get("occurrence_id")
        meeting = portal.change(self.world, self._meeting(request), body, occurrence=occurrence)
        return portal.shown(self.world, meeting)

    def delete_meeting(self, request: Request, _body: Json) -> Json:
        occurrence = request.query_params.get("occurrence_id")
        portal.delete(self.world, self._meeting(request), occurrence=occurrence)
        return {}

    def add_occurrence(self, request: Request, body: Json) -> Any:
        meeting = portal.add_occurrence(self.world, self._meeting(request), body)
        return portal.shown(self.world, meeting)

    async def read_webhook(self, request: Request, _body: Json) -> Json:
        """``wait_seconds`` lets the answer wait until every event so far was carried."""
        postman, webhook = self.gate.postman, self.world.standing.webhook
        await _wait(postman.idle, request)
        return {
            "url": webhook.url if webhook else None,
            "is_idle": postman.idle.is_set(),
            "sent": [asdict(sent) for sent in postman.sent],
        }

    async def set_webhook(self, request: Request, body: Json) -> Json:
        webhook: Webhook = parsed(WEBHOOK, Webhook, body)
        if not _is_of_this_machine(webhook.url):
            raise ControlRefusal("Events are sent to http addresses of this machine only.")
        self.world.remember(replace(self.world.standing, webhook=webhook))
        return await self.read_webhook(request, {})

    def drop_webhook(self, _request: Request, _body: Json) -> Json:
        self.world.remember(replace(self.world.standing, webhook=None))
        return {}

    async def validate_webhook(self, _request: Request, _body: Json) -> Json:
        webhook = self.world.standing.webhook
        if webhook is None:
            raise ControlRefusal("There is no webhook.")
        return await self.gate.postman.validate(webhook)

    def add_fault(self, _request: Request, body: Json) -> Json:
        fault = parsed(FAULT, Fault, body)
        self.gate.mischief.faults.append(fault)
        return {"waiting": len(self.gate.mischief.faults)}

    def list_faults(self, _request: Request, _body: Json) -> Any:
        return [asdict(fault) for fault in self.gate.mischief.faults]

    def drop_faults(self, _request: Request, _body: Json) -> Json:
        self.gate.mischief.faults.clear()
        return {}

    def add_hold(self, _request: Request, body: Json) -> Json:
        when = checked(MOMENT, body.pop("when", Moment.BEFORE))
        match, skip = (
            parsed(MATCH, Match, body.pop("match", {})),
            checked(COUNT, body.pop("skip", 0)),
        )
        hold = self.gate.mischief.add_hold(when, match, skip=skip)
        return _hold_state(hold)

    async def read_hold(self, request: Request, _body: Json) -> Json:
        """``wait_seconds`` lets the answer wait until a request stands at the hold."""
        hold = self._hold(request)
        await _wait(hold.reached, request)
        return _hold_state(hold)

    def release_hold(self, request: Request, body: Json) -> Json:
        hold = self._hold(request)
        hold.release(perform=bool(body.get("perform", True)))
        return _hold_state(hold)

    def read_clock(self, _request: Request, _body: Json) -> Json:
        return {
            "offset_seconds": self.world.clock.offset_seconds,
            "now": self.world.now.isoformat(),
        }

    def set_clock(self, request: Request, body: Json) -> Json:
        offset = body.get("offset_seconds")
        if not isinstance(offset, int | float):
            raise ControlRefusal("offset_seconds must be a number.")
        standing = self.world.standing
        self.world.remember(replace(standing, clock_offset_seconds=float(offset)))
        return self.read_clock(request, {})

    def counters(self, _request: Request, _body: Json) -> Json:
        log = self.gate.log
        return {
            "calls": dict(log.calls),
            "answers": dict(log.answers),
            "too_many": {kind: log.too_many[kind] for kind in ("second", "day", "host")},
            "writes": writes_by_day(self.world),
            "meetings": len(self.world.meetings),
        }

    def read_log(self, _request: Request, _body: Json) -> Any:
        return LOG.dump_python(list(self.gate.log.entries), mode="json")

    def _user(self, request: Request) -> User:
        email = request.path_params["email"]
        user = self.world.find_user(email)
        if user is None:
            raise ControlRefusal(f"There is no user {email}.")
        return user

    def _meeting(self, request: Request) -> Meeting:
        meeting = self.world.meetings.get(request.path_params["meeting_id"])
        if meeting is None:
            raise ControlRefusal("There is no such meeting.")
        return meeting

    def _hold(self, request: Request) -> Hold:
        hold = self.gate.mischief.holds.get(request.path_params["number"])
        if hold is None:
            raise ControlRefusal("There is no such hold.")
        return hold


def _is_of_this_machine(url: str) -> bool:
    try:
        address = urlsplit(url)
        return address.scheme == "http" and address.hostname in OWN_NAMES and bool(address.port)
    except ValueError:  # no port there could be
        return False


async def _wait(event: asyncio.Event, request: Request) -> None:
    """As long as the request says, at most."""
    seconds = float(request.query_params.get("wait_seconds", "0"))
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), timeout=seconds)


def _hold_state(hold: Hold) -> Json:
    return {
        "hold": hold.number,
        "reached": hold.reached.is_set(),
        "released": hold.released.is_set(),
    }


def altered(adapter: TypeAdapter[T], value: T, changes: Json) -> T:
    """``value`` with some of its fields changed, all checked anew."""
    known = adapter.dump_python(value)
    if unknown := changes.keys() - known.keys():
        raise ControlRefusal(f"Unknown: {', '.join(sorted(unknown))}.")
    return checked(adapter, {**known, **changes})


def parsed(adapter: TypeAdapter[T], kind: type[Any], body: Any) -> T:
    unknown = set(body) - {field.name for field in fields(kind)}
    if unknown:
        raise ControlRefusal(f"Unknown: {', '.join(sorted(unknown))}.")
    return checked(adapter, body)


def checked(adapter: TypeAdapter[T], value: object) -> T:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise ControlRefusal(str(error)) from error


PATHS: tuple[tuple[str, str, Answering], ...] = (
    ("POST", "/reset", Control.reset),
    ("GET", "/switches", Control.read_switches),
    ("PATCH", "/switches", Control.set_switches),
    ("GET", "/app", Control.read_app),
    ("PATCH", "/app", Control.alter_app),
    ("DELETE", "/tokens", Control.drop_tokens),
    ("GET", "/users", Control.list_users),
    ("POST", "/users", Control.add_user),
    ("PATCH", "/users/{email}", Control.alter_user),
    ("DELETE", "/users/{email}", Control.remove_user),
    ("POST", "/users/{email}/meetings", Control.create_meeting),
    ("GET", "/meetings", Control.list_meetings),
    ("GET", "/meetings/{meeting_id:int}", Control.read_meeting),
    ("PATCH", "/meetings/{meeting_id:int}", Control.change_meeting),
    ("DELETE", "/meetings/{meeting_id:int}", Control.delete_meeting),
    ("POST", "/meetings/{meeting_id:int}/occurrences", Control.add_occurrence),
    ("GET", "/webhook", Control.read_webhook),
    ("PUT", "/webhook", Control.set_webhook),
    ("DELETE", "/webhook", Control.drop_webhook),
    ("POST", "/webhook/validate", Control.validate_webhook),
    ("POST", "/faults", Control.add_fault),
    ("GET", "/faults", Control.list_faults),
    ("DELETE", "/faults", Control.drop_faults),
    ("POST", "/holds", Control.add_hold),
    ("GET", "/holds/{number:int}", Control.read_hold),
    ("POST", "/holds/{number:int}/release", Control.release_hold),
    ("GET", "/clock", Control.read_clock),
    ("PUT", "/clock", Control.set_clock),
    ("GET", "/counters", Control.counters),
    ("GET", "/log", Control.read_log),
)


def routes(gate: Gate) -> list[Route]:
    control = Control(gate)
    return [
        Route(f"/_control{path}", _endpoint(partial(answering, control)), methods=[method])
        for method, path, answering in PATHS
    ]


def _endpoint(
    answering: Callable[[Request, Json], Any],
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if not _is_local(request):
            return JSONResponse({"error": "Only programs on this machine may ask."}, 403)
        try:
            answer = answering(request, read_body(await request.body()))
            return JSONResponse(await answer if asyncio.iscoroutine(answer) else answer)
        except ControlRefusal as refusal:
            return JSONResponse({"error": str(refusal)}, 400)
        except ApiRefusal as refusal:
            return JSONResponse(refusal_body(refusal), refusal.status)

    return endpoint


def _is_local(request: Request) -> bool:
    return (
        request.client is not None
        and ip_address(request.client.host).is_loopback
        and request.url.hostname in OWN_NAMES
        and "origin" not in request.headers
    )
