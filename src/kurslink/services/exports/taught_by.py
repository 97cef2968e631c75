"""Knows which courses a person teaches, as a whole or on single days."""

from django.db.models import Q, QuerySet

from kurslink.models import Course, Instructor


def taught_by(courses: "QuerySet[Course]", instructor: Instructor) -> "QuerySet[Course]":
    """By keys: joins would give a course once for each of its days."""
    of_courses = Q(pk__in=instructor.courses.values("pk"))
    of_days = Q(pk__in=instructor.days.values("course"))
    return courses.filter(of_courses | of_days)
