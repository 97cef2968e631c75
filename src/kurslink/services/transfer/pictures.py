"""A meeting three times over: as we know it, as the course wants it, as Zoom holds it now."""

from contextlib import suppress
from datetime import datetime

from kurslink.models import Course, Meeting, MeetingKind
from kurslink.planning.days import Day
from kurslink.planning.foreign_changes import KeyedDay
from kurslink.planning.plan import Kind
from kurslink.planning.wall_clock import from_utc
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal
from kurslink.services.meeting_profile import profile_of
from kurslink.services.transfer.at_zoom import MeetingAtZoom
from kurslink.services.transfer.course_schedule import schedule_of
from kurslink.services.transfer.course_topic import topic_of
from kurslink.services.transfer.drift import KIND, WITH_DATES, WITHOUT_DATES, Picture, Value
from kurslink.services.transfer.field_differences import Field
from kurslink.services.transfer.meeting_settings import NAMES_SENT, wanted_settings


def known_picture(meeting: Meeting, *, now: datetime) -> Picture:
    """What Zoom last told us of `meeting`, or we told Zoom."""
    zone = time_zone()
    fields: dict[str, Value] = {
        Field.TOPIC.value: meeting.topic,
        Field.HOST.value: meeting.host.email.casefold(),
        Field.ALTERNATIVES.value: _joined(meeting.alternatives),
        Field.LINK.value: meeting.join_url,
        Field.PASSCODE.value: meeting.passcode,
        KIND: _kind(is_without_dates=meeting.kind == MeetingKind.NO_FIXED_TIME),
    }
    days = tuple(
        KeyedDay(one.occurrence_id, Day(from_utc(one.starts_at, zone), one.duration))
        for one in meeting.occurrences.all()
        if one.starts_at > now
    )
    return Picture(fields | meeting.settings, days)


def held_picture(at_zoom: MeetingAtZoom, *, now: datetime) -> Picture:
    """What Zoom holds now; without the host if its answer names none."""
    fields: dict[str, Value] = {
        Field.TOPIC.value: at_zoom.topic,
        Field.ALTERNATIVES.value: _joined(at_zoom.alternatives),
        Field.LINK.value: at_zoom.join_url,
        Field.PASSCODE.value: at_zoom.passcode,
        KIND: _kind(is_without_dates=at_zoom.kind is Kind.NO_FIXED_TIME),
    }
    if at_zoom.host_email:
        fields[Field.HOST.value] = at_zoom.host_email
    days = tuple(KeyedDay(one.occurrence_id, one.day) for one in at_zoom.upcoming(now))
    return Picture(fields | dict(at_zoom.settings), days)


def wanted_picture(course: Course, meeting: Meeting, *, now: datetime) -> Picture:
    """What the course says, as far as it says it: one that cannot be sent now is compared too.

    Link and passcode are Zoom's: the course wants those it knows.
    """
    account, details = meeting.host.account, course.online
    days = schedule_of(course, now=now, zone=time_zone()).chosen
    users = [user for user in details.alternatives.all() if user.pk != details.host_id]
    fields: dict[str, Value] = {
        Field.ALTERNATIVES.value: _joined([user.email for user in users]),
        KIND: _kind(is_without_dates=len(days) > account.max_occurrences),
    }
    if details.host is not None:
        fields[Field.HOST.value] = details.host.email.casefold()
    with suppress(Refusal):  # an unknown variable in the template: there is no topic to compare
        fields[Field.TOPIC.value] = topic_of(course, account.topic_template)
    settings = dict(wanted_settings(profile_of(account)))
    return Picture(fields | settings, tuple(KeyedDay("", day) for day in days))


def is_as_wanted(wanted: Picture, held: Picture) -> bool:
    """Whether Zoom holds all that the office owns; settings are left to the account's locks."""
    names = (wanted.fields.keys() & held.fields.keys()) - set(NAMES_SENT)
    if any(wanted.fields[name] != held.fields[name] for name in names):
        return False
    same_days = {one.day for one in wanted.days} == {one.day for one in held.days}
    return same_days or held.fields[KIND] == WITHOUT_DATES


def _joined(addresses: list[str] | tuple[str, ...]) -> str:
    return "; ".join(sorted(address.casefold() for address in addresses))


def _kind(*, is_without_dates: bool) -> str:
    return WITHOUT_DATES if is_without_dates else WITH_DATES
