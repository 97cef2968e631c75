"""The way of one request through the simulator: log, faults, token, limits, effect, answer."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from starlette.datastructures import Address
from starlette.requests import Request
from starlette.responses import Response

from kurslink.simulator import errors, tokens
from kurslink.simulator.account import CLASSIC_SCOPES
from kurslink.simulator.errors import ApiRefusal
from kurslink.simulator.faults import Failure, Match, Mischief, Moment
from kurslink.simulator.limits import CallRates
from kurslink.simulator.operation import Call, Json, Operation
from kurslink.simulator.postman import Postman
from kurslink.simulator.replies import broken_reply, refusal_reply, reply
from kurslink.simulator.request_log import Asked, Entry, RequestLog
from kurslink.simulator.world import World

Endpoint = Callable[[Request], Awaitable[Response]]
Matcher = Callable[[Match], bool]


class Outcome(NamedTuple):
    """An answer, and what the log keeps of it: Zoom's code and text where it refused."""

    response: Response
    code: int | str | None = None
    message: str = ""


Perform = Callable[[], Outcome]


@dataclass
class Gate:
    """``drop`` cuts the connection of a client; ``rates`` and ``log`` live as long as we run."""

    world: World
    drop: Callable[[Address], None]
    mischief: Mischief = field(default_factory=Mischief)
    rates: CallRates = field(default_factory=CallRates)
    log: RequestLog = field(default_factory=RequestLog)
    postman: Postman = field(init=False)

    def __post_init__(self) -> None:
        self.postman = Postman(self.world)

    def reset(self) -> None:
        self.postman.clear()
        self.mischief.clear()
        self.rates, self.log = CallRates(), RequestLog()
        self.world.reset()

    def endpoint(self, operation: Operation) -> Endpoint:
        async def answer(request: Request) -> Response:
            raw = await request.body()
            entry = self.enter(operation.name, request, _said(raw))
            perform = partial(self._perform, operation, request, raw)
            return await self.pass_through(request, entry, perform)

        return answer

    def enter(self, name: str, request: Request, body: object) -> Entry:
        asked = Asked(
            operation=name,
            method=request.method,
            path=request.scope["path"],
            query=dict(request.query_params),
            body=body,
        )
        return self.log.add(asked, self.world.now)

    async def pass_through(self, request: Request, entry: Entry, perform: Perform) -> Response:
        """Do what the request asks, unless a test wants it to fail or to wait."""
        outcome = await self._outcome(_matcher(entry), perform)
        if isinstance(outcome, Failure):
            entry.code = outcome.value
            return await self._silence(outcome, request)
        self.log.answered(entry, outcome.response.status_code, outcome.code, outcome.message)
        return outcome.response

    async def _outcome(self, fits: Matcher, perform: Perform) -> Outcome | Failure:
        """What the client gets; a bare Failure is one without any answer."""
        await asyncio.sleep(self.world.switches.latency_ms / 1000)
        if failure := self.mischief.take_fault(Moment.BEFORE, fits):
            return self._broken(failure, None)
        if not await self._held(Moment.BEFORE, fits):
            return Failure.DROP
        outcome = perform()
        await self._held(Moment.AFTER, fits)
        if failure := self.mischief.take_fault(Moment.AFTER, fits):
            return self._broken(failure, outcome.response)
        return outcome

    async def _held(self, when: Moment, fits: Matcher) -> bool:
        """Wait if a hold wants this request; whether it may have its effect."""
        hold = self.mischief.take_hold(when, fits)
        if hold is None:
            return True
        await hold.released.wait()
        return hold.perform

    def _broken(self, failure: Failure, good: Response | None) -> Outcome | Failure:
        if failure in (Failure.HANG, Failure.DROP):
            return failure
        response = broken_reply(failure, good, now=self.world.now)
        return Outcome(response, failure.value, bytes(response.body).decode(errors="replace"))

    async def _silence(self, failure: Failure, request: Request) -> Response:
        """The connection hangs until the client gives up, or is cut. Nobody reads the result."""
        if failure == Failure.HANG:
            await _until_disconnected(request)
        elif request.client:
            self.drop(request.client)
        return Response()

    def _perform(self, operation: Operation, request: Request, raw: bytes) -> Outcome:
        headers: Mapping[str, str] = {}
        try:
            self._check_scopes(operation, request)
            headers = self._count(operation)
            body = read_body(raw) if operation.takes_body else {}
            call = Call(request.path_params, dict(request.query_params), body)
            return Outcome(reply(operation.run(self.world, call), headers))
        except ApiRefusal as refusal:
            accept = request.headers.get("accept", "")
            response = refusal_reply(refusal, accept, headers)
            return Outcome(response, refusal.code, refusal.message)

    def _check_scopes(self, operation: Operation, request: Request) -> None:
        held = tokens.scopes_of(self.world, request.headers.get("authorization", ""))
        if set(operation.scopes) & set(held):
            return
        classic, granular = operation.scopes
        is_classic_app = bool(held) and set(held) <= set(CLASSIC_SCOPES)
        switches = self.world.switches
        raise errors.missing_scopes(
            switches.scope_error_status,
            switches.scope_error_code,
            [classic if is_classic_app else granular],
        )

    def _count(self, operation: Operation) -> Mapping[str, str]:
        switches = self.world.switches
        if not switches.rate_limits:
            return {}
        return self.rates.charge(operation.label, plan=switches.plan, now=self.world.now)


def read_body(raw: bytes) -> Json:
    body = _said(raw or b"{}")
    if not isinstance(body, dict):
        raise errors.not_a_json_object()
    return body


def _said(raw: bytes) -> object:
    """The JSON of a body, also for the log; None if it is none, or nested beyond reading."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _matcher(entry: Entry) -> Matcher:
    return lambda match: match.fits(entry.operation, entry.method, entry.path)


async def _until_disconnected(request: Request) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(0.05)
