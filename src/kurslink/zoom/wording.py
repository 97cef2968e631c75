"""Zoom's words, made safe to show: no links, no tokens, never longer than a paragraph."""

import re

LONGEST = 300
HIDDEN = "[…]"

_SECRETS = re.compile(
    r"""
      [a-z][a-z0-9+.-]*://\S+          # links: a start link signs its reader in as the host
    | \bbearer\s+[^\s,;"']+            # what stands behind the word in an Authorization header
    | \bbasic\s+[a-z0-9+/]{20,}={0,2}
    | \beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)? # JSON web tokens, Zoom's access tokens among them
    | (?-i:\b(?![a-z_]+\b)[\w-]{32,})  # client secrets and the like; field names are long too
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def cleaned(text: str) -> str:
    """Return at most 300 characters of `text` on one line, links and tokens hidden.

    A structured text (JSON, XML, HTML) says nothing to a person and may carry anything: it is
    dropped whole.
    """
    line = " ".join(text.split())
    if line.startswith(("{", "[", "<")):
        return ""
    line = _SECRETS.sub(HIDDEN, line)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
