"""Makes a course's meeting at Zoom what the course says: creates it, or changes what differs."""

import random
from collections.abc import Callable, Set
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kurslink.models import Course, Meeting, MeetingState, ZoomAccount, ZoomUser
from kurslink.models.errors import EncryptionError
from kurslink.planning.differences import Difference
from kurslink.planning.plan import Calls
from kurslink.services.activation import require_active
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.limits.write_budget import spending
from kurslink.services.prepare_transfer import Preparation, decide
from kurslink.services.read_licences import store_licences
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.at_zoom import MeetingAtZoom
from kurslink.services.transfer.bring_in_line import bring_in_line
from kurslink.services.transfer.call_log import CallLog
from kurslink.services.transfer.carry_out import Workbench
from kurslink.services.transfer.choose_host import account_of, host_for
from kurslink.services.transfer.create_meeting import (
    create_meeting,
    find_lost,
    forget_unsent,
    reserve,
)
from kurslink.services.transfer.meeting_claim import claimed
from kurslink.services.transfer.permit import Permit
from kurslink.services.transfer.read_course import read_course
from kurslink.services.transfer.send_details import send_details
from kurslink.services.transfer.steps import Step
from kurslink.services.transfer.store_result import store_problem, store_result
from kurslink.services.transfer.wanted_meeting import (
    Wanted,
    require_zoom_course,
    wanted_meeting,
)
from kurslink.services.words.notices import Notice
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import DailyLimit, OutcomeUnknown, ZoomError


class TransferStatus(StrEnum):
    """How a transfer ended; the words of the public commands."""

    TRANSFERRED = "transferred"
    UNCHANGED = "unchanged"
    DIFFERENCE = "difference"
    FAILED = "failed"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    PLANNED = "planned"
    QUEUED = "queued"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Transfer:
    """What came of a transfer. `steps` are those carried out; `error` says why it stopped.

    `is_outdated`: the office changed the course meanwhile, so it is due again.
    """

    course: Course
    status: TransferStatus
    meeting: Meeting | None
    steps: tuple[Step, ...] = ()
    calls: Calls = field(default_factory=Calls)
    notices: tuple[Notice, ...] = ()
    differences: tuple[Difference, ...] = ()
    error: Refusal | ZoomError | EncryptionError | None = None
    is_outdated: bool = False

    @property
    def is_fine(self) -> bool:
        """Whether Zoom now holds what the course says."""
        return self.status in (TransferStatus.TRANSFERRED, TransferStatus.UNCHANGED)


@dataclass(frozen=True)
class Errand:
    """One transfer on its way: for whom, as of when, with which days and which chance."""

    course: Course
    actor: Actor
    clock: Callable[[], datetime]
    now: datetime
    choice: Set[date] | None
    chance: random.Random
    permit: Permit
    log: CallLog
    done: list[Step]


def transfer_course(
    course: Course,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    choice: Set[date] | None = None,
    chance: random.Random | None = None,
    permit: Permit | None = None,
) -> Transfer:
    """Create or update the meeting of `course` and read it back; may be repeated at any time.

    What Zoom or the course's data refuse is in the answer; raises Refusal only if the actor may
    not transfer at all. `choice` replaces the stored choice of days; `chance` makes passcodes
    (default: the system's cryptographic source); `permit` is that of an order.
    """
    actor.require(Right.TRANSFER)
    chance, permit = chance or random.SystemRandom(), permit or Permit()
    now = clock()  # before the course is read: an edit after this moment makes it due again
    course = read_course(course.pk)
    errand = Errand(course, actor, clock, now, choice, chance, permit, CallLog(), [])
    try:
        require_active(errand.now)
        require_zoom_course(course)
        meeting = course.current_meeting()
        account = account_of(course.online, meeting)
        with connect(account, errand.log) as zoom:
            return _transfer(errand, account, meeting, zoom)
    except (Refusal, ZoomError) as error:
        return _stopped(errand, error)


def _transfer(
    errand: Errand, account: ZoomAccount, meeting: Meeting | None, zoom: ZoomClient
) -> Transfer:
    if account.users_read_at is None:
        store_licences(account, zoom, now=errand.now)
    if meeting is None:
        meeting = reserve(errand.course, host_for(errand.course.online, account), now=errand.now)
    if meeting.state == MeetingState.GONE:
        raise Refusal(RefusalCode.MEETING_GONE, number=errand.course.number)
    with claimed(meeting, clock=errand.clock, permit=errand.permit) as claim:
        bench = Workbench(
            zoom, claim, errand.actor, errand.clock, time_zone(), errand.log, errand.done
        )
        try:
            return _at_work(errand, account, bench)
        except ZoomError as error:
            store_problem(claim, error, has_sent=errand.log.has_sent)
            raise
        except Refusal as refusal:
            if errand.log.has_sent and not isinstance(refusal, Busy):  # stopped in the middle
                store_problem(claim, refusal, has_sent=True)
            raise
        finally:
            forget_unsent(claim)


def _at_work(errand: Errand, account: ZoomAccount, bench: Workbench) -> Transfer:
    meeting = bench.claim.meeting
    is_first = meeting.transferred_at is None
    if not meeting.is_at_zoom:
        find_lost(bench)
    prepared = decide(
        errand.course,
        account,
        meeting,
        zoom=bench.zoom,
        now=errand.now,
        choice=errand.choice,
    )
    with ExitStack() as budgets:
        for host in _charged(prepared, meeting):
            budgets.enter_context(
                spending(
                    host,
                    prepared.calls.writes,
                    sent=lambda: errand.log.calls.writes,
                    clock=errand.clock,
                    is_urgent=errand.permit.is_urgent,
                )
            )
        final, notices = _at_zoom(errand, bench, prepared)
    result = store_result(bench, prepared.wanted, final, now=errand.now)
    is_news = bool(errand.done) or is_first
    status = TransferStatus.TRANSFERRED if is_news else TransferStatus.UNCHANGED
    if not result.is_equal:
        status = TransferStatus.DIFFERENCE
    return Transfer(
        course=errand.course,
        status=status,
        meeting=meeting,
        steps=tuple(errand.done),
        calls=errand.log.calls,
        notices=(*notices, *result.notices),
        differences=result.differences,
        is_outdated=_is_outdated(errand, prepared.wanted),
    )


def _charged(prepared: Preparation, meeting: Meeting) -> list[ZoomUser]:
    """Whose writes the steps may be: a meeting that is handed over is charged to both hosts."""
    hosts = [prepared.wanted.host]
    if prepared.at_zoom is not None and meeting.host_id != prepared.wanted.host.pk:
        hosts.append(meeting.host)
    return hosts


def _at_zoom(
    errand: Errand, bench: Workbench, prepared: Preparation
) -> tuple[MeetingAtZoom, tuple[Notice, ...]]:
    """Carry the steps out; the meeting as Zoom last showed it."""
    notices, at_zoom = prepared.notices, prepared.at_zoom
    is_new = at_zoom is None
    if at_zoom is None:
        at_zoom = create_meeting(bench, prepared, chance=errand.chance)
    else:
        notices = (*notices, *send_details(bench, prepared))
    final = bring_in_line(
        bench,
        prepared.wanted,
        at_zoom,
        now=errand.now,
        is_new=is_new,
        written=prepared.writes_today,
    )
    return final, notices


def _is_outdated(errand: Errand, wanted: Wanted) -> bool:
    """Whether the office wants something else by now than what was sent."""
    course = read_course(errand.course.pk)
    account = course.online.account
    if account != wanted.account:  # what the office chose meanwhile is for another meeting
        account = ZoomAccount.objects.get(pk=wanted.account.pk)
    try:
        fresh = wanted_meeting(
            course, account, now=errand.now, zone=time_zone(), choice=errand.choice
        )
    except Refusal:
        return False  # nothing that could be sent; the list says that the course was changed
    return fresh.sent != wanted.sent


_STATUS = {
    RefusalCode.OUTCOME_UNKNOWN: TransferStatus.UNKNOWN,
    RefusalCode.DAY_USED_UP: TransferStatus.SCHEDULED,
}


def status_of(error: Refusal | ZoomError) -> TransferStatus:
    """How a piece of work ended that `error` stopped."""
    match error:
        case Refusal():
            return _STATUS.get(error.code, TransferStatus.REFUSED)
        case OutcomeUnknown():
            return TransferStatus.UNKNOWN
        case DailyLimit():
            return TransferStatus.SCHEDULED
        case _:
            return TransferStatus.FAILED


def _stopped(errand: Errand, error: Refusal | ZoomError) -> Transfer:
    return Transfer(
        course=errand.course,
        status=status_of(error),
        meeting=errand.course.current_meeting(),
        steps=tuple(errand.done),
        calls=errand.log.calls,
        error=error,
    )
