"""Variables in texts written as HTML: <NAME>, or &lt;NAME&gt; as editors write it."""

from lxml.html.defs import tags

from kurslink.planning.variables import Notation

ELEMENTS = frozenset(tags) | {"main", "picture", "template", "slot", "dialog", "search"}
"""The names of HTML's elements; between < and > they are no variables."""

HTML = Notation(
    r"<|&(?:lt|LT|#0{0,5}60|#[xX]0{0,4}3[cC]);?",
    r">|&(?:gt|GT|#0{0,5}62|#[xX]0{0,4}3[eE]);?",
    words=ELEMENTS,
)
