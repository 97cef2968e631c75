"""The mailbox as a server: SMTP on one port, pages on another, both on this machine only."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from types import FrameType

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kurslink.mailbox.arrivals import Arrivals
from kurslink.mailbox.pages import POLICY, list_page, mail_page

HOST = "127.0.0.1"
OWN_NAMES = [HOST, "localhost"]  # other names are those of pages elsewhere that try to look in
GRACE_SECONDS = 1


@dataclass(frozen=True)
class Running:
    """Where a started mailbox is: `mail_url` as KURSLINK_MAIL_URL names it, `page_url` to look."""

    mail_url: str
    page_url: str


class Desk:
    """What the SMTP library asks of us."""

    def __init__(self, arrivals: Arrivals, read_time: Callable[[], datetime]) -> None:
        self._arrivals = arrivals
        self._read_time = read_time

    async def handle_DATA(  # noqa: N802  # named by the library
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take every mail, once for each recipient."""
        for recipient in envelope.rcpt_tos:
            content = bytes(envelope.original_content or b"")
            self._arrivals.add(content, recipient, at=self._read_time())
        return "250 2.0.0 Ok"


def application(arrivals: Arrivals, listener: socket.socket, desk: Desk) -> Starlette:
    """The pages; while they are served, mails are taken at `listener`."""

    @asynccontextmanager
    async def taking_mails(_app: Starlette) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(desk, hostname="postfach.localhost", loop=loop), sock=listener
        )
        async with server:
            yield

    async def show_all(_request: Request) -> Response:
        return _html(list_page(arrivals.newest_first()))

    async def show(request: Request) -> Response:
        arrival = arrivals.find(request.path_params["number"])
        return _html(mail_page(arrival)) if arrival else _missing()

    async def attached(request: Request) -> Response:
        arrival = arrivals.find(request.path_params["number"])
        name = request.path_params["name"]
        files = arrival.attachments() if arrival else {}
        if name not in files:
            return _missing()
        return Response(files[name], media_type="application/octet-stream")

    return Starlette(
        routes=[
            Route("/", show_all),
            Route("/{number:int}", show),
            Route("/{number:int}/{name}", attached),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=OWN_NAMES)],
        lifespan=taking_mails,
    )


def serve(*, announce: Callable[[Running], None], read_time: Callable[[], datetime]) -> None:
    """Serve until SIGTERM or SIGINT; `announce` is called once both ports listen."""
    with closing(_listen()) as smtp, closing(_listen()) as http:
        arrivals = Arrivals()
        app = application(arrivals, smtp, Desk(arrivals, read_time))
        config = uvicorn.Config(
            app,
            http="h11",
            loop="asyncio",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        server = uvicorn.Server(config)
        _stop_quietly(server)
        announce(Running(f"smtp://{_place(smtp)}", f"http://{_place(http)}/"))
        server.run(sockets=[http])


def _html(page: str) -> HTMLResponse:
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


def _missing() -> Response:
    return PlainTextResponse("Diese E-Mail gibt es hier nicht (mehr).", 404)


def _listen() -> socket.socket:
    """A free port; connections made before the servers run wait in its queue."""
    return socket.create_server((HOST, 0))


def _place(listener: socket.socket) -> str:
    host, port = listener.getsockname()
    return f"{host}:{port}"


def _stop_quietly(server: uvicorn.Server) -> None:
    """uvicorn raises a signal again after it has stopped; here that ends in exit code 0."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
