"""A small real proxy: it connects whatever host is asked for to one server of ours."""

import socket
from base64 import b64decode
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self


class ConnectProxy:
    """Tunnels CONNECT to `target_port` on loopback, wants `login` (user:password) if one is set.

    `answer` replaces the tunnel: status and body are sent instead.
    """

    def __init__(
        self, target_port: int, *, login: str = "", answer: tuple[int, bytes] | None = None
    ) -> None:
        self.asked_for: list[str] = []
        self._target_port = target_port
        self._login = login
        self._answer = answer
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
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

    def _lets_in(self, header: str) -> bool:
        return not self._login or b64decode(header.partition(" ")[2]) == self._login.encode()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked_for.append(handler.path)
        if not self._lets_in(handler.headers.get("Proxy-Authorization", "")):
            handler.send_error(407)
        elif self._answer is not None:
            _answer(handler, *self._answer)
        else:
            self._tunnel(handler)

    def _tunnel(self, handler: BaseHTTPRequestHandler) -> None:
        with socket.create_connection(("127.0.0.1", self._target_port)) as target:
            handler.send_response(200)
            handler.end_headers()
            back = Thread(target=_copy, args=(target, handler.connection), daemon=True)
            back.start()
            _copy(handler.connection, target)
            back.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        serve = self._serve

        class Handler(BaseHTTPRequestHandler):
            def do_CONNECT(self) -> None:
                serve(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Keep the test output clean."""

        return Handler


def _answer(handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
