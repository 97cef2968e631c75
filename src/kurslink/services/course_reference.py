"""The names by which a program can mean a course."""

from dataclasses import dataclass

from django.db.models import Q

from kurslink.models import Course
from kurslink.models.course import CourseQuerySet
from kurslink.services.errors import Refusal, RefusalCode


@dataclass(frozen=True, kw_only=True)
class CourseReference:
    """Either semester and number, or what the program itself calls the course, or our id."""

    semester: str = ""
    number: str = ""
    external_id: str = ""
    course_id: int | None = None

    @property
    def condition(self) -> Q:
        """What is true of the course that is meant, and of no other."""
        if self.course_id is not None:
            return Q(pk=self.course_id)
        if self.external_id:
            return Q(external_id=self.external_id)
        return Q(semester__code=self.semester, number__iexact=self.number)

    def __str__(self) -> str:
        return self.external_id or self.number or str(self.course_id)


def courses_in_full() -> CourseQuerySet:
    """Courses with everything their JSON shape needs, in a fixed number of queries."""
    rows: CourseQuerySet = Course.objects.all()
    return rows.select_related(
        "semester", "online__software", "online__account", "online__host"
    ).prefetch_related("days", "instructors", "online__alternatives", "meetings__host")


def find_meant(reference: CourseReference, *, for_update: bool = False) -> Course | None:
    """The course that is meant; with `for_update` locked until the transaction ends."""
    courses = Course.objects.filter(reference.condition).select_related("semester")
    return (courses.select_for_update(of=("self",)) if for_update else courses).first()


def get_meant(reference: CourseReference) -> Course:
    """The course that is meant, in full. Raises Refusal."""
    course = courses_in_full().filter(reference.condition).first()
    if course is None:
        raise Refusal(RefusalCode.COURSE_UNKNOWN, number=str(reference))
    return course
