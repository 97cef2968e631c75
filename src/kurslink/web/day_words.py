"""How the state of a course day or an enrolment reads: an icon, and words that need no colour."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from kurslink.models import CourseDay, Enrolment, EnrolmentStatus
from kurslink.planning.days import Day
from kurslink.services.transfer.course_schedule import DayState
from kurslink.web.day_by_day import DayLine, LineState


class Words(NamedTuple):
    """Text with a symbol before it; `tone` colours the symbol."""

    tone: str
    symbol: str
    text: str | Promise


_TAKES_PLACE = Words("quiet", "calendar-today", _("findet statt"))
_LEFT_EXPORT = Words("quiet", "close", _("nicht mehr im Export"))
_OFF = {
    DayState.PAST: Words("quiet", "check", _("vorbei")),
    DayState.CANCELLED: Words("quiet", "close", _("entfällt")),
    DayState.LEFT_OUT: Words("quiet", "close", _("nicht für Zoom gewählt")),
    DayState.WITHOUT_TIME: Words("warning", "warning", _("ohne Uhrzeit")),
    DayState.NO_SUCH_TIME: Words("warning", "warning", _("Uhrzeit gibt es nicht")),
}
_LINES = {
    LineState.SAME: Words("success", "check", _("gleich")),
    LineState.PLANNED: Words("quiet", "", _("noch nicht")),
    LineState.MISSING: Words("warning", "warning", _("fehlt")),
}
_ENROLMENTS = {
    EnrolmentStatus.ENROLLED: Words("success", "check", EnrolmentStatus.ENROLLED.label),
    EnrolmentStatus.WAITING: Words("quiet", "calendar-today", EnrolmentStatus.WAITING.label),
    EnrolmentStatus.CANCELLED: Words("quiet", "close", EnrolmentStatus.CANCELLED.label),
}
_EXTRA = {
    DayState.CANCELLED: _("entfällt, noch %(span)s"),
    DayState.LEFT_OUT: _("nicht gewählt, noch %(span)s"),
}


def span(day: Day) -> str:
    """„18:00 – 19:30", at night „20:00 – 06:00 (+1 Tag)"; the spaces do not break."""
    times = f"{day.start:%H:%M}\u00a0–\u00a0{day.end:%H:%M}"
    if day.end.date() == day.start.date():
        return times
    return translate("%(times)s (+1\u00a0Tag)") % {"times": times}


def words_for_day(day: CourseDay, state: DayState) -> Words:
    """The state of a day on the „2. Seite"."""
    if day.missing_since is not None and not day.is_cancelled:
        return _LEFT_EXPORT
    return _OFF.get(state, _TAKES_PLACE)


def words_for_line(line: DayLine) -> Words:
    """What Zoom holds for a day, on the „3. Seite"."""
    if line.state is LineState.OFF and line.off is not None:
        return _OFF[line.off]
    if line.state in _LINES:
        return _LINES[line.state]
    held = span(line.at_zoom) if line.at_zoom else ""
    if line.state is LineState.DIFFERS:
        return Words("warning", "warning", held)
    reason = _EXTRA.get(line.off) if line.off else None
    sentence = str(reason) if reason else translate("kein Kurstag: %(span)s")
    return Words("warning", "warning", sentence % {"span": held})


def words_for_enrolment(enrolment: Enrolment) -> Words:
    """The status on the tab „Belegung"."""
    if enrolment.missing_since is not None and enrolment.status != EnrolmentStatus.CANCELLED:
        return _LEFT_EXPORT
    return _ENROLMENTS[EnrolmentStatus(enrolment.status)]
