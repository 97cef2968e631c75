"""Reads which meeting somebody means, from a number or a link as people copy it."""

import re

from kurslink.services.errors import Refusal, RefusalCode

_IN_A_LINK = re.compile(r"^https?://[^\s/]+/(?:j|s)/(\d{9,12})(?:[/?#]\S*)?$", re.IGNORECASE)
_GROUPED = re.compile(r"^\d[\d\s-]*$")
_LENGTHS = range(9, 13)  # digits of a meeting ID


def read_meeting_number(text: str) -> int:
    """The meeting ID in „830 1964 2761", plain digits or …/j/83019642761?pwd=….

    Raises Refusal(MEETING_NUMBER_UNREADABLE); its data name the field as `attribute`.
    """
    wanted = text.strip()
    link = _IN_A_LINK.match(wanted)
    digits = link[1] if link else re.sub(r"[\s-]", "", wanted) if _GROUPED.match(wanted) else ""
    if len(digits) not in _LENGTHS or not digits.isascii():
        raise Refusal(RefusalCode.MEETING_NUMBER_UNREADABLE, text=wanted, attribute="meeting")
    return int(digits)
