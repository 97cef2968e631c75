"""The simulator as a server: routes, address, state file, start and stop."""

import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from random import SystemRandom
from types import FrameType
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Address
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from kurslink.simulator import control, errors, join_page, tokens
from kurslink.simulator.catalogue import OPERATIONS
from kurslink.simulator.clock import Clock
from kurslink.simulator.errors import CannotStart, TokenRefusal
from kurslink.simulator.gate import Gate, Outcome
from kurslink.simulator.replies import refusal_reply
from kurslink.simulator.state_file import StateFile
from kurslink.simulator.world import World, open_world

HOST = "127.0.0.1"
PORT_KEY = "port"
GRACE_SECONDS = 1
KEEP_ALIVE_SECONDS = 60


def application(gate: Gate) -> Starlette:
    """The whole server as an ASGI application."""
    api = [Route(o.path, gate.endpoint(o), methods=[o.method]) for o in OPERATIONS]
    return Starlette(
        routes=[
            Route("/oauth/token", partial(_token, gate), methods=["POST"]),
            *api,
            Route("/j/{number}", partial(_join, gate)),
            *control.routes(gate),
            Route("/{path:path}", _unknown, methods=["GET", "POST", "PATCH", "PUT", "DELETE"]),
        ]
    )


async def _token(gate: Gate, request: Request) -> Response:
    sent = dict(parse_qsl((await request.body()).decode(errors="replace")))
    parameters = {**request.query_params, **sent}
    entry = gate.enter("token", request, sent or None)
    authorization = request.headers.get("authorization", "")
    grant = partial(_grant, gate.world, authorization, parameters)
    return await gate.pass_through(request, entry, grant)


def _grant(world: World, authorization: str, parameters: dict[str, str]) -> Outcome:
    try:
        return Outcome(JSONResponse(tokens.grant(world, authorization, parameters)))
    except TokenRefusal as refusal:
        body = {"reason": refusal.reason, "error": refusal.error}
        return Outcome(JSONResponse(body, 400), refusal.error, refusal.reason)


async def _join(gate: Gate, request: Request) -> Response:
    passcode = request.query_params.get("pwd", "")
    status, html = join_page.page(gate.world, request.path_params["number"], passcode)
    return HTMLResponse(html, status)


async def _unknown(request: Request) -> Response:
    is_api = request.path_params["path"].startswith("v2/")
    refusal = errors.endpoint_unknown() if is_api else errors.route_not_found()
    return refusal_reply(refusal, request.headers.get("accept", ""), {})


@dataclass(frozen=True)
class Running:
    """What a started simulator tells the world; one JSON document when written out."""

    base_url: str
    world: World

    def document(self) -> dict[str, Any]:
        app = self.world.standing.app
        return {
            "api_url": self.base_url,
            "oauth_url": f"{self.base_url}/oauth/token",
            "control_url": f"{self.base_url}/_control",
            "account_id": app.account_id,
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "users": [
                {"email": user.email, "type": int(user.type), "status": user.status.value}
                for user in self.world.users.values()
            ],
        }


def serve(
    *,
    port: int | None,
    state: Path | None,
    announce: Callable[[Running], None],
    read_time: Callable[[], datetime],
) -> None:
    """Serve until SIGTERM or SIGINT; ``announce`` is called once the port listens.

    Without ``port`` the one remembered in the state file is taken, else a free one.
    Raises CannotStart if the state file or the port cannot be used.
    """
    with closing(StateFile(state)) as file, closing(_listen(port or _remembered(file))) as listener:
        port = listener.getsockname()[1]
        file.put(PORT_KEY, PORT_KEY, str(port))
        base_url = f"http://{HOST}:{port}"
        world = open_world(file, clock=Clock(read_time), random=SystemRandom(), base_url=base_url)
        _run(world, listener, announce)


def _run(world: World, listener: socket.socket, announce: Callable[[Running], None]) -> None:
    server: uvicorn.Server
    gate = Gate(world, lambda client: _drop(server, client))
    config = uvicorn.Config(
        application(gate),
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    _stop_quietly(server)
    announce(Running(world.base_url, world))
    server.run(sockets=[listener])


def _stop_quietly(server: uvicorn.Server) -> None:
    """uvicorn raises a signal again after it has stopped; here that ends in exit code 0."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def _drop(server: uvicorn.Server, client: Address) -> None:
    """Cut the connection in the middle: the client sees a reset, not an answer."""
    for connection in list(server.server_state.connections):
        if isinstance(connection, H11Protocol) and connection.client == tuple(client):
            connection.transport.abort()


def _remembered(file: StateFile) -> int:
    return int(file.find(PORT_KEY, PORT_KEY) or 0)


def _listen(port: int) -> socket.socket:
    """A listening socket; connections made before the server runs wait in its queue."""
    # asyncio turns Nagle's delay off only for sockets that name their protocol.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":  # there it would let two programs share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise CannotStart(f"Port {port} is in use: {error.strerror}.") from error
    listener.listen(128)
    return listener
