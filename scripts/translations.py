"""Knows the English of every German text: collects the texts and compiles the catalogue.

`scripts/translations.py` compiles; `scripts/translations.py collect` first brings the catalogue
to the texts of code and templates: new ones wait there for their English, gone ones leave.
"""

import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/kurslink"
CATALOGUE = PACKAGE / "locale/en/LC_MESSAGES/django.po"
KEYWORDS = DEFAULT_KEYWORDS | {
    "translate": None,  # how modules call gettext that need the lazy one as `_`
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
HEADER = "# The English of Kurslink; the msgids are the German texts of code and templates."

Text = str | tuple[str, ...]
"""A sentence, or singular and plural."""
Message = tuple[Text, str | None]
Place = tuple[str, int]


def texts_of_template(
    file: BinaryIO, keywords: Mapping[str, Any], tags: list[str], options: Any
) -> Iterator[tuple[Any, ...]]:
    """What a template says, for babel; Django knows the tags, and writes them as calls."""
    if not settings.configured:
        settings.configure()
    calls = templatize(file.read().decode())
    flush_left = "\n".join(line.strip() for line in calls.split("\n"))
    return extract_python(BytesIO(flush_left.encode()), keywords, tags, options)


METHODS: list[tuple[str, Any]] = [("**.py", "python"), ("**.html", texts_of_template)]


def used_messages() -> Iterator[tuple[Message, Place]]:
    """Each text with its context, and the module or template and line that say it."""
    found = extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS)
    for module, line, text, _comments, context in found:
        whole = text if isinstance(text, str) else tuple(text)
        yield (whole, context), (f"src/kurslink/{module}", line)


def read_catalogue() -> Catalog:
    """What is translated, as it stands in the repository."""
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="en", domain="django")


def collect() -> None:
    """Write the catalogue anew: the texts in use, with the English there is."""
    held = read_catalogue()
    fresh = Catalog("en", "django")
    for (text, context), place in used_messages():
        known = held.get(text, context)
        english = known.string if known and known.pluralizable == isinstance(text, tuple) else ""
        fresh.add(text, english, [place], context=context)
    write_catalogue(fresh)


def write_catalogue(fresh: Catalog) -> None:
    """Into the repository."""
    with CATALOGUE.open("wb") as stream:
        stream.write(f"{HEADER}\n\n".encode())
        # Neither dates nor lines: they would differ though no sentence did.
        write_po(stream, fresh, width=100, omit_header=True, include_lineno=False)


def compile_catalogue() -> None:
    """Write the file that gettext reads, beside the catalogue."""
    with CATALOGUE.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, read_catalogue())


if __name__ == "__main__":
    if sys.argv[1:] == ["collect"]:
        collect()
    compile_catalogue()
