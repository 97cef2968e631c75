"""A small real HTTP server that answers as a test scripts it, however odd, and remembers."""

import json
import socket
import ssl
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

TOKEN_PATH = "/oauth/token"


@dataclass(frozen=True)
class Reply:
    """One scripted answer; `instead` takes over the connection altogether."""

    status: int = 200
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    instead: Callable[[BaseHTTPRequestHandler], None] | None = None


def json_reply(body: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """An answer with a JSON body, as Zoom gives it."""
    content = json.dumps(body).encode()
    return Reply(status, content, {"Content-Type": "application/json", **(headers or {})})


def token_reply(value: str = "token-1", **fields: Any) -> Reply:
    """A success of the token endpoint."""
    return json_reply({"access_token": value, "token_type": "bearer", "expires_in": 3600} | fields)


def drop_connection(handler: BaseHTTPRequestHandler) -> None:
    """Close without an answer, as a dying gateway does."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.content.decode()))


class ScriptedZoom:
    """Answers the token endpoint and everything else from two scripts; the last reply stays."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.token_replies: deque[Reply] = deque([token_reply()])
        self.replies: deque[Reply] = deque([json_reply({})])
        self.received: list[Received] = []
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def oauth_url(self) -> str:
        return self.url + TOKEN_PATH

    @property
    def calls(self) -> list[Received]:
        """What arrived besides the requests for tokens."""
        return [request for request in self.received if request.path != TOKEN_PATH]

    @property
    def token_calls(self) -> list[Received]:
        return [request for request in self.received if request.path == TOKEN_PATH]

    def script(self, *replies: Reply) -> None:
        """Answer the next calls with `replies`, in order."""
        self.replies = deque(replies)

    def script_tokens(self, *replies: Reply) -> None:
        """Answer the next requests for tokens with `replies`, in order."""
        self.token_replies = deque(replies)

    def _take(self, request: Received) -> Reply:
        with self._lock:
            self.received.append(request)
            script = self.token_replies if request.path == TOKEN_PATH else self.replies
            return script.popleft() if len(script) > 1 else script[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self._take

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def handle(self) -> None:
                with suppress(ConnectionError):  # a client may hang up between requests too
                    super().handle()

            def handle_any(self) -> None:
                reply = take(_received(self))
                if reply.instead is not None:
                    reply.instead(self)
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in reply.headers:
                    self.send_header("Content-Length", str(len(reply.content)))
                with suppress(ConnectionError):  # the client may have heard enough
                    self.end_headers()
                    self.wfile.write(reply.content)

            def log_message(self, format: str, *args: Any) -> None:
                """Keep the test output clean."""

        for method in ("GET", "POST", "PATCH", "DELETE"):
            setattr(Handler, f"do_{method}", Handler.handle_any)
        return Handler


def _received(handler: BaseHTTPRequestHandler) -> Received:
    target = urlsplit(handler.path)
    length = int(handler.headers.get("Content-Length", 0))
    return Received(
        method=handler.command,
        path=target.path,
        query=dict(parse_qsl(target.query)),
        headers={name.lower(): value for name, value in handler.headers.items()},
        content=handler.rfile.read(length),
    )
