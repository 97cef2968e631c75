"""Calendar files, read back with icalendar and dateutil."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dateutil.tz import tzical
from icalendar import Calendar

from kurslink.sources.calendar_writer import ZONE, CalendarDay, write_calendar

WRITTEN_AT = datetime(2026, 8, 20, 10, 0, tzinfo=UTC)


def a_day(**fields: Any) -> CalendarDay:
    values: dict[str, Any] = {
        "uid": "kurstag-1@x",
        "sequence": 3,
        "begin": datetime(2026, 9, 2, 18, 0, tzinfo=ZONE),
        "minutes": 90,
        "summary": "Englisch; B1, abends",
    }
    return CalendarDay(**values | fields)


def written(*days: CalendarDay) -> bytes:
    return write_calendar("Herbst", days, written_at=WRITTEN_AT)


def events(file: bytes) -> list[Any]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def test_an_event_says_what_a_day_is() -> None:
    link = "https://zoom.example/j/1?pwd=a,b"
    (event,) = events(written(a_day(url=link, description=f"Link: {link}\nx;y", location="Raum 1")))
    assert (event["uid"], event["sequence"], event["status"]) == ("kurstag-1@x", 3, "CONFIRMED")
    assert event["summary"] == "Englisch; B1, abends"
    assert (event["url"], event["location"]) == (link, "Raum 1")
    assert event["description"] == f"Link: {link}\nx;y"
    assert event["dtstart"].dt == datetime(2026, 9, 2, 18, 0, tzinfo=ZONE)
    assert event["dtend"].dt == datetime(2026, 9, 2, 19, 30, tzinfo=ZONE)
    assert event["dtstamp"].dt == WRITTEN_AT


def test_a_cancelled_day_stays_with_its_status() -> None:
    kept, cancelled = events(written(a_day(), a_day(uid="kurstag-2@x", is_cancelled=True)))
    assert (kept["status"], cancelled["status"]) == ("CONFIRMED", "CANCELLED")


def test_an_hour_elsewhere_is_written_in_german_time() -> None:
    (event,) = events(written(a_day(begin=datetime(2026, 9, 2, 16, 0, tzinfo=UTC))))
    assert event["dtstart"].dt == datetime(2026, 9, 2, 18, 0, tzinfo=ZONE)


def test_a_day_without_hours_is_a_whole_day() -> None:
    (event,) = events(written(a_day(begin=date(2026, 9, 2), minutes=0)))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 9, 2), date(2026, 9, 3))


def test_what_is_empty_is_not_written() -> None:
    assert {"URL", "LOCATION", "DESCRIPTION"} & set(events(written(a_day()))[0]) == set()


def test_the_file_carries_its_time_zone_and_publishes() -> None:
    calendar = Calendar.from_ical(written(a_day()))
    assert (calendar["method"], calendar["x-wr-calname"]) == ("PUBLISH", "Herbst")
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert b"DTSTART;TZID=Europe/Berlin:20260902T180000" in written(a_day())


def test_the_time_zone_written_is_the_one_of_germany() -> None:
    zone = tzical(io.StringIO(written(a_day()).decode())).get("Europe/Berlin")
    hour = datetime(2026, 1, 1, tzinfo=UTC)
    while hour.year < 2028:
        local = hour.astimezone(ZONE)
        if hour == local.astimezone(UTC) and not local.fold:
            naive = local.replace(tzinfo=None)
            assert naive.replace(tzinfo=zone).utcoffset() == local.utcoffset(), naive
        hour += timedelta(hours=1)


def test_no_line_is_longer_than_the_standard_allows() -> None:
    lines = written(a_day(summary="ü" * 300)).split(b"\r\n")
    assert max(map(len, lines)) <= 75
