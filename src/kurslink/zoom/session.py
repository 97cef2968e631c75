"""One account's conversation with Zoom: signs in, sends a call, repeats what may be repeated."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

import httpx2
from pydantic import BaseModel

from kurslink.zoom.addresses import AddressRule
from kurslink.zoom.answers import as_schema, circumstances, read_answer
from kurslink.zoom.auth import TOKEN_CALL, ZoomAuth, ask_for_token
from kurslink.zoom.calls import Call, Effect
from kurslink.zoom.credentials import Credentials, JwtApp
from kurslink.zoom.errors import JwtRejected, RateLimited, TokenRejected
from kurslink.zoom.faults import broken_off
from kurslink.zoom.header_dates import read_header_date
from kurslink.zoom.jwt import sign_token
from kurslink.zoom.pace import Pace
from kurslink.zoom.patience import Patience, patiently
from kurslink.zoom.tokens import Token, Tokens, TokenStore

KNOCK_CALL = Call("reach", "GET", "", Effect.NONE)
KNOCK = httpx2.Timeout(5)  # a person waits for it

Schema = TypeVar("Schema", bound=BaseModel)
Result = TypeVar("Result")


@dataclass(frozen=True)
class Endpoints:
    """Where an account lives: the token address, and the API's base if it was set by hand.

    Without a base the one Zoom names with the token is used, once `rule` has let it pass: accounts
    in other regions have their own.
    """

    rule: AddressRule
    oauth_url: httpx2.URL
    api_url: httpx2.URL | None


@dataclass(frozen=True)
class Clocks:
    """Zoom's clock, which tells whole seconds, and ours at the same moment (both aware)."""

    zoom: datetime
    here: datetime

    @property
    def ahead(self) -> timedelta:
        """How far ours is ahead of Zoom's."""
        return self.here - self.zoom


class Session:
    """Carries calls to Zoom for one set of credentials."""

    def __init__(
        self,
        http: httpx2.Client,
        credentials: Credentials,
        endpoints: Endpoints,
        *,
        store: TokenStore,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        pace: Pace,
        patience: Patience,
    ) -> None:
        self._http = http
        self._credentials = credentials
        self._endpoints = endpoints
        self._clock = clock
        self._sleep = sleep
        self._pace = pace
        self._patience = patience
        addresses = (str(endpoints.oauth_url), str(endpoints.api_url or ""))
        self.tokens = Tokens(
            credentials.fingerprint(*addresses), store=store, fetch=self._fetch_token, clock=clock
        )

    def ask(self, call: Call, schema: type[Schema]) -> Schema:
        """Return Zoom's answer to `call` as `schema`, or raise a `ZoomError`."""

        def read(response: httpx2.Response) -> Schema:
            body = read_answer(response, call, now=self._clock())
            return as_schema(schema, body, call, circumstances(response, call))

        return self._carry_out(call, read)

    def tell(self, call: Call) -> None:
        """Carry out a call whose answer says nothing but yes, or raise a `ZoomError`."""
        self._carry_out(call, lambda response: read_answer(response, call, now=self._clock()))

    def knock(self) -> Clocks | None:
        """Return Zoom's clock beside ours, asked once and without signing in; None if untold.

        Any answer will do: it shows that the way is open. Raises as any call does.
        """
        address = self.first_address
        try:
            response = self._http.get(address, timeout=KNOCK, extensions={"call": KNOCK_CALL})
        except httpx2.RequestError as error:
            raise broken_off(error, KNOCK_CALL) from error
        told = read_header_date(response.headers.get("Date", ""))
        return Clocks(told, self._clock()) if told else None

    @property
    def first_address(self) -> httpx2.URL:
        """Where the first request of these credentials goes: a JWT app needs no token address."""
        if isinstance(self._credentials, JwtApp):
            return self._endpoints.api_url or self._endpoints.rule.api_base("")
        return self._endpoints.oauth_url

    def _carry_out(self, call: Call, read: Callable[[httpx2.Response], Result]) -> Result:
        # The token comes first, on its own: what fails there was never a change at Zoom.
        token = self.tokens.current()

        def attempt() -> Result:
            self._pace.wait(call.label)
            try:
                return read(self._exchange(call, token))
            except RateLimited:
                self._pace.slow_down(call.label)
                raise

        try:
            return self._patiently(attempt, call)
        except TokenRejected as error:
            if isinstance(self._credentials, JwtApp):
                raise JwtRejected(error.message, error.at) from error
            raise

    def _patiently(self, attempt: Callable[[], Result], call: Call) -> Result:
        return patiently(attempt, call, sleep=self._sleep, patience=self._patience)

    def _exchange(self, call: Call, token: Token) -> httpx2.Response:
        try:
            return self._http.request(
                call.method,
                f"{token.api_url}/v2/{call.path}",
                params=call.params,
                json=call.body,
                auth=ZoomAuth(token, instead_of=self.tokens.instead_of),
                extensions={"call": call},
            )
        except httpx2.RequestError as error:
            raise broken_off(error, call) from error

    def _fetch_token(self) -> Token:
        token = self._patiently(self._ask_for_token, TOKEN_CALL)
        return replace(token, api_url=str(self._api_base(token)).rstrip("/"))

    def _api_base(self, token: Token) -> httpx2.URL:
        return self._endpoints.api_url or self._endpoints.rule.api_base(token.api_url)

    def _ask_for_token(self) -> Token:
        if isinstance(self._credentials, JwtApp):
            return sign_token(self._credentials, now=self._clock())
        address = self._endpoints.oauth_url
        try:
            return ask_for_token(self._http, self._credentials, address, clock=self._clock)
        except httpx2.RequestError as error:
            raise broken_off(error, TOKEN_CALL) from error
