"""The numbers of rows as addresses and forms name them; anything else names no row."""

from collections.abc import Iterable

_DIGITS = 9  # more than any row of ours has, and no fault of the database


def find_key(text: str) -> int | None:
    """The number of a row as an address or a button names it; None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None


def keys_in(texts: Iterable[str]) -> list[int]:
    """The numbers among `texts`, in their order."""
    return [key for text in texts if (key := find_key(text)) is not None]
