"""What became of each course of a file, and all of them together: shared by every format."""

from collections.abc import Iterable
from dataclasses import dataclass

from kurslink.sources.course_rows import CourseFile, CourseRow, Rejection, SourceWarning
from kurslink.sources.errors import FileTooLarge
from kurslink.sources.remarks import Remarks

MAX_COURSES = 30_000
"""Far more than any office plans at a time; this bounds what one upload can hold in memory."""


@dataclass(frozen=True, slots=True)
class CourseReading:
    """What became of one course: the row, or rejections; warnings in both cases."""

    course: CourseRow | None
    warnings: tuple[SourceWarning, ...]
    rejections: tuple[Rejection, ...]

    @classmethod
    def of(cls, course: CourseRow, remarks: Remarks) -> "CourseReading":
        """One unreadable day keeps the course out as a whole.

        Left out, the day would look like one that was cancelled, and would be taken from a
        meeting that people have in their calendars.
        """
        return cls(
            None if remarks.refusals else course,
            tuple(remarks.warnings),
            remarks.rejections(course.number[:40], course.semester_code),
        )


def gather(readings: Iterable[CourseReading]) -> CourseFile:
    """Courses in the order of the file, rejections by line. Raises FileTooLarge."""
    courses: list[CourseRow] = []
    warnings: list[SourceWarning] = []
    rejected: list[Rejection] = []
    for count, reading in enumerate(readings, start=1):
        if count > MAX_COURSES:
            raise FileTooLarge(limit=MAX_COURSES)
        if reading.course is not None:
            courses.append(reading.course)
        warnings.extend(reading.warnings)
        rejected.extend(reading.rejections)
    rejected.sort(key=lambda each: each.line)
    return CourseFile(tuple(courses), tuple(warnings), tuple(rejected))
