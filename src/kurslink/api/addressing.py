"""How addresses name courses, and how lists are paged."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated

from ninja import Path

from kurslink.api.problems import Problem
from kurslink.models import Course
from kurslink.services.course_reference import CourseReference, get_meant
from kurslink.services.rights import Actor, Right
from kurslink.sources.clean_text import clean_text

BY_EXTERNAL_ID, BY_ID = "by-external-id", "by-id"
_MOST_DIGITS = 18

SemesterInPath = Annotated[
    str,
    Path(
        description=f"Semester code; or `{BY_EXTERNAL_ID}`, then `number` is your external id; or "
        f"`{BY_ID}`, then it is our id.",
        max_length=40,
        examples=["262"],
    ),
]
NumberInPath = Annotated[
    str,
    Path(description="Course number, whatever its case.", max_length=100, examples=["262-4107"]),
]


def reference_of(semester: str, number: str) -> CourseReference:
    """The course an address means."""
    if semester == BY_EXTERNAL_ID:
        return CourseReference(external_id=number)
    if semester == BY_ID:
        is_id = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
        return CourseReference(course_id=int(number) if is_id else 0)
    return CourseReference(semester=clean_text(semester), number=clean_text(number))


def course_at(semester: str, number: str, *, actor: Actor) -> Course:
    """The course of an address, in full. Raises Refusal."""
    actor.require(Right.VIEW)
    return get_meant(reference_of(semester, number))


def cursor_after(key: int) -> str:
    """Where the page after the row `key` begins."""
    return urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def key_before(cursor: str) -> int:
    """The row before the page of `cursor`; 0 for the first. Raises Problem."""
    if not cursor:
        return 0
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        raise Problem("cursor_invalid") from None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise Problem("cursor_invalid")
    return int(text)
