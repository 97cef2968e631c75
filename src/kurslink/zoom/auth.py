"""Signing in at Zoom: how a token is fetched, and how each call carries it."""

from collections.abc import Callable, Generator
from datetime import datetime, timedelta

import httpx2
from httpx2 import codes
from pydantic import BaseModel, ConfigDict, Field

from kurslink.zoom.answers import as_schema, circumstances, read_answer
from kurslink.zoom.calls import Call, Effect
from kurslink.zoom.credentials import ServerToServer
from kurslink.zoom.errors import CredentialFault, CredentialsRefused
from kurslink.zoom.problems import parsed, problem_in
from kurslink.zoom.tokens import Token
from kurslink.zoom.wording import HIDDEN

# A token changes nothing at Zoom: asking twice is harmless although it is a POST.
TOKEN_CALL = Call("token", "POST", "", Effect.NONE)
INVALID_TOKEN = 124
REFUSALS = (codes.BAD_REQUEST, codes.UNAUTHORIZED, codes.FORBIDDEN)


class ZoomAuth(httpx2.Auth):
    """Sends a call with `token`; if Zoom refuses it, once more with another one."""

    def __init__(self, token: Token, *, instead_of: Callable[[Token], Token]) -> None:
        self._token = token
        self._instead_of = instead_of

    def sync_auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Yield the request, and once more with a new token if the first was refused."""
        response = yield _carrying(request, self._token)
        if _refuses_token(response):
            yield _carrying(request, self._instead_of(self._token))


class TokenAnswer(BaseModel):
    """What the token endpoint says on success; `expires_in` in seconds."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    access_token: str = Field(pattern=r"^[!-~]+$", repr=False)  # nothing else fits a header
    expires_in: int = Field(default=3600, gt=0)
    scope: str = ""
    api_url: str = ""

    def token(self, *, now: datetime) -> Token:
        """Return the token, good for `expires_in` from `now`."""
        return Token(
            value=self.access_token,
            expires_at=now + timedelta(seconds=self.expires_in),
            api_url=self.api_url,
            scopes=frozenset(self.scope.split()),
        )


def ask_for_token(
    http: httpx2.Client,
    credentials: ServerToServer,
    address: httpx2.URL,
    *,
    clock: Callable[[], datetime],
) -> Token:
    """Return a new token for `credentials`; its `api_url` is as Zoom wrote it, unchecked."""
    asked_at = clock()
    response = http.post(
        address,
        # In the body, not the address: addresses end up in the logs of proxies.
        data={"grant_type": "account_credentials", "account_id": credentials.account_id},
        auth=httpx2.BasicAuth(credentials.client_id, credentials.client_secret),
        extensions={"call": TOKEN_CALL},
    )
    _refuse_without_token(response, credentials)
    body = read_answer(response, TOKEN_CALL, now=asked_at)
    at = circumstances(response, TOKEN_CALL)
    return as_schema(TokenAnswer, body, TOKEN_CALL, at).token(now=asked_at)


def _carrying(request: httpx2.Request, token: Token) -> httpx2.Request:
    request.headers["Authorization"] = f"Bearer {token.value}"
    return request


def _refuses_token(response: httpx2.Response) -> bool:
    if response.status_code == codes.UNAUTHORIZED:
        return True
    # Zoom's own description files code 124 under 400 as well.
    problem = problem_in(parsed(response.content)) if response.is_client_error else None
    return problem is not None and problem.code == INVALID_TOKEN


def _refuse_without_token(response: httpx2.Response, credentials: ServerToServer) -> None:
    """Raise if the answer is a refusal in the token endpoint's own shape: reason and error."""
    body = parsed(response.content)
    if not isinstance(body, dict) or "error" not in body or response.status_code not in REFUSALS:
        return
    words = f"{body.get('reason', '')} ({body['error']})"
    if credentials.client_secret:
        words = words.replace(credentials.client_secret, HIDDEN)
    at = circumstances(response, TOKEN_CALL)
    raise CredentialsRefused(words, at, reason=_fault(words.lower()))


def _fault(words: str) -> CredentialFault:
    signs = {
        "account does not exist": CredentialFault.ACCOUNT,
        "invalid account id": CredentialFault.ACCOUNT,
        "does not enabled": CredentialFault.APP_KIND,  # sic
        "grant": CredentialFault.APP_KIND,
        "not activated": CredentialFault.APP_INACTIVE,
        "disabled": CredentialFault.APP_INACTIVE,
        "invalid_client": CredentialFault.CLIENT,
        "invalid client": CredentialFault.CLIENT,
        "client_id": CredentialFault.CLIENT,
    }
    return next((fault for sign, fault in signs.items() if sign in words), CredentialFault.OTHER)
