"""Clean HTML read aloud: the plain text that says the same.

Our own, not a library's: it reads only the twenty elements `clean_html` leaves, and libraries for
whole web pages are either under a licence that binds ours or bring a browser's worth of code.
"""

import re

from kurslink.services.mails.html_tokens import Tag, Words, cut_html
from kurslink.services.mails.links import says_the_same

_BLOCKS = frozenset({"p", "h2", "h3", "ul", "ol", "table", "hr"})
_RULE = "-" * 20
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def text_of(clean_html: str) -> str:
    """Lines and paragraphs as a reader sees them; links are followed by their target."""
    reader = _Reader()
    for token in cut_html(clean_html):
        if isinstance(token, Words):
            reader.say(token.text)
        elif token.is_end:
            reader.leave(token)
        else:
            reader.enter(token)
    lines = (line.strip() for line in reader.written.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


class _Reader:
    def __init__(self) -> None:
        self.written = ""
        self.lists: list[int | None] = []  # the number of the last item, None: without numbers
        self.target, self.link_from = "", 0

    def say(self, text: str) -> None:
        """A text of the line; space at its beginning is none."""
        spoken = _SPACES.sub(" ", text)
        is_beginning = not self.written or self.written[-1] in "\n "
        self.written += spoken.lstrip(" ") if is_beginning else spoken

    def enter(self, tag: Tag) -> None:
        """What a start tag says."""
        match tag.name:
            case "br":
                self.written += "\n"
            case "hr":
                self._paragraph()
                self.written += f"{_RULE}\n\n"
            case "ul" | "ol":
                self._line() if self.lists else self._paragraph()
                self.lists.append(None if tag.name == "ul" else 0)
            case "li":
                self._line()
                self.written += self._bullet()
            case "a":
                self.target, self.link_from = (
                    dict(tag.attributes).get("href", ""),
                    len(self.written),
                )
            case "td" | "th":
                self.say(" ")
            case _:
                self._end_block(tag)

    def leave(self, tag: Tag) -> None:
        """What an end tag says."""
        match tag.name:
            case "a":
                self._say_target()
            case "ul" | "ol":
                self.lists.pop()
                self._line() if self.lists else self._paragraph()
            case _:
                self._end_block(tag)

    def _end_block(self, tag: Tag) -> None:
        if tag.name in _BLOCKS:
            self._paragraph()
        elif tag.ends_line:
            self._line()

    def _line(self) -> None:
        if self.written and not self.written.endswith("\n"):
            self.written += "\n"

    def _paragraph(self) -> None:
        self._line()
        if self.written:
            self.written += "\n"

    def _bullet(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "- "
        self.lists[-1] = number + 1
        return f"{number + 1}. "

    def _say_target(self) -> None:
        text = self.written[self.link_from :].strip()
        if self.target and not says_the_same(text, self.target):
            shown = self.target.removeprefix("mailto:")
            self.written += f" ({shown})" if text else shown
        self.target = ""
