"""`kurslink withdraw`: deletes a course's meeting at Zoom, or only detaches it."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, InSemester, Lang, office
from kurslink.cli.output import print_json
from kurslink.cli.own_order import work_on
from kurslink.models import Course, Meeting, MeetingState, Order, OrderKind
from kurslink.services import clock
from kurslink.services.detach_meeting import detach_meeting
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.find_course import get_course
from kurslink.services.place_order import place_order
from kurslink.services.rights import SHELL


def withdraw(
    number: Annotated[str, typer.Argument(help="Kursnummer.")],
    *,
    detach: Annotated[
        bool, typer.Option("--detach", help="Nur lösen: Das Meeting bleibt in Zoom bestehen.")
    ] = False,
    semester: InSemester = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Löscht das Meeting eines Kurses in Zoom; der Link wird ungültig."""
    with office(as_json=as_json, language=language):
        course = get_course(number, semester_code=semester)
        if detach:
            meeting = detach_meeting(course, actor=SHELL, clock=clock.now)
        else:
            meeting = _withdrawn(course)
        if as_json:
            print_json(
                {
                    "number": course.number,
                    "semester": course.semester.code,
                    "status": "detached" if detach else "withdrawn",
                    "meeting_id": str(meeting.zoom_meeting_id or "") or None,
                }
            )
        elif detach:
            sentence = _("{number}: Das Meeting ist gelöst; in Zoom besteht es weiter.")
            typer.echo(sentence.format(number=course.number))
        else:
            sentence = _("{number}: Das Meeting ist gelöscht, der Link ungültig.")
            typer.echo(sentence.format(number=course.number))


def _withdrawn(course: Course) -> Meeting:
    order = place_order(course, actor=SHELL, now=clock.now(), kind=OrderKind.WITHDRAW)
    done = work_on(order)
    if isinstance(done, Order):  # a worker was faster
        latest = course.meetings.order_by("generation").last()
        if latest is None or latest.state != MeetingState.DELETED:
            raise Busy(course=course.number)
        return latest
    if done.error or done.meeting is None:
        raise done.error or Refusal(RefusalCode.NO_MEETING, number=course.number)
    return done.meeting
