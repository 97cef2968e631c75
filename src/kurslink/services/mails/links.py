"""Addresses in a text become links; the text stays as it is."""

import html
import re

_ADDRESS = re.compile(
    r"(?P<web>https?://[^\s<>\"„“”]+)"
    r"|(?P<www>(?<![\w.@/-])www\.[\w-]+\.[^\s<>\"„“”]+)"
    r"|(?P<mail>(?<![\w.+/@-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)",
    re.IGNORECASE,
)
_PREFIX = {"web": "", "www": "https://", "mail": "mailto:"}
_AFTER = ".,;:!?'’*"


def with_links(text: str) -> str:
    """Plain text as HTML: everything escaped, web and mail addresses as links."""
    written, end = "", 0
    for found in _ADDRESS.finditer(text):
        address = _without_what_follows(found.group())
        written += html.escape(text[end : found.start()]) + _link(address, found.lastgroup or "")
        end = found.start() + len(address)
    return written + html.escape(text[end:])


def says_the_same(text: str, target: str) -> bool:
    """Whether a link's text already is its target, as `with_links` writes them."""
    return target in {prefix + text for prefix in _PREFIX.values()}


def _link(address: str, kind: str) -> str:
    return f'<a href="{html.escape(_PREFIX[kind] + address)}">{html.escape(address)}</a>'


def _without_what_follows(address: str) -> str:
    """A sentence's full stop, or the bracket around the address, is no part of it."""
    kept = address.rstrip(_AFTER)
    while kept.endswith(")") and kept.count(")") > kept.count("("):
        kept = kept[:-1].rstrip(_AFTER)
    return kept
