"""Nothing is sent to an address that is not Zoom's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.zoom.addresses import AddressRule
from kurslink.zoom.errors import AddressRefused

LIVE = AddressRule()
PRACTICE = AddressRule(practice=True)

FOREIGN = [
    "",
    "api.zoom.us",
    "//api.zoom.us",
    "http://api.zoom.us",
    "ftp://api.zoom.us",
    "file:///etc/passwd",
    "https://",
    "https://127.1",
    "https://0x7f.1",
    "https://2130706433",
    "https://127.0.0.1",
    "https://[::1]",
    "https://[::ffff:169.254.169.254]",
    "https://169.254.169.254",
    "https://localhost",
    "https://api.zoom.us@evil.de",
    "https://user@api.zoom.us",
    "https://user:secret@api.zoom.us",
    "https://api.zoom.us.evil.de",
    "https://evilzoom.us",
    "https://zoom.us.",
    "https://evil.de/api.zoom.us",
    "https://evil.de?api.zoom.us",
    "https://api.zoom.us?next=evil.de",
    "https://evil.de#api.zoom.us",
    "https://api.zoom.us#",
    "https://evil.de\\.zoom.us",
    "https://evil.de\\@api.zoom.us",
    "https://api.zoom.us\n.evil.de",
    "https://api.zoom.us\t",
    " https://api.zoom.us",
    "https://api zoom.us",
    "https://ａｐｉ.ｚｏｏｍ.ｕｓ",
    "https://api.zoom。us",
    "https://zооm.us",  # Cyrillic letters
    "https://xn--zm-emca.us",
    "https://api.zoom.us%2eevil.de",
    "https://%61pi.zoom.us.evil.de",
    "https://api.zoom.us:evil",
    "https://[::1",
]


@pytest.mark.parametrize("address", FOREIGN)
@pytest.mark.parametrize("rule", [LIVE, AddressRule(frozenset({"zoom-x.example"}))])
def test_an_address_that_is_not_zooms_is_refused(address: str, rule: AddressRule) -> None:
    with pytest.raises(AddressRefused):
        rule.check(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.zoom.us",
        "https://zoom.us/oauth/token",
        "https://eu01api-www4local.zoom.us",
        "https://API.ZOOM.US",
        "https://api.zoomgov.com",
        "https://zoom.com",
    ],
)
def test_an_address_of_zoom_is_accepted(address: str) -> None:
    assert str(LIVE.check(address)) == address.lower()


def test_the_operator_may_name_further_hosts() -> None:
    rule = AddressRule(frozenset({"zoom-x.example"}))
    assert rule.check("https://api.zoom-x.example").host == "api.zoom-x.example"


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "https://127.0.0.1"],
)
def test_practice_lets_in_loopback_with_or_without_https(address: str) -> None:
    assert str(PRACTICE.check(address)) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://127.1",
        "http://2130706433",
        "http://0.0.0.0",
        "http://[::ffff:127.0.0.1]",
        "http://10.0.0.1",
        "http://localhost.evil.de",
        "http://api.zoom.us",
        "ftp://127.0.0.1",
        "http://user@127.0.0.1",
    ],
)
def test_practice_lets_in_nothing_else(address: str) -> None:
    with pytest.raises(AddressRefused):
        PRACTICE.check(address)


@pytest.mark.parametrize(
    "pasted",
    [
        "https://api.zoom.us",
        "https://api.zoom.us/",
        "https://api.zoom.us/v2",
        "https://api.zoom.us/v2/",
    ],
)
def test_the_api_base_is_read_with_and_without_its_version(pasted: str) -> None:
    assert str(LIVE.api_base(pasted)).rstrip("/") == "https://api.zoom.us"


def test_an_account_without_an_address_lives_at_zooms_own() -> None:
    assert LIVE.api_base("").host == "api.zoom.us"


@given(st.text())
def test_any_text_is_an_address_of_zoom_or_refused(text: str) -> None:
    try:
        url = LIVE.check(text)
    except AddressRefused:
        return
    assert url.scheme == "https"
    assert url.host.endswith(("zoom.us", "zoom.com", "zoomgov.com"))
