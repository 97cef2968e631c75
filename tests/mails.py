"""Builders for courses whose access data can be sent."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.test import override_settings
from pytest_django import Settings

from kurslink.mail.server import parse_server
from kurslink.models import Course, Institution, Instructor
from tests.course_office import Span, make_course, weekly
from tests.outbox import may_send

FIRST = date(2026, 9, 2)
NO_SERVER = parse_server("smtp://127.0.0.1:9")
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


def make_institution() -> None:
    """An office that may send, and whose mails name a contact."""
    may_send()
    Institution.objects.update(
        short_name="VHS", name="Musterstadt", contact_phone="0911 0", contact_email="k@vhs.example"
    )


def make_ready(settings: Settings) -> None:
    """Such an office, and a mail server that is set although nothing is sent to it.

    For fixtures: what they change is taken back in the same order as what the test changes.
    """
    make_institution()
    settings.KURSLINK_MAIL_SERVER = NO_SERVER


@contextmanager
def ready_to_send() -> Iterator[None]:
    """The same for some lines of a test."""
    make_institution()
    with override_settings(KURSLINK_MAIL_SERVER=NO_SERVER):
        yield
