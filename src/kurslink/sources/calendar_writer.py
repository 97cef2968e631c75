"""Writes course days as an iCalendar file (RFC 5545): one event each, in German local time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

_ONE_DAY = timedelta(days=1)
# Written out: icalendar 7.3 makes a table in which summer begins an hour late.
_BERLIN = Timezone.from_ical(
    "\r\n".join(
        (
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Berlin",
            "BEGIN:DAYLIGHT",
            "TZNAME:CEST",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "DTSTART:19810329T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "TZNAME:CET",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "DTSTART:19961027T030000",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "END:STANDARD",
            "END:VTIMEZONE",
            "",
        )
    )
)
ZONE = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class CalendarDay:
    """One event. `begin` is aware, or a date if the hour is unknown.

    `uid` stays the same for ever, `sequence` rises whenever something changed.
    """

    uid: str
    sequence: int
    begin: datetime | date
    minutes: int
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    is_cancelled: bool = False


def write_calendar(name: str, days: Iterable[CalendarDay], *, written_at: datetime) -> bytes:
    """The file; `name` is what calendar programs call it, `written_at` is aware."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kurslink//Kurslink//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add_component(_BERLIN)
    for day in days:
        calendar.add_component(_event(day, written_at))
    return bytes(calendar.to_ical())


def _event(day: CalendarDay, written_at: datetime) -> Event:
    begin, end = _span(day)
    event = Event()
    event.add("uid", day.uid)
    event.add("sequence", day.sequence)
    event.add("dtstamp", written_at)
    event.add("dtstart", begin)
    event.add("dtend", end)
    event.add("summary", day.summary)
    event.add("status", "CANCELLED" if day.is_cancelled else "CONFIRMED")
    texts = {"description": day.description, "location": day.location, "url": day.url}
    for key, text in texts.items():
        if text:
            event.add(key, text)
    return event


def _span(day: CalendarDay) -> tuple[datetime, datetime] | tuple[date, date]:
    """Beginning and end; added on the wall clock, so that a change of clocks moves neither."""
    if not isinstance(day.begin, datetime):
        return day.begin, day.begin + _ONE_DAY
    end = day.begin + timedelta(minutes=day.minutes)
    return day.begin.astimezone(ZONE), end.astimezone(ZONE)
