"""Builders for courses whose access data can be sent."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.test import override_settings

from kurslink.mail.server import parse_server
from kurslink.models import Course, Institution, Instructor
from tests.course_office import Span, make_course, weekly

FIRST = date(2026, 9, 2)
LINK = "https://konferenz.example.org/r/englisch"


def make_ready_course(
    number: str = "262-4107", *, days: Sequence[Span] = (), **fields: Any
) -> Course:
    """An online course whose link the office entered by hand: nothing has to be asked of Zoom."""
    course = make_course(number, days=days or weekly(FIRST, 3), software="edudip", **fields)
    online = course.online
    online.link, online.passcode, online.moderator_code = LINK, "0815", "4711"
    online.save()
    return course


def make_instructor(course: Course, **fields: Any) -> Instructor:
    values = {"first_name": "Max", "last_name": "Beispiel", "email": "max@example.org"} | fields
    person = Instructor.objects.create(**values)
    course.instructors.add(person)
    return person


@contextmanager
def post_office() -> Iterator[None]:
    """A mail server that is set (nothing is sent to it), and an institution that may use it."""
    Institution.objects.update_or_create(
        pk=1,
        defaults={
            "name": "VHS Musterstadt",
            "short_name": "VHS",
            "sender_address": "kurse@vhs.example",
            "contact_phone": "0911 0",
            "contact_email": "kontakt@vhs.example",
        },
    )
    with override_settings(KURSLINK_MAIL_SERVER=parse_server("smtp://127.0.0.1:9")):
        yield
