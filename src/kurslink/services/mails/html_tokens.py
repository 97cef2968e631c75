"""Clean HTML cut into tags and texts, and written again."""

import html
from dataclasses import dataclass
from html.parser import HTMLParser

Attributes = tuple[tuple[str, str], ...]

LINE_ENDS = frozenset(
    {"br", "p", "li", "h2", "h3", "hr", "tr", "table", "thead", "tbody", "ul", "ol", "div"}
)
"""Elements at whose tags a line ends for the reader; the cells of a row are one line."""


@dataclass(frozen=True)
class Tag:
    """A start or end tag."""

    name: str
    is_end: bool = False
    attributes: Attributes = ()

    @property
    def ends_line(self) -> bool:
        """Whether what follows stands on another line."""
        return self.name in LINE_ENDS


@dataclass(frozen=True)
class Words:
    """A text, unescaped."""

    text: str


Token = Tag | Words


def cut_html(clean_html: str) -> list[Token]:
    """Tags and texts in order."""
    cutter = _Cutter()
    cutter.feed(clean_html)
    cutter.close()
    return cutter.tokens


def write_tag(tag: Tag) -> str:
    """The tag as HTML."""
    if tag.is_end:
        return f"</{tag.name}>"
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in tag.attributes)
    return f"<{tag.name}{attributes}>"


class _Cutter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = tuple((name, value or "") for name, value in attrs)
        self.tokens.append(Tag(tag, attributes=attributes))

    def handle_endtag(self, tag: str) -> None:
        self.tokens.append(Tag(tag, is_end=True))

    def handle_data(self, data: str) -> None:
        self.tokens.append(Words(data))
