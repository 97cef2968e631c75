"""Makes a course's meeting at Zoom what the course says: creates it, or changes what differs."""

import random
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kurslink.models import Course, Meeting, MeetingState, ZoomAccount
from kurslink.planning.differences import Difference
from kurslink.planning.plan import Calls
from kurslink.services.activation import require_active
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.prepare_transfer import decide
from kurslink.services.read_licences import store_licences
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.bring_in_line import bring_in_line
from kurslink.services.transfer.call_log import CallLog
from kurslink.services.transfer.carry_out import Workbench
from kurslink.services.transfer.choose_host import account_for, host_for
from kurslink.services.transfer.create_meeting import (
    create_meeting,
    find_lost,
    forget_unsent,
    reserve,
)
from kurslink.services.transfer.meeting_claim import claimed
from kurslink.services.transfer.send_details import send_details
from kurslink.services.transfer.steps import Step
from kurslink.services.transfer.store_result import store_problem, store_result
from kurslink.services.transfer.wanted_meeting import require_zoom_course
from kurslink.services.words.notices import Notice
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import OutcomeUnknown, ZoomError


class TransferStatus(StrEnum):
    """How a transfer ended; the words of the public commands."""

    TRANSFERRED = "transferred"
    UNCHANGED = "unchanged"
    DIFFERENCE = "difference"
    FAILED = "failed"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    PLANNED = "planned"


@dataclass(frozen=True)
class Transfer:
    """What came of a transfer. `steps` are those carried out; `error` says why it stopped."""

    course: Course
    status: TransferStatus
    meeting: Meeting | None
    steps: tuple[Step, ...] = ()
    calls: Calls = field(default_factory=Calls)
    notices: tuple[Notice, ...] = ()
    differences: tuple[Difference, ...] = ()
    error: Refusal | ZoomError | None = None

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
    log: CallLog
    done: list[Step]


def transfer_course(
    course: Course,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    choice: Set[date] | None = None,
    chance: random.Random | None = None,
) -> Transfer:
    """Create or update the meeting of `course` and read it back; may be repeated at any time.

    What Zoom or the course's data refuse is in the answer; raises Refusal only if the actor may
    not transfer at all. `choice` replaces the stored choice of days; `chance` makes passcodes
    (default: the system's cryptographic source).
    """
    actor.require(Right.TRANSFER)
    errand = Errand(
        course, actor, clock, clock(), choice, chance or random.SystemRandom(), CallLog(), []
    )
    course.refresh_from_db()  # read by now: an edit after this moment makes the course due again
    try:
        require_active(errand.now)
        require_zoom_course(course)
        account = account_for(course.online)
        with connect(account, errand.log) as zoom:
            return _transfer(errand, account, zoom)
    except (Refusal, ZoomError) as error:
        return _ended(errand, _status_of(error), error=error)


def _transfer(errand: Errand, account: ZoomAccount, zoom: ZoomClient) -> Transfer:
    if account.users_read_at is None:
        store_licences(account, zoom, now=errand.now)
    meeting = errand.course.current_meeting()
    if meeting is None:
        meeting = reserve(errand.course, host_for(errand.course.online, account), now=errand.now)
    if meeting.state == MeetingState.GONE:
        raise Refusal(RefusalCode.MEETING_GONE, number=errand.course.number)
    with claimed(meeting, clock=errand.clock) as claim:
        bench = Workbench(
            zoom, claim, errand.actor, errand.clock, time_zone(), errand.log, errand.done
        )
        try:
            return _at_work(errand, bench)
        except ZoomError as error:
            store_problem(claim, error, has_sent=errand.log.has_sent)
            raise
        finally:
            forget_unsent(claim)


def _at_work(errand: Errand, bench: Workbench) -> Transfer:
    meeting = bench.claim.meeting
    is_first = meeting.transferred_at is None
    if not meeting.is_at_zoom:
        find_lost(bench)
    prepared = decide(errand.course, zoom=bench.zoom, now=errand.now, choice=errand.choice)
    if prepared.at_zoom is None:
        notices = prepared.notices
        at_zoom = create_meeting(bench, prepared, chance=errand.chance)
    else:
        notices = (*prepared.notices, *send_details(bench, prepared))
        at_zoom = prepared.at_zoom
    final = bring_in_line(
        bench, prepared.wanted, at_zoom, now=errand.now, is_new=prepared.at_zoom is None
    )
    result = store_result(bench, prepared.wanted, final, now=errand.now)
    is_news = bool(errand.done) or is_first
    status = TransferStatus.TRANSFERRED if is_news else TransferStatus.UNCHANGED
    if not result.is_equal:
        status = TransferStatus.DIFFERENCE
    return _ended(
        errand, status, notices=(*notices, *result.notices), differences=result.differences
    )


def _status_of(error: Refusal | ZoomError) -> TransferStatus:
    if isinstance(error, OutcomeUnknown):
        return TransferStatus.UNKNOWN
    if isinstance(error, Refusal):
        is_open = error.code is RefusalCode.OUTCOME_UNKNOWN
        return TransferStatus.UNKNOWN if is_open else TransferStatus.REFUSED
    return TransferStatus.FAILED


def _ended(
    errand: Errand,
    status: TransferStatus,
    *,
    notices: tuple[Notice, ...] = (),
    differences: tuple[Difference, ...] = (),
    error: Refusal | ZoomError | None = None,
) -> Transfer:
    return Transfer(
        course=errand.course,
        status=status,
        meeting=errand.course.current_meeting(),
        steps=tuple(errand.done),
        calls=errand.log.calls,
        notices=notices,
        differences=differences,
        error=error,
    )
