"""Zoom's words are shown to people, so nothing secret may be among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.zoom.wording import LONGEST, cleaned


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Meeting does not exist: 123.", "Meeting does not exist: 123."),
        ("open https://zoom.us/s/1?zak=secret now", "open […] now"),
        ("refused Bearer abc.def-ghi", "refused […]"),
        ("Authorization: Basic Y2xpZW50LTE6c2VjcmV0LTE=", "Authorization: […]"),
        ("token eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOm51bGx9.sig was refused", "token […] was refused"),
        ("secret AbCdEfGhIjKlMnOpQrStUvWxYz012345 is wrong", "secret […] is wrong"),
        (
            "does not contain scopes:[meeting:write:meeting:admin]",
            "does not contain scopes:[meeting:write:meeting:admin]",
        ),
        (
            "Invalid parameter: alternative_hosts_email_notification.",
            "Invalid parameter: alternative_hosts_email_notification.",
        ),
        ("two\nlines\tand  more", "two lines and more"),
        ("<html><body>portal</body></html>", ""),
        ('{"token": "x"}', ""),
        ("[1, 2]", ""),
        ("", ""),
    ],
)
def test_links_and_tokens_are_hidden(said: str, shown: str) -> None:
    assert cleaned(said) == shown


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert cleaned("ab " * 200) == ("ab " * 100)[: LONGEST - 1] + "…"


@given(st.text())
def test_no_text_becomes_longer_than_a_paragraph_or_breaks_the_line(said: str) -> None:
    shown = cleaned(said)
    assert len(shown) <= LONGEST
    assert "\n" not in shown
    assert "://" not in shown or "://" in said
