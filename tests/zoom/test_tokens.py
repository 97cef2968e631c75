"""A token is fetched once, kept while it is good, and never used for other credentials."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.zoom.credentials import ServerToServer
from kurslink.zoom.errors import Circumstances, CredentialFault, CredentialsRefused
from kurslink.zoom.tokens import MemoryTokenStore, Token, Tokens
from tests.zoom.clients import CREDENTIALS, NOON, Clock


class Endpoint:
    """Hands out numbered tokens of one hour, or a refusal."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.fetched = 0
        self.refusal: CredentialsRefused | None = None
        self._numbers = count(1)

    def fetch(self) -> Token:
        self.fetched += 1
        if self.refusal:
            raise self.refusal
        return Token(f"token-{next(self._numbers)}", self.clock() + timedelta(hours=1))


def make_tokens(endpoint: Endpoint, store: MemoryTokenStore | None = None) -> Tokens:
    return Tokens(
        "fingerprint",
        store=store or MemoryTokenStore(),
        fetch=endpoint.fetch,
        clock=endpoint.clock,
    )


def make_refusal() -> CredentialsRefused:
    return CredentialsRefused("no", Circumstances("token", 400), reason=CredentialFault.CLIENT)


@pytest.fixture
def endpoint(clock: Clock) -> Endpoint:
    return Endpoint(clock)


def test_a_second_call_uses_the_kept_token(endpoint: Endpoint) -> None:
    tokens = make_tokens(endpoint)
    assert [tokens.current().value, tokens.current().value] == ["token-1", "token-1"]
    assert endpoint.fetched == 1


@pytest.mark.parametrize(("minutes", "fetched"), [(58, 1), (59, 2), (61, 2)])
def test_a_token_is_not_used_in_its_last_minute(
    endpoint: Endpoint, clock: Clock, minutes: int, fetched: int
) -> None:
    tokens = make_tokens(endpoint)
    tokens.current()
    clock.now += timedelta(minutes=minutes)
    tokens.current()
    assert endpoint.fetched == fetched


def test_a_rejected_token_makes_room_for_another(endpoint: Endpoint) -> None:
    tokens = make_tokens(endpoint)
    assert tokens.instead_of(tokens.current()).value == "token-2"


def test_a_late_rejection_does_not_drop_the_token_that_came_after(endpoint: Endpoint) -> None:
    tokens = make_tokens(endpoint)
    old = tokens.current()
    new = tokens.instead_of(old)
    assert tokens.instead_of(old) == new
    assert endpoint.fetched == 2


def test_a_fresh_token_is_fetched_whatever_is_kept(endpoint: Endpoint) -> None:
    tokens = make_tokens(endpoint)
    tokens.current()
    assert tokens.fresh().value == "token-2"
    assert tokens.current().value == "token-2"


def test_two_clients_with_one_store_share_a_token(endpoint: Endpoint) -> None:
    store = MemoryTokenStore()
    first, second = make_tokens(endpoint, store), make_tokens(endpoint, store)
    assert first.current() == second.current()
    assert endpoint.fetched == 1


def test_threads_that_lack_a_token_share_one_fetch(endpoint: Endpoint) -> None:
    tokens = make_tokens(endpoint)
    got: list[str] = []
    run_in_threads(8, lambda: got.append(tokens.current().value))
    assert got == ["token-1"] * 8
    assert endpoint.fetched == 1


def test_threads_that_lack_a_token_share_one_refusal(endpoint: Endpoint) -> None:
    endpoint.refusal = make_refusal()
    tokens = make_tokens(endpoint)
    refused: list[bool] = []

    def ask() -> None:
        with pytest.raises(CredentialsRefused):
            tokens.current()
        refused.append(True)

    run_in_threads(8, ask)
    assert len(refused) == 8
    assert endpoint.fetched == 1


def test_a_refusal_is_not_asked_for_again_within_seconds(endpoint: Endpoint, clock: Clock) -> None:
    endpoint.refusal = make_refusal()
    tokens = make_tokens(endpoint)
    for _ in range(10):
        with pytest.raises(CredentialsRefused):
            tokens.current()
    assert endpoint.fetched == 1
    endpoint.refusal = None
    clock.now += timedelta(seconds=5)
    assert tokens.current().value == "token-1"


def test_an_explicit_test_asks_even_after_a_refusal(endpoint: Endpoint) -> None:
    endpoint.refusal = make_refusal()
    tokens = make_tokens(endpoint)
    with pytest.raises(CredentialsRefused):
        tokens.current()
    endpoint.refusal = None
    assert tokens.fresh().value == "token-1"
    assert tokens.current().value == "token-1"


@pytest.mark.parametrize("field", ["account_id", "client_id", "client_secret"])
def test_other_credentials_have_another_fingerprint(field: str) -> None:
    other = replace(CREDENTIALS, **{field: "other"})
    assert other.fingerprint("https://zoom.us") != CREDENTIALS.fingerprint("https://zoom.us")


def test_another_address_has_another_fingerprint() -> None:
    assert CREDENTIALS.fingerprint("https://a") != CREDENTIALS.fingerprint("https://b")


@given(st.lists(st.text(max_size=3), min_size=3, max_size=3), st.integers(0, 2))
def test_values_cannot_be_shifted_between_fields(values: list[str], at: int) -> None:
    shifted = list(values)
    shifted[at] += "x"
    assert ServerToServer(*values).fingerprint() != ServerToServer(*shifted).fingerprint()


def test_neither_credentials_nor_tokens_show_their_secret() -> None:
    assert repr(CREDENTIALS) == "ServerToServer(account_id='account-1', client_id='client-1')"
    assert "canary" not in repr(Token("canary", NOON))


def run_in_threads(number: int, work: Callable[[], object]) -> None:
    """Run `work` in `number` threads at once, and wait for them."""
    barrier = Barrier(number)

    def run() -> None:
        barrier.wait(timeout=5)
        work()

    threads = [Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=5)


class CountingStore(MemoryTokenStore):
    """Tells how often it was asked: the real one asks the database and decrypts."""

    loads = 0

    def load(self, fingerprint: str) -> Token | None:
        self.loads += 1
        return super().load(fingerprint)


def test_the_store_is_not_asked_again_while_the_token_is_good(
    endpoint: Endpoint, clock: Clock
) -> None:
    store = CountingStore()
    store.save("fingerprint", Token("kept", clock() + timedelta(hours=1)))
    tokens = make_tokens(endpoint, store)
    assert {tokens.current().value for _ in range(3)} == {"kept"}
    assert (store.loads, endpoint.fetched) == (1, 0)


def test_a_rejected_token_is_replaced_by_what_somebody_else_has_stored(
    endpoint: Endpoint, clock: Clock
) -> None:
    store = MemoryTokenStore()
    tokens = make_tokens(endpoint, store)
    rejected = tokens.current()
    store.save("fingerprint", Token("newer", clock() + timedelta(hours=1)))
    assert tokens.instead_of(rejected).value == "newer"
    assert tokens.current().value == "newer"
