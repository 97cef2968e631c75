"""The list „Meetings ohne Kurs": what is on it, and what each of them is to us."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from kurslink.models import Course, ForeignMeeting, MeetingState
from kurslink.models.search import with_every_word
from kurslink.services.foreign.origins import Origin, origins_of


class Standing(StrEnum):
    """Where a meeting without a course comes from, as far as it is proven."""

    FOREIGN = "foreign"
    DETACHED = "detached"
    DELETED = "deleted"
    SECOND = "second"
    LOST = "lost"


@dataclass(frozen=True)
class ForeignLine:
    """One line; `course` is the one it was made for, None if others made it."""

    meeting: ForeignMeeting
    standing: Standing
    course: Course | None

    @property
    def is_ours(self) -> bool:
        """Whether we made it, so that we may delete it."""
        return self.standing is not Standing.FOREIGN


def foreign_meetings(*, ignored: bool) -> QuerySet[ForeignMeeting]:
    """Those to be looked at, or those somebody chose to ignore."""
    rows = ForeignMeeting.objects.filter(account__deleted_at=None, ignored_at__isnull=not ignored)
    return rows.select_related("account", "host")


def find_foreign(rows: QuerySet[ForeignMeeting], text: str) -> QuerySet[ForeignMeeting]:
    """Those of `rows` in whose topic, host or meeting ID every word of `text` occurs."""
    return with_every_word(rows, text, "topic", "host__email", "zoom_meeting_id")


def lines_of(rows: Iterable[ForeignMeeting]) -> list[ForeignLine]:
    """The rows with their origin, in the same order."""
    listed = list(rows)
    origins = origins_of({row.marker for row in listed if row.marker})
    return [_line(row, origins.get(row.marker)) for row in listed]


def _line(meeting: ForeignMeeting, origin: Origin | None) -> ForeignLine:
    if origin is None:
        return ForeignLine(meeting, Standing.FOREIGN, None)
    return ForeignLine(meeting, _standing(meeting, origin), origin.course)


def _standing(meeting: ForeignMeeting, origin: Origin) -> Standing:
    row = origin.row
    if row is None:
        return Standing.LOST
    if row.zoom_meeting_id != meeting.zoom_meeting_id:
        return Standing.SECOND
    return Standing.DELETED if row.state == MeetingState.DELETED else Standing.DETACHED
