"""A program that hears webhooks, as a process of its own; run as a module it is that process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any


class Receiver:
    """What has come in so far; `status` is what it answers, and may be changed."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self._folder = folder

    def answers(self, status: int) -> None:
        (self._folder / "status").write_text(str(status))

    def received(self) -> list[dict[str, Any]]:
        """Each with `headers` and the `body` as text."""
        lines = (self._folder / "received").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@contextmanager
def running_receiver(folder: Path) -> Iterator[Receiver]:
    """A receiver on a free port of this machine; what it got stays in `folder`."""
    (folder / "received").touch()
    (folder / "status").write_text("204")
    command = [sys.executable, "-m", "tests.api.receiver", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        port = process.stdout.readline().strip() if process.stdout else ""
        yield Receiver(f"http://127.0.0.1:{port}/hook", folder)
    finally:
        process.terminate()
        process.wait(10)


class _Handler(BaseHTTPRequestHandler):
    folder: Path

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        got = {"headers": dict(self.headers), "path": self.path, "body": body.decode()}
        with (self.folder / "received").open("a", encoding="utf-8") as file:
            file.write(json.dumps(got) + "\n")
        self.send_response(int((self.folder / "status").read_text()))
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    _Handler.folder = Path(sys.argv[1])
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
