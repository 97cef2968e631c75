"""What we ask Zoom for, in its words: the one place that turns plans into requests."""

from typing import TypedDict
from zoneinfo import ZoneInfo

from kurslink.planning.days import Day
from kurslink.planning.plan import Meeting as Shape
from kurslink.planning.plan import NoFixedTime, Recurring, Single
from kurslink.planning.series import Daily, Series
from kurslink.planning.wall_clock import to_utc
from kurslink.services.transfer.setting_values import Settings
from kurslink.services.transfer.steps import ChangeDetails
from kurslink.zoom.schemas import (
    MeetingChange,
    MeetingSettings,
    MeetingType,
    NewMeeting,
    OccurrenceChange,
    Recurrence,
)
from kurslink.zoom.schemas.wanted import LocalStart

_DAILY, _WEEKLY = 1, 2


class Schedule(TypedDict, total=False):
    """The fields of a request that say when a meeting takes place; they travel together."""

    type: MeetingType
    start_time: LocalStart
    duration: int
    timezone: str
    recurrence: Recurrence


def schedule_for(shape: Shape, zone: ZoneInfo) -> Schedule:
    """The schedule part of a request: local wall clock beside its time zone, never an end date."""
    match shape:
        case Single(day):
            return _timed(MeetingType.SCHEDULED, day, zone)
        case Recurring(series=series):
            first = Day(series.first, series.duration)
            timed = _timed(MeetingType.RECURRING, first, zone)
            return timed | {"recurrence": recurrence_for(series)}
        case NoFixedTime():
            return {"type": MeetingType.NO_FIXED_TIME}


def recurrence_for(series: Series) -> Recurrence:
    """Zoom's recurrence: type 1 daily or 2 weekly, weekdays counted from 1 = Sunday."""
    rule = series.rule
    if isinstance(rule, Daily):
        return Recurrence(type=_DAILY, repeat_interval=rule.interval, end_times=series.count)
    weekdays = sorted(weekday % 7 + 1 for weekday in rule.weekdays)
    return Recurrence(
        type=_WEEKLY,
        repeat_interval=rule.interval,
        weekly_days=",".join(map(str, weekdays)),
        end_times=series.count,
    )


def _timed(kind: MeetingType, day: Day, zone: ZoneInfo) -> Schedule:
    return {
        "type": kind,
        "start_time": day.start,
        "duration": day.duration,
        "timezone": zone.key,
    }


def new_meeting(
    shape: Shape,
    *,
    topic: str,
    agenda: str,
    passcode: str,
    alternatives: tuple[str, ...],
    settings: Settings,
    zone: ZoneInfo,
) -> NewMeeting:
    """The request that creates a meeting; it carries no data of participants."""
    return NewMeeting(
        topic=topic,
        agenda=agenda,
        password=passcode,
        settings=_settings(settings, alternatives or None),
        **schedule_for(shape, zone),
    )


def details_change(step: ChangeDetails) -> MeetingChange:
    """The request that changes what differs, and leaves the schedule alone."""
    settings = None
    if step.alternatives is not None or step.settings:
        settings = _settings(step.settings or {}, step.alternatives)
    return MeetingChange(topic=step.topic, agenda=step.agenda, settings=settings)


def _settings(settings: Settings, alternatives: tuple[str, ...] | None) -> MeetingSettings:
    hosts = None if alternatives is None else ";".join(alternatives)
    return MeetingSettings.model_validate({**settings, "alternative_hosts": hosts})


def occurrence_change(day: Day, zone: ZoneInfo) -> OccurrenceChange:
    """The request that gives one occurrence the time of `day`, as the true instant."""
    return OccurrenceChange(start_time=to_utc(day.start, zone), duration=day.duration)
