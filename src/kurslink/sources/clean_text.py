"""Knows which characters of an office text are seen, and keeps only those."""

import unicodedata

# Cc control, Cf invisible (direction marks, zero width, byte order), Cs half of a pair.
_UNSEEN = {"Cc", "Cf", "Cs"}


def clean_text(text: str) -> str:
    """`text` in one line: no control, direction or zero-width characters, single blanks.

    What is shown is then what is sent; line ends of every kind become blanks.
    """
    if not text.isprintable():
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return " ".join(text.split())
