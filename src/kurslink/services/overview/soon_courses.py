"""A course that begins soon, as the sections of the overview name it."""

from dataclasses import dataclass
from datetime import date

from kurslink.models import Course


@dataclass(frozen=True)
class SoonCourse:
    """`count`: how many people are concerned, where a section is about people."""

    course: Course
    on: date | None
    count: int = 0
