"""„Kurs löschen": says what goes with it, and asks what becomes of its meeting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kurslink.services import clock
from kurslink.services.delete_course import delete_course
from kurslink.services.edit_online_details import is_attached
from kurslink.services.rights import Right
from kurslink.services.switch_off import Release
from kurslink.web.course_page import CoursePage
from kurslink.web.meeting_withdrawal import coming_dates
from kurslink.web.page import PATIENCE


class DeleteCourse(CoursePage):
    """Asks, then deletes."""

    tab = "course"
    right = Right.EDIT

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """What will be gone."""
        meeting = self.course.current_meeting()
        context = {
            "meeting": meeting if is_attached(meeting) else None,
            "coming": coming_dates(meeting) if meeting else 0,
            "enrolment_count": self.course.enrolments.count(),
            "past_meetings": self.course.meetings.count() - (meeting is not None),
        }
        return self.draw(request, "course/delete.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Delete the course, its meeting as the clerk decided."""
        chosen = request.POST.get("release", "")
        release = Release(chosen) if chosen in set(Release) else None
        number = self.course.number
        delete_course(
            self.course, actor=self.actor, clock=clock.now, release=release, budget=PATIENCE
        )
        messages.success(request, _("Der Kurs %(number)s ist gelöscht.") % {"number": number})
        return redirect("courses")
