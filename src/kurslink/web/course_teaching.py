"""„Dozenten" of a course: who teaches it, changed by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as translate

from kurslink.models import Instructor
from kurslink.services.course_instructors import add_to_course, remove_from_course
from kurslink.services.find_people import find_people
from kurslink.services.rights import Right
from kurslink.web.course_page import CoursePage
from kurslink.web.row_keys import find_key

_MOST_FOUND = 20


class CourseInstructors(CoursePage):
    """Who teaches the course, and a search for who shall."""

    tab = "course"
    right = Right.EDIT

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Those of the course, and those the words of the search fit."""
        text = request.GET.get("q", "").strip()
        teaching = list(self.course.instructors.all())
        others = Instructor.objects.exclude(pk__in=[each.pk for each in teaching])
        context = {
            "text": text,
            "teaching": teaching,
            "found": find_people(others, text)[:_MOST_FOUND] if text else (),
        }
        return self.draw(request, "course/instructors.html", context)

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Add or remove the person whose button was pressed."""
        is_added = "add" in request.POST
        key = request.POST.get("add" if is_added else "remove", "")
        person = get_object_or_404(Instructor, pk=find_key(key))
        change = add_to_course if is_added else remove_from_course
        change(self.course, person, actor=self.actor)
        said = (
            translate("%(name)s unterrichtet jetzt diesen Kurs.")
            if is_added
            else translate("%(name)s unterrichtet diesen Kurs nicht mehr.")
        )
        messages.success(request, said % {"name": person})
        return redirect("course_instructors", self.course.pk)
