"""Knows the English for what the commands say: collects the sentences and compiles the catalogue.

`scripts/translations.py` compiles; `scripts/translations.py collect` first brings the catalogue
to the sentences of the code: new ones wait there for their English, gone ones leave.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/kurslink"
CATALOGUE = PACKAGE / "locale/en/LC_MESSAGES/django.po"
SPOKEN = ("cli", "models", "services")  # the pages speak German only
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "pgettext_lazy": ((1, "c"), 2)}
HEADER = "# English for what the commands say; the msgids are the German sentences of the code."

Message = tuple[str, str | None]
Place = tuple[str, int]


def used_messages() -> Iterator[tuple[Message, Place]]:
    """Each sentence of the code with its context, and the module and line that say it."""
    for folder in SPOKEN:
        found = extract_from_dir(PACKAGE / folder, [("**.py", "python")], keywords=KEYWORDS)
        for module, line, text, _comments, context in found:
            yield (str(text), context), (f"src/kurslink/{folder}/{module}", line)


def read_catalogue() -> Catalog:
    """What is translated, as it stands in the repository."""
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="en", domain="django")


def collect() -> None:
    """Write the catalogue anew: the sentences of the code, with the English there is."""
    held = read_catalogue()
    fresh = Catalog("en", "django")
    for (text, context), place in used_messages():
        known = held.get(text, context)
        english = known.string if known else ""
        fresh.add(text, english, [place], context=context)
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
