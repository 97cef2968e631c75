"""Zoom's pages: a size, a number of rows, and a token for the next page that lives 15 minutes."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from kurslink.simulator import errors

TOKEN_LIFE = timedelta(minutes=15)
DEFAULT_SIZE = 30


def page(
    rows: Sequence[Any], query: Mapping[str, str], *, name: str, largest: int, now: datetime
) -> dict[str, Any]:
    """One page of ``rows`` under ``name``; ``next_page_token`` is empty on the last one."""
    size = _number(query, "page_size", default=DEFAULT_SIZE, largest=largest)
    first = _first_row(query, size, now)
    following = first + size
    return {
        "page_count": -(-len(rows) // size),
        "page_number": first // size + 1,
        "page_size": size,
        "total_records": len(rows),
        "next_page_token": _token(following, now) if following < len(rows) else "",
        name: list(rows[first:following]),
    }


def _first_row(query: Mapping[str, str], size: int, now: datetime) -> int:
    if token := query.get("next_page_token"):
        return _row_of(token, now)
    return (_number(query, "page_number", default=1, largest=10_000) - 1) * size


def _number(query: Mapping[str, str], name: str, *, default: int, largest: int) -> int:
    text = query.get(name) or str(default)
    is_number = text.isdecimal() and len(text) <= len(str(largest))
    if not is_number or not 1 <= int(text) <= largest:
        raise errors.invalid_parameter(name)
    return int(text)


def _token(row: int, now: datetime) -> str:
    expires = int((now + TOKEN_LIFE).timestamp())
    return base64.urlsafe_b64encode(f"{row}:{expires}".encode()).decode()


def _row_of(token: str, now: datetime) -> int:
    try:
        row, expires = map(int, base64.urlsafe_b64decode(token).split(b":"))
    except (binascii.Error, ValueError) as error:
        raise errors.page_token_invalid() from error
    if expires < now.timestamp():
        raise errors.page_token_invalid()
    return row
