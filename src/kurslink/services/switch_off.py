"""Taking a course with a meeting out of Zoom: what happens to the meeting is asked first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from kurslink.models import Course, OnlineDetails
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.edit_online_details import (
    OnlineValues,
    edit_online_details,
    values_of,
)
from kurslink.services.rights import Actor, Right
from kurslink.services.withdraw_course import withdraw_course


class Release(StrEnum):
    """The answers to the question of decision 13; the third, „abbrechen", calls nothing."""

    DELETE = "delete"
    DETACH = "detach"


def switch_off(
    course: Course,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    release: Release,
    values: OnlineValues,
    budget: float | None = None,
) -> None:
    """Release the meeting, then store `values`, which edit_online_details refused before.

    Link, ID and passcode of the meeting go with it, unless `values` bring new ones. `budget`:
    seconds a person waits for Zoom. Raises Refusal, ZoomError; if Zoom fails nothing is stored.
    """
    actor.require(Right.EDIT)
    former = values_of(OnlineDetails.objects.get(course=course))
    if release is Release.DELETE:
        withdraw_course(course, actor=actor, clock=clock, budget=budget)
    else:
        detach_meeting(course, actor=actor, clock=clock, budget=budget)
    edit_online_details(course, actor=actor, now=clock(), values=_without(former, values))


def _without(former: OnlineValues, values: OnlineValues) -> OnlineValues:
    """`values` with what came from Zoom cleared, unless something new was entered."""
    return replace(
        values,
        link=_unless(former.link, values.link),
        meeting_number=_unless(former.meeting_number, values.meeting_number),
        passcode=_unless(former.passcode, values.passcode),
    )


def _unless(former: str, value: str) -> str:
    return "" if value == former else value
