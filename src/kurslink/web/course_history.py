"""The tab „Verlauf" of a course."""

from django.http import HttpRequest, HttpResponse

from kurslink.services.course_history import course_history
from kurslink.web.course_page import CoursePage


class CourseHistory(CoursePage):
    """What was wanted and done, newest first; nothing here can be changed."""

    tab = "course_history"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The lines."""
        lines = course_history(self.course, actor=self.actor)
        return self.draw(request, "course/history.html", {"lines": lines})
