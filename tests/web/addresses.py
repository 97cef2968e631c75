"""Every address of Kurslink, found by its name; also those of signing in."""

from collections.abc import Iterator, Sequence
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kurslink.models import Course

_REGULAR = {"uidb36": "1", "key": "abc-def"}  # of the one address that is a regular expression


@cache
def patterns() -> dict[str, URLPattern]:
    """What can be asked for, by name; every name is there once."""
    found = list(_walk(get_resolver().url_patterns))
    named = {str(each.name): each for each in found}
    assert len(named) == len(found)
    return named


def _walk(entries: Sequence[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in entries:
        if isinstance(each, URLPattern):
            yield each
        elif each.app_name != "ninja":  # of programs: tests/api/test_who_may_call.py
            yield from _walk(each.url_patterns)


def address(name: str, course: Course) -> str:
    """Where `name` is, for things that need not exist, and for `course`."""
    keys = {
        "course_id": course.pk,
        "day_id": course.days.all()[0].pk,
        "account_id": 1,
        "software_id": 1,
        "foreign_id": 1,
        "batch_id": 1,
        "enrolment_id": 1,
        "template_id": 1,
        "user_id": 1,
        "participant_id": 1,
        "instructor_id": 1,
        "kind": "dozenten",
        "pk": 1,
        "token": "abc",
        "provider_id": "openid",
        "area": "change",
        "audience": "instructors",
        "mail_id": 1,
        "person_id": 1,
        "token_id": 1,
        "webhook_id": 1,
        "chapter": "meeting",
        "status": "enrolled",
    }
    wanted = patterns()[name].pattern
    regular = getattr(getattr(wanted, "regex", None), "groupindex", {})
    if set(regular) == set(_REGULAR):
        return reverse(name, kwargs=_REGULAR)
    return reverse(name, kwargs={key: keys[key] for key in wanted.converters})
