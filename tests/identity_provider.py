"""An OpenID provider as a process of its own: it vouches for whom a test tells it to.

Run as a program it prints its address; `claims` are set with POST /_control/.
"""

import base64
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
import requests
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "kurslink", "ein-geheimnis-des-dienstes"
_KEY = secrets.token_hex(32)


class Provider:
    """What it says of the one person who sits before it."""

    def __init__(self) -> None:
        self.address = ""
        self.claims: dict[str, Any] = {}
        self.faults: dict[str, Any] = {}
        self.codes: dict[str, str] = {}

    async def control(self, request: Request) -> Response:
        wish = await request.json()
        self.claims, self.faults = wish["claims"], wish["faults"]
        return JSONResponse({})

    async def configuration(self, _request: Request) -> Response:
        if self.faults.get("configuration"):
            return Response("<html>Wartung</html>", 503)
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        )

    async def authorize(self, request: Request) -> Response:
        asked = request.query_params
        code = secrets.token_hex(8)
        self.codes[code] = asked["code_challenge"]
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)

    async def token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        challenge = self.codes.pop(form["code"], None)
        made = base64.urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest())
        if challenge != made.decode().rstrip("=") or form["client_secret"] != SECRET:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if self.faults.get("redirect"):
            return RedirectResponse(f"{self.address}/elsewhere", 307)
        now = int(time.time())
        times = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60}
        told = self.claims | times | self.faults.get("id_token", {})
        return JSONResponse(
            {
                "access_token": "zugang",
                "token_type": "Bearer",
                "id_token": jwt.encode(told, _KEY, "HS256"),
            }
        )

    async def userinfo(self, _request: Request) -> Response:
        return JSONResponse(self.claims)


class RunningProvider:
    """The process, as tests speak to it."""

    def __init__(self, address: str) -> None:
        self.address = address

    def vouches(self, faults: dict[str, Any] | None = None, **claims: Any) -> None:
        """From now on it says this of whoever comes."""
        wish = {"claims": claims, "faults": faults or {}}
        requests.post(f"{self.address}/_control/", json=wish, timeout=10).raise_for_status()

    def visit(self, address: str) -> str:
        """Go where a browser is sent; the path and query it comes back with."""
        answer = requests.get(address, allow_redirects=False, timeout=10)
        back = urlsplit(answer.headers["Location"])
        assert parse_qs(urlsplit(address).query)["redirect_uri"] == [
            back._replace(query="").geturl()
        ]
        return f"{back.path}?{back.query}"


@contextmanager
def running_identity_provider() -> Iterator[RunningProvider]:
    """The provider, until the end of the block."""
    command = [sys.executable, "-m", "tests.identity_provider"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield RunningProvider(process.stdout.readline().strip())
    finally:
        process.kill()
        process.wait()


def main() -> None:
    """Serve until killed."""
    provider = Provider()
    listener = socket.create_server(("127.0.0.1", 0))
    provider.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    routes = [
        Route("/.well-known/openid-configuration", provider.configuration),
        Route("/authorize", provider.authorize),
        Route("/token", provider.token, methods=["POST"]),
        Route("/userinfo", provider.userinfo),
        Route("/_control/", provider.control, methods=["POST"]),
    ]
    print(provider.address, flush=True)  # noqa: T201  # the test reads it
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="error"))
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
