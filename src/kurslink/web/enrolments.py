"""The tab „Belegung" of a course: who is enrolled."""

from django.http import HttpRequest, HttpResponse

from kurslink.models import EnrolmentStatus
from kurslink.web.course_page import CoursePage
from kurslink.web.day_words import words_for_enrolment


class Enrolments(CoursePage):
    """Everybody who is, was or wants to be in the course."""

    tab = "enrolments"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The list in order of name, and whether the administration counts differently."""
        enrolments = list(self.course.enrolments.select_related("participant", "registrant"))
        taken = sum(each.has_place for each in enrolments)
        said = self.course.enrolled
        context = {
            "enrolments": [(each, words_for_enrolment(each)) for each in enrolments],
            "taken": taken,
            "waiting": sum(each.status == EnrolmentStatus.WAITING for each in enrolments),
            "said": said if said is not None and said != taken else None,
        }
        return self.draw(request, "course/enrolments.html", context)
