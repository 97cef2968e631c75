"""Decides what sending many courses together will do; asks Zoom for nothing, changes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import QuerySet

from kurslink.models import Course, Meeting, MeetingState, ZoomAccount, ZoomUser
from kurslink.services.activation import require_active
from kurslink.services.batches.days_ahead import scheduled
from kurslink.services.batches.drafts import Draft, drafts, impossible
from kurslink.services.batches.host_calendars import HostCalendars, host_calendars, windows_of
from kurslink.services.batches.host_collisions import host_collisions
from kurslink.services.batches.plan_row import BatchPlan, PlanRow, RowState
from kurslink.services.connection.zoom_access import patience_of, time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.limits.write_budget import for_batches, writes_left
from kurslink.services.meeting_profile import Profile, profile_of
from kurslink.services.prepare_transfer import creation_steps, long_course, update_towards
from kurslink.services.read_licences import read_if_never_read
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.choose_host import host_for
from kurslink.services.transfer.field_differences import steps_for
from kurslink.services.transfer.known_meeting import known_meeting
from kurslink.services.transfer.steps import Step, count_calls
from kurslink.services.transfer.wanted_meeting import Wanted, wanted_meeting
from kurslink.services.words.notices import Notice, NoticeCode
from kurslink.zoom.errors import ZoomError


def plan_batch(
    courses: QuerySet[Course],
    *,
    actor: Actor,
    now: datetime,
    hosts: Mapping[int, int] | None = None,
    ticks: Callable[[PlanRow], bool] = lambda row: not row.is_doubtful,
    budget: float | None = None,
) -> BatchPlan:
    """What would happen to each of `courses`, which of them are ticked, and when each is sent.

    `hosts` are those chosen for courses without one, by id of the course; `ticks` says
    what is sent of what can be: by default everything but what a person should look at first.
    Zoom is asked for the users of a Zugang if they were never read, for `budget` seconds in all;
    if that fails, the rows that need them say why. Raises Refusal.
    """
    actor.require(Right.TRANSFER)
    require_active(now)
    unread = _read_new_accounts(now, budget)
    found = list(drafts(courses, now=now))
    open_drafts = [each for each in found if isinstance(each, Draft)]
    open_drafts.sort(key=lambda each: (min(each.days), each.course.number_key))
    planner = _Planner(now, hosts or {}, host_calendars(now), writes_left(now), unread)
    rows = planner.rows(open_drafts)
    rows += [each for each in found if isinstance(each, PlanRow)]
    return BatchPlan(scheduled((_ticked(row, ticks) for row in rows), now=now), now)


def _read_new_accounts(now: datetime, budget: float | None) -> Mapping[int, ZoomError]:
    """As creating a single course does (decision 11); why it failed, by id of the Zugang."""
    patience, failed = patience_of(budget), {}
    for account in ZoomAccount.objects.filter(is_active=True, users_read_at=None):
        try:
            read_if_never_read(account, now=now, budget=patience.seconds_left)
        except ZoomError as error:
            failed[account.pk] = error
    return failed


def _ticked(row: PlanRow, ticks: Callable[[PlanRow], bool]) -> PlanRow:
    return replace(row, is_ticked=row.may_be_sent and ticks(row))


@dataclass(frozen=True)
class _Planner:
    """What is learnt once and needed for every row; the calendars fill with each."""

    now: datetime
    chosen_hosts: Mapping[int, int]
    calendars: HostCalendars
    left: Mapping[int, int]
    unread: Mapping[int, ZoomError]
    profiles: dict[int, Profile] = field(default_factory=dict)

    def rows(self, courses: list[Draft]) -> list[PlanRow]:
        """A row for each draft, in their order. Those with a host of their own come first to it."""
        hosts = {draft.course.pk: self._own_host(draft) for draft in courses}
        settled = [draft for draft in courses if hosts[draft.course.pk] is not None]
        others = [draft for draft in courses if hosts[draft.course.pk] is None]
        made = {draft.course.pk: self._row(draft, hosts[draft.course.pk]) for draft in settled}
        made |= {draft.course.pk: self._row(draft, self._free_host(draft)) for draft in others}
        return [made[draft.course.pk] for draft in courses]

    def _own_host(self, draft: Draft) -> ZoomUser | None:
        """The course's host, the only licence, or the one chosen in the plan."""
        if draft.course.online.host is not None:
            return draft.course.online.host
        offered = self.calendars.offered(draft.account)
        chosen = self.chosen_hosts.get(draft.course.pk)
        licensed = [user for user in offered if user.may_host]
        only = licensed[0] if len(licensed) == 1 else None
        return next((user for user in offered if user.pk == chosen), only)

    def _free_host(self, draft: Draft) -> ZoomUser | None:
        held = sorted(draft.course.meetings.all(), key=lambda meeting: meeting.generation)
        last = held[-1].host if held else None
        windows = windows_of(draft.course, draft.days)
        return self.calendars.propose(draft.account, windows, last=last)

    def _row(self, draft: Draft, host: ZoomUser | None) -> PlanRow:
        offered = self.calendars.offered(draft.account)
        if draft.course.online.host is not None or len(offered) == 1:
            offered = ()  # nothing to choose
        draft.course.online.host = host
        try:
            return replace(self._planned(draft, host, len(offered)), offered=offered)
        except Refusal as refusal:
            why = self.unread.get(draft.account.pk, refusal)
            return replace(impossible(draft.course, why), offered=offered)

    def _planned(self, draft: Draft, host: ZoomUser | None, count: int) -> PlanRow:
        """Raises Refusal if the course cannot be sent after all."""
        if host is None and count > 1:
            raise Refusal(RefusalCode.NO_FREE_HOST, number=draft.course.number, count=count)
        host = host or host_for(draft.course.online, draft.account)
        wanted = self._wanted(draft)
        state, steps = self._steps(draft, wanted)
        meeting = draft.meeting
        collisions = host_collisions(
            self.calendars, draft.course, draft.days, host=host, meeting=meeting
        )
        doubts = (*collisions, *_drift(meeting))
        is_same = state is RowState.SAME
        return PlanRow(
            draft.course,
            state,
            draft.meeting,
            wanted,
            steps,
            count_calls(steps, read_first=state is RowState.CHANGED),
            notices=() if is_same else (*doubts, *wanted.notices, *long_course(wanted)),
            is_doubtful=bool(doubts) and not is_same,
        )

    def _wanted(self, draft: Draft) -> Wanted:
        account = draft.account
        if account.pk not in self.profiles:
            self.profiles[account.pk] = profile_of(account)
        profile = self.profiles[account.pk]
        return wanted_meeting(
            draft.course, account, now=self.now, zone=time_zone(), profile=profile
        )

    def _steps(self, draft: Draft, wanted: Wanted) -> tuple[RowState, tuple[Step, ...]]:
        written = for_batches() - self.left.get(wanted.host.pk, for_batches())
        meeting = draft.meeting
        if meeting is None or not meeting.is_at_zoom:
            return RowState.NEW, creation_steps(wanted, now=self.now, written=written)
        held = known_meeting(meeting, time_zone())
        schedule = update_towards(wanted, held, now=self.now, written=written)
        steps = (*steps_for(meeting, wanted, held), *schedule.steps)
        is_due = bool(steps) or _should_be_looked_at(draft.course, meeting)
        return RowState.CHANGED if is_due else RowState.SAME, steps


def _should_be_looked_at(course: Course, meeting: Meeting) -> bool:
    """Whether Zoom may hold something else than our rows say, or the list calls it changed."""
    is_done = meeting.transferred_at is not None and course.changed_at <= meeting.transferred_at
    is_odd = meeting.state == MeetingState.DIFFERENCE or meeting.drift is not None
    return is_odd or not is_done


def _drift(meeting: Meeting | None) -> list[Notice]:
    has_drift = meeting is not None and meeting.drift is not None
    return [Notice(NoticeCode.OVERWRITES_ZOOM)] if has_drift else []
