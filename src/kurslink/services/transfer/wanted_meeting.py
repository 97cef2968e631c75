"""What the office wants at Zoom for a course: decided from our own rows alone."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kurslink.models import Course, CourseStatus, ZoomAccount, ZoomUser
from kurslink.planning.days import Day
from kurslink.planning.plan import Kind
from kurslink.planning.topic import one_line
from kurslink.planning.wall_clock import happens_twice
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.meeting_profile import Profile, profile_of
from kurslink.services.people_notices import basic_host_notices
from kurslink.services.transfer.choose_host import alternatives_for, host_for
from kurslink.services.transfer.course_schedule import (
    DayState,
    Schedule,
    require_sendable,
    schedule_of,
)
from kurslink.services.transfer.course_topic import TopicPreview, preview_topic
from kurslink.services.transfer.meeting_settings import wanted_settings
from kurslink.services.transfer.setting_values import Settings
from kurslink.services.words.notices import Notice, NoticeCode


@dataclass(frozen=True)
class Wanted:
    """A meeting as it should be; everything in it is sent to Zoom, and nothing else."""

    account: ZoomAccount
    host: ZoomUser
    alternatives: tuple[str, ...]
    topic: str
    settings: Settings
    schedule: Schedule
    days: tuple[Day, ...]
    notices: tuple[Notice, ...]

    @property
    def sent(self) -> tuple[object, ...]:
        """Everything Zoom would be told: equal for two moments between which nothing changed."""
        return self.host, self.alternatives, self.topic, dict(self.settings), self.days

    @property
    def kind(self) -> Kind:
        """What the meeting will be at Zoom, judged by the number of days."""
        if len(self.days) == 1:
            return Kind.SINGLE
        is_long = len(self.days) > self.account.max_occurrences
        return Kind.NO_FIXED_TIME if is_long else Kind.RECURRING


def require_zoom_course(course: Course) -> None:
    """Raise Refusal unless the course takes place, is online and uses Zoom."""
    if course.status == CourseStatus.CANCELLED:
        raise Refusal(RefusalCode.COURSE_CANCELLED, number=course.number)
    if not course.online.is_online:
        raise Refusal(RefusalCode.NOT_ONLINE, number=course.number)
    if not course.online.uses_zoom:
        software = course.online.software
        raise Refusal(RefusalCode.OTHER_SOFTWARE, software=software.name if software else "")
    if not one_line(course.title):
        raise Refusal(RefusalCode.TITLE_MISSING, number=course.number)


def wanted_meeting(
    course: Course,
    account: ZoomAccount,
    *,
    now: datetime,
    zone: ZoneInfo,
    choice: Set[date] | None = None,
    profile: Profile | None = None,
) -> Wanted:
    """What Zoom should hold for `course` from `now` (aware) on. Raises Refusal.

    `choice` replaces the stored choice of days, as the preview does while the clerk is ticking.
    `profile` is the one of the Zugang, for who has it at hand for many courses.
    """
    require_zoom_course(course)
    host = host_for(course.online, account)
    schedule = schedule_of(course, now=now, zone=zone, choice=choice)
    days = require_sendable(schedule)
    topic = preview_topic(account.topic_template, course)
    return Wanted(
        account=account,
        host=host,
        alternatives=alternatives_for(course.online, account),
        topic=topic.topic,
        settings=wanted_settings(profile or profile_of(account)),
        schedule=schedule,
        days=days,
        notices=tuple(_notices(course, host, schedule, topic, zone)),
    )


def _notices(
    course: Course, host: ZoomUser, schedule: Schedule, topic: TopicPreview, zone: ZoneInfo
) -> list[Notice]:
    found = []
    past = sum(line.state is DayState.PAST for line in schedule.days)
    if past:
        found.append(Notice(NoticeCode.PAST_LEFT_OUT, {"count": past}))
    for line in schedule.days:
        if line.state is DayState.NO_SUCH_TIME:
            found.append(Notice(NoticeCode.TIME_DOES_NOT_EXIST, {"date": line.date}))
    for day in schedule.chosen:
        if happens_twice(day.start, zone):
            found.append(Notice(NoticeCode.TIME_HAPPENS_TWICE, {"date": day.start.date()}))
    if topic.is_cut:
        found.append(Notice(NoticeCode.TOPIC_CUT, {"topic": topic.topic}))
    if _first_page_differs(course, schedule):
        found.append(Notice(NoticeCode.FIRST_PAGE_DIFFERS, {"date": schedule.days[0].date}))
    return [*found, *basic_host_notices(host, schedule.chosen)]


def _first_page_differs(course: Course, schedule: Schedule) -> bool:
    """Whether „Datum von" names another day than the first Kurstag (which is the truth)."""
    if not schedule.has_course_days or course.starts_on is None:
        return False
    taking_place = [line for line in schedule.days if line.state is not DayState.CANCELLED]
    return bool(taking_place) and taking_place[0].date != course.starts_on
