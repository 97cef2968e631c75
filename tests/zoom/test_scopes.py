"""Whether an app may do all we need is read from its token, before any call fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.zoom.client import ZoomClient
from kurslink.zoom.scopes import GRANULAR, SCOPES, missing_scopes

CLASSIC = ("user:read:admin", "meeting:write:admin", "meeting:read:admin")


def test_the_granular_set_is_complete() -> None:
    assert missing_scopes(GRANULAR) == ()


def test_the_classic_set_is_complete() -> None:
    assert missing_scopes(CLASSIC) == ()


def test_more_than_we_need_does_no_harm() -> None:
    assert missing_scopes((*GRANULAR, "webinar:read:admin")) == ()


@pytest.mark.parametrize("granted", [(), ("webinar:read:admin",)])
def test_without_anything_in_common_the_granular_names_are_proposed(
    granted: tuple[str, ...],
) -> None:
    assert missing_scopes(granted) == GRANULAR


def test_an_old_app_is_told_the_classic_name() -> None:
    assert missing_scopes(CLASSIC[:2]) == ("meeting:read:admin",)


def test_of_a_mixture_only_what_is_really_missing_is_named() -> None:
    granted = ("user:read:admin", "meeting:write:admin", "meeting:read:meeting:admin")
    assert missing_scopes(granted) == ("meeting:read:list_meetings:admin",)


def test_every_method_of_the_client_has_its_scope() -> None:
    methods = {name for name in vars(ZoomClient) if not name.startswith("_")}
    assert set(SCOPES) == methods - {"close", "reach", "token"}


@given(st.sets(st.sampled_from([*GRANULAR, *CLASSIC])))
def test_granting_what_is_missing_makes_it_complete(granted: set[str]) -> None:
    assert missing_scopes(granted | set(missing_scopes(granted))) == ()
