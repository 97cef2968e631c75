"""Button „Info": course and Zoom side by side, field by field and day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kurslink.models import MeetingKind
from kurslink.planning.days import Day
from kurslink.planning.differences import Differs, Extra, Missing, Row, Same
from kurslink.planning.wall_clock import from_utc
from kurslink.services import clock
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.inspect_meeting import Inspection, inspect_meeting
from kurslink.services.rights import Right
from kurslink.services.transfer.field_differences import Field
from kurslink.web.course_page import CoursePage
from kurslink.web.drift_words import drift_lines
from kurslink.web.field_names import FIELD_NAMES
from kurslink.web.page import PATIENCE


@dataclass(frozen=True)
class InfoLine:
    """One field on both sides."""

    name: str | Promise
    here: str
    at_zoom: str

    @property
    def is_same(self) -> bool:
        """Whether both sides say the same."""
        return self.here.casefold() == self.at_zoom.casefold()


@dataclass(frozen=True)
class DayPair:
    """One date on both sides; None where a side has nothing."""

    here: Day | None
    at_zoom: Day | None
    local_now: datetime

    @property
    def is_same(self) -> bool:
        """Whether both sides say the same."""
        return self.here == self.at_zoom

    @property
    def is_over(self) -> bool:
        """A day that is over is no longer sent, and need not be in Zoom."""
        return self.at_zoom is None and self.here is not None and self.here.start <= self.local_now


class MeetingInfo(CoursePage):
    """Reads the meeting from Zoom and changes nothing there."""

    tab = "online_details"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Both sides, as of now."""
        now = clock.now()
        may_edit = self.actor.may(Right.EDIT)
        inspection = inspect_meeting(self.course, actor=self.actor, now=now, budget=PATIENCE)
        context = {
            "asked_at": now,
            "lines": list(_lines(inspection, with_passcode=may_edit)),
            "pairs": [_pair(row, from_utc(now, time_zone())) for row in inspection.day_rows],
            "at_zoom": inspection.at_zoom,
            "drift_lines": drift_lines(inspection.drift, with_passcode=may_edit),
        }
        return self.draw(request, "transfer/info.html", context)


def _lines(inspection: Inspection, *, with_passcode: bool) -> Iterator[InfoLine]:
    meeting, zoom, wanted = inspection.meeting, inspection.at_zoom, inspection.wanted
    yield InfoLine(FIELD_NAMES[Field.TOPIC], wanted.topic if wanted else meeting.topic, zoom.topic)
    host = wanted.host.email if wanted else meeting.host.email
    yield InfoLine(FIELD_NAMES[Field.HOST], host, zoom.host_email)
    alternatives = wanted.alternatives if wanted else zoom.alternatives
    yield InfoLine(
        FIELD_NAMES[Field.ALTERNATIVES], "; ".join(alternatives), "; ".join(zoom.alternatives)
    )
    yield InfoLine(_("Typ"), *_kinds(inspection))
    yield InfoLine(FIELD_NAMES[Field.LINK], meeting.join_url, zoom.join_url)
    yield InfoLine(_("Meeting-ID"), str(meeting.zoom_meeting_id), str(zoom.meeting_id))
    if with_passcode:
        yield InfoLine(FIELD_NAMES[Field.PASSCODE], meeting.passcode, zoom.passcode)


def _kinds(inspection: Inspection) -> tuple[str, str]:
    """What the meeting would be now, and what it is: a course may have shrunk to one day."""
    held = inspection.at_zoom.kind
    wanted = inspection.wanted.kind if inspection.wanted else held
    return str(MeetingKind(wanted.value).label), str(MeetingKind(held.value).label)


def _pair(row: Row, local_now: datetime) -> DayPair:
    match row:
        case Same(day):
            return DayPair(day, day, local_now)
        case Differs(wanted, held):
            return DayPair(wanted, held, local_now)
        case Missing(day):
            return DayPair(day, None, local_now)
        case Extra(day):
            return DayPair(None, day, local_now)
