"""Decides what a transfer will do, without doing it: the preview, `--dry-run`, and the plan."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date, datetime

from kurslink.models import Course, Meeting, ZoomAccount
from kurslink.planning.differences import Row, compare
from kurslink.planning.fit import Objective
from kurslink.planning.passcodes import PasscodeRule
from kurslink.planning.plan import Calls, Kind, Recurring, plan_course
from kurslink.planning.update import Update, plan_update
from kurslink.planning.wall_clock import from_utc
from kurslink.services.activation import require_active
from kurslink.services.batches.host_calendars import host_calendars
from kurslink.services.batches.host_collisions import host_collisions
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.limits.write_budget import DAILY_WRITES, writes_today
from kurslink.services.read_licences import store_licences
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.at_zoom import MeetingAtZoom, read_meeting
from kurslink.services.transfer.choose_host import account_of
from kurslink.services.transfer.field_differences import FieldDifference, compare_fields, steps_for
from kurslink.services.transfer.meeting_settings import SettingDifference, compare_settings
from kurslink.services.transfer.passcode_for import read_rule, require_fitting, rule_notices
from kurslink.services.transfer.steps import CreateMeeting, Step, count_calls
from kurslink.services.transfer.wanted_meeting import Wanted, require_zoom_course, wanted_meeting
from kurslink.services.words.notices import Notice, NoticeCode
from kurslink.zoom.client import ZoomClient

_FEW_WRITES = 30  # below this, writes are dearer than calls


@dataclass(frozen=True)
class Preparation:
    """What is wanted, what Zoom holds, and the steps between the two.

    `at_zoom` is None while there is no meeting; then `passcode_rule` is the one to generate by.
    """

    course: Course
    meeting: Meeting | None
    wanted: Wanted
    at_zoom: MeetingAtZoom | None
    steps: tuple[Step, ...]
    field_differences: tuple[FieldDifference, ...]
    setting_differences: tuple[SettingDifference, ...]
    day_rows: tuple[Row, ...]
    writes_today: int
    passcode_rule: PasscodeRule | None
    notices: tuple[Notice, ...]

    @property
    def calls(self) -> Calls:
        """What the steps cost; an update reads Zoom first."""
        return count_calls(self.steps, read_first=self.at_zoom is not None)

    @property
    def kind(self) -> Kind:
        """What the meeting will be."""
        return self.wanted.kind


def prepare_transfer(
    course: Course,
    *,
    actor: Actor,
    now: datetime,
    choice: Set[date] | None = None,
    budget: float | None = None,
) -> Preparation:
    """What „Daten übertragen" would do for `course` now; reads Zoom, changes nothing there.

    `choice` replaces the stored choice of days; `budget`: seconds a person waits for Zoom. Raises
    Refusal, ZoomError.
    """
    actor.require(Right.TRANSFER)
    require_active(now)
    require_zoom_course(course)
    meeting = course.current_meeting()
    account = account_of(course.online, meeting)
    with connect(account, lambda _record: None, budget=budget) as zoom:
        decided = decide(course, account, meeting, zoom=zoom, now=now, choice=choice)
    return replace(decided, notices=_busy(decided, now) + decided.notices)


def _busy(decided: Preparation, now: datetime) -> tuple[Notice, ...]:
    """Whether the host holds another course at that time: a person looks, and decides."""
    wanted = decided.wanted
    calendars = host_calendars(now, only=wanted.host)
    return host_collisions(
        calendars, decided.course, wanted.days, host=wanted.host, meeting=decided.meeting
    )


def decide(
    course: Course,
    account: ZoomAccount,
    meeting: Meeting | None,
    *,
    zoom: ZoomClient,
    now: datetime,
    choice: Set[date] | None = None,
) -> Preparation:
    """The same with an open client: the transfer decides by this very function."""
    if account.users_read_at is None:
        store_licences(account, zoom, now=now)
    wanted = wanted_meeting(course, account, now=now, zone=time_zone(), choice=choice)
    if meeting is not None and meeting.is_at_zoom:
        return decide_update(course, meeting, wanted, zoom=zoom, now=now)
    return _decide_creation(course, meeting, wanted, zoom=zoom, now=now)


def decide_update(
    course: Course, meeting: Meeting, wanted: Wanted, *, zoom: ZoomClient, now: datetime
) -> Preparation:
    """The steps from what Zoom holds now to what is wanted. Raises zoom.MeetingGone."""
    if meeting.zoom_meeting_id is None:
        raise Refusal(RefusalCode.NO_MEETING, number=course.number)
    at_zoom = read_meeting(zoom.meeting(meeting.zoom_meeting_id), time_zone())
    differing = compare_fields(meeting, wanted, at_zoom)
    settings = compare_settings(meeting, wanted.settings, at_zoom.settings)
    written = writes_today(wanted.host, now)
    schedule = update_towards(wanted, at_zoom, now=now, written=written)
    return Preparation(
        course=course,
        meeting=meeting,
        wanted=wanted,
        at_zoom=at_zoom,
        steps=(*steps_for(meeting, wanted, at_zoom), *schedule.steps),
        field_differences=differing,
        setting_differences=settings,
        day_rows=compare(wanted.days, at_zoom.held(now).occurrences),
        writes_today=written,
        passcode_rule=None,
        notices=wanted.notices + long_course(wanted),
    )


def _decide_creation(
    course: Course, meeting: Meeting | None, wanted: Wanted, *, zoom: ZoomClient, now: datetime
) -> Preparation:
    rule = read_rule(zoom, wanted.host)
    if course.online.passcode:
        require_fitting(course.online.passcode, rule)
        on_passcode: tuple[Notice, ...] = ()
    else:
        on_passcode = rule_notices(wanted.account, wanted.host, rule)
    written = writes_today(wanted.host, now)
    return Preparation(
        course=course,
        meeting=meeting,
        wanted=wanted,
        at_zoom=None,
        steps=creation_steps(wanted, now=now, written=written),
        field_differences=(),
        setting_differences=(),
        day_rows=compare(wanted.days, ()),
        writes_today=written,
        passcode_rule=rule,
        notices=wanted.notices + on_passcode + long_course(wanted),
    )


def creation_steps(wanted: Wanted, *, now: datetime, written: int) -> tuple[Step, ...]:
    """The steps that make the meeting anew; `written` is what its host has written today."""
    shape = plan_course(
        wanted.days,
        max_occurrences=wanted.account.max_occurrences,
        objective=objective_for(written),
        not_before=from_utc(now, time_zone()),
    ).meetings[0]
    changes = shape.changes if isinstance(shape, Recurring) else ()
    return (CreateMeeting(shape), *changes)


def long_course(wanted: Wanted) -> tuple[Notice, ...]:
    """The notice that Zoom will not learn the dates of a course with too many."""
    if wanted.kind is not Kind.NO_FIXED_TIME:
        return ()
    data = {"count": len(wanted.days), "limit": wanted.account.max_occurrences}
    return (Notice(NoticeCode.DAYS_NOT_IN_ZOOM, data),)


def update_towards(
    wanted: Wanted,
    at_zoom: MeetingAtZoom,
    *,
    now: datetime,
    written: int,
    may_rebuild: bool = True,
) -> Update:
    """The cheapest steps from the days Zoom holds to those wanted: previewed, and carried out."""
    return plan_update(
        at_zoom.held(now),
        wanted.days,
        max_occurrences=wanted.account.max_occurrences,
        objective=objective_for(written),
        may_rebuild=may_rebuild,
        not_before=from_utc(now, time_zone()),
    )


def objective_for(written: int) -> Objective:
    """What to save: calls, or writes when the host has few left today."""
    left = DAILY_WRITES - written
    return Objective.FEWEST_WRITES if left < _FEW_WRITES else Objective.FEWEST_CALLS
