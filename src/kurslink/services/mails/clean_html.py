"""What HTML a mail may contain; everything else is taken out, whoever wrote it."""

import re

import nh3

from kurslink.planning.variables_in_html import ELEMENTS

ALLOWED = frozenset(
    {"p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li", "a", "h2", "h3", "hr", "div"}
    | {"table", "thead", "tbody", "tr", "td", "th"}
)
_SCHEMES = ("https://", "http://", "mailto:")
_ELEMENT = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")

_cleaner = nh3.Cleaner(
    tags=set(ALLOWED),
    attributes={"a": {"href"}, "td": {"colspan"}, "th": {"colspan", "scope"}},
    link_rel=None,
)


def straighten(html: str) -> str:
    """`html` well formed and with allowed elements only; its links are not checked yet."""
    return _cleaner.clean(html)


def clean(html: str) -> str:
    """`html` as people may get it: well formed, nothing that runs, loads or disguises itself."""
    return _strict.clean(html)


def not_allowed(html: str) -> tuple[str, ...]:
    """The names of HTML's elements in `html` that a mail never contains."""
    found = {name.lower() for name in _ELEMENT.findall(html)}
    return tuple(sorted(found & (ELEMENTS - ALLOWED)))


def _only_to_the_web(_tag: str, attribute: str, value: str) -> str | None:
    is_kept = attribute != "href" or value.strip().lower().startswith(_SCHEMES)
    return value if is_kept else None


_strict = nh3.Cleaner(
    tags=set(ALLOWED),
    attributes={"a": {"href"}, "td": {"colspan"}, "th": {"colspan", "scope"}},
    attribute_filter=_only_to_the_web,
    url_schemes={"https", "http", "mailto"},
    link_rel=None,
)
