"""A signed-in client whose answers can be read like pages: headings, tables, forms, notices."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.http import HttpResponse
from django.test import Client
from lxml import html


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@dataclass(frozen=True)
class Shown:
    """One answer, as a person sees it."""

    response: HttpResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def address(self) -> str:
        """Where the answer sends the browser, or where it was asked for."""
        request = cast(Any, self.response).request
        return str(request["PATH_INFO"]) + (f"?{q}" if (q := request["QUERY_STRING"]) else "")

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.response.content.decode())

    def texts(self, path: str) -> list[str]:
        """The words of every element at an XPath."""
        found = cast("Iterable[html.HtmlElement]", self.tree.xpath(path))
        return [_words(each) for each in found]

    @property
    def heading(self) -> str:
        return self.texts("//h1")[0]

    @property
    def notices(self) -> list[str]:
        return self.texts("//*[contains(@class, 'notice__text')]")

    @property
    def errors(self) -> list[str]:
        return self.texts("//*[@class='kern-error']")

    @property
    def labels(self) -> list[str]:
        """The names of the fields, in order, whether they can be changed or not."""
        not_of_a_button = "[not(ancestor::*[contains(@class, 'kern-btn')])]"
        return self.texts(f"//form//*[contains(@class, 'kern-label')]{not_of_a_button}")

    @property
    def buttons(self) -> list[str]:
        return self.texts("//main//*[contains(@class, 'kern-btn')]")

    def rows(self, index: int = 0) -> list[list[str]]:
        """The cells of the body of the page's n-th table."""
        table = cast("list[html.HtmlElement]", self.tree.xpath("//table"))[index]
        return [
            [_words(cell) for cell in row.xpath("./td|./th")] for row in table.xpath(".//tbody/tr")
        ]

    def terms(self) -> dict[str, str]:
        """A list of terms and what they are."""
        return dict(zip(self.texts("//dl/dt"), self.texts("//dl/dd"), strict=True))

    def is_disabled(self, button: str) -> bool:
        """Whether the button with this id cannot be pressed."""
        return bool(self.tree.xpath(f"//*[@id='{button}']/@disabled"))


@dataclass(frozen=True)
class Browser:
    """Asks for pages and sends forms; redirects are followed."""

    client: Client

    def get(self, path: str, **query: Any) -> Shown:
        return Shown(cast(HttpResponse, self.client.get(path, query, follow=True)))

    def post(self, path: str, **fields: Any) -> Shown:
        return Shown(cast(HttpResponse, self.client.post(path, fields, follow=True)))
