"""Knows what a single e-mail address looks like."""

import re

_LONGEST = 254  # RFC 5321: what fits into a mail's envelope
# No quoted local parts, no leading hyphen (read as an option by mail programs), no lists.
_ADDRESS = re.compile(
    r"(?!-)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}"
)


def is_email_address(text: str) -> bool:
    """Whether `text` is exactly one address we would write to; umlauts in the domain are fine."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None
