"""Taking a course with a meeting out of Zoom: what happens to the meeting is asked first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from kurslink.models import Course
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.edit_online_details import OnlineValues, edit_online_details
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
) -> None:
    """Release the meeting, then store `values`, which edit_online_details refused before.

    Link, ID and passcode of the meeting go with it, unless `values` bring new ones. Raises
    Refusal, ZoomError; if Zoom fails nothing is stored.
    """
    actor.require(Right.EDIT)
    details = course.online
    former = (details.link, details.meeting_number, details.passcode)
    if release is Release.DELETE:
        withdraw_course(course, actor=actor, clock=clock)
    else:
        detach_meeting(course, actor=actor, clock=clock)
    if (values.link, values.meeting_number, values.passcode) == former:
        values = replace(values, link="", meeting_number="", passcode="")
    edit_online_details(course, actor=actor, now=clock(), values=values)
