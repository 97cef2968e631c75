"""The marker by which a meeting at Zoom can be told to be ours, even if we lost its row."""

import base64
import re
from collections.abc import Callable

from django.utils.crypto import salted_hmac

from kurslink.models import Course, Institution

_PREFIX = "KL-"
_BYTES = 12  # 96 bits: cannot be guessed, still short enough to read out
_AT_THE_START = re.compile(r"Ref\. (KL-[A-Z2-7]{20})(?![A-Z2-7])")


def marker_for(course: Course, *, part: int, generation: int) -> str:
    """The marker of a course's meeting: the same for the same course, part and generation.

    It contains no personal data and cannot be made by anyone without our secret key.
    """
    return marker_maker()(course.pk, part, generation)


def marker_maker() -> Callable[[int, int, int], str]:
    """Make the markers of many courses, given key, part and generation; our key is read once."""
    instance_id = Institution.load().instance_id
    keyed = salted_hmac("kurslink.meeting", "", algorithm="sha256")

    def make(course_id: int, part: int, generation: int) -> str:
        code = keyed.copy()
        code.update(f"{instance_id}/{course_id}/{part}/{generation}".encode())
        return _PREFIX + base64.b32encode(code.digest()[:_BYTES]).decode().rstrip("=")

    return make


def agenda_with(marker: str) -> str:
    """The agenda sent to Zoom: the marker stands first, within what lists return of it."""
    return f"Ref. {marker}"


def has_marker(agenda: str, marker: str) -> bool:
    """Whether a meeting with this agenda is the one we mean."""
    return agenda.startswith(agenda_with(marker))


def marker_in(agenda: str) -> str:
    """What looks like a marker of ours at the start of an agenda, to be verified; empty if none."""
    found = _AT_THE_START.match(agenda)
    return found[1] if found else ""
