"""Builders for people in courses."""

from typing import Any

from kurslink.models import Course, Enrolment, Participant


def make_participant(last_name: str = "Müller", **fields: Any) -> Participant:
    values = {"salutation": "Frau", "first_name": "Anna", "email": "anna@example.org"} | fields
    return Participant.objects.create(last_name=last_name, **values)


def enrol(course: Course, person: Participant | None = None, **fields: Any) -> Enrolment:
    return Enrolment.objects.create(
        course=course, participant=person or make_participant(), **fields
    )
