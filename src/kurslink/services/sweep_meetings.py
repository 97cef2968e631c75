"""The sweeper: finds meetings of ours that no row holds, or that no list shows any more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from kurslink.models import Course, Event, Meeting, MeetingKind, MeetingState, ZoomAccount
from kurslink.models.meeting import HISTORY
from kurslink.services.activation import require_active
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Busy, Refusal
from kurslink.services.foreign.host_lists import HostLists, Listed, UnreadHost, read_host_lists
from kurslink.services.foreign.origins import Origin, origins_of, restore_row
from kurslink.services.foreign.remember import remember_foreign
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.call_log import CallLog
from kurslink.services.transfer.carry_out import Workbench
from kurslink.services.transfer.create_meeting import LIST_LAG
from kurslink.services.transfer.markers import has_marker, marker_in
from kurslink.services.transfer.meeting_claim import Claim, claimed
from kurslink.services.transfer.steps import DeleteMeeting
from kurslink.services.transfer.wanted_meeting import require_zoom_course
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import MeetingGone, ZoomError

# How long Zoom keeps an ID after the last date; then it expires by itself.
_KEPT = {MeetingKind.SINGLE.value: timedelta(days=30)}
_KEPT_AS_SERIES = timedelta(days=365)
_BY_AN_APP = "open_api"


@dataclass
class SweepReport:
    """What one sweep did. `adopted`: their courses are due, the next transfer brings them in line.

    `deleted` are second meetings, by Zoom's ID; `undone` says which could not be deleted and why;
    `to_check` counts meetings that are to be compared with Zoom, `foreign` those on the list.
    """

    account: ZoomAccount
    adopted: list[Meeting] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    undone: list[tuple[int, ZoomError]] = field(default_factory=list)
    to_check: int = 0
    foreign: int = 0
    unread: tuple[UnreadHost, ...] = ()


@dataclass(frozen=True)
class _Round:
    """All that settling the meetings of one sweep needs."""

    zoom: ZoomClient
    lists: HostLists
    actor: Actor
    clock: Callable[[], datetime]
    zone: ZoneInfo
    log: CallLog
    report: SweepReport


def sweep(account: ZoomAccount, *, actor: Actor, clock: Callable[[], datetime]) -> SweepReport:
    """Adopt, delete and report what went astray in `account`; to be called hourly and at start.

    Touches nothing but meetings that carry a verified marker of ours, and of those none that
    somebody is working on. Raises Refusal; ZoomError only where not even the hosts are known.
    """
    actor.require(Right.TRANSFER)
    require_active(clock())
    report, log = SweepReport(account), CallLog()
    with connect(account, log) as zoom:
        lists = read_host_lists(account, zoom, now=clock())
        running = _Round(zoom, lists, actor, clock, time_zone(), log, report)
        for listed, origin in _astray(lists):
            try:
                _settle(running, listed, origin)
            except Busy:
                continue  # its transfer is running; the next sweep looks again
            except ZoomError as error:
                report.undone.append((listed.meeting.id, error))
    report.unread = lists.unread
    report.foreign = remember_foreign(account, lists, deleted=report.deleted)
    report.to_check = _ask_for_checks(account, lists)
    return report


def _astray(lists: HostLists) -> Iterator[tuple[Listed, Origin]]:
    """Meetings with a verified marker that no row holds by its ID, the oldest first."""
    current = Meeting.objects.filter(zoom_meeting_id__in=lists.meetings).exclude(state__in=HISTORY)
    held = set(current.values_list("zoom_meeting_id", flat=True))
    marked = {
        key: marker_in(each.meeting.agenda)
        for key, each in lists.meetings.items()
        if key not in held
    }
    origins = origins_of(set(marked.values()))
    found = [lists.meetings[key] for key, marker in marked.items() if marker in origins]
    for listed in sorted(found, key=lambda each: each.meeting.created_at or lists.began_at):
        yield listed, origins[marked[listed.meeting.id]]


def _settle(running: _Round, listed: Listed, origin: Origin) -> None:
    """Meetings the office deleted or detached are left to people: the list shows them."""
    row = origin.row
    if row is None:
        _restore(running, listed, origin)
    elif row.state in HISTORY or not _is_quiet(row, running.lists.began_at):
        return
    elif row.zoom_meeting_id is None:
        _adopt(running, listed, row)
    elif row.zoom_meeting_id in running.lists.meetings:
        _delete_second(running, listed, row)


def _is_quiet(row: Meeting, now: datetime) -> bool:
    """Whether no transfer is at work, and what the latest one made is in the lists by now."""
    attempted_at = row.attempted_at
    return not row.is_claimed(now) and (attempted_at is None or attempted_at <= now - LIST_LAG)


def _adopt(running: _Round, listed: Listed, row: Meeting) -> None:
    """Give the row the meeting whose answer was lost."""
    with claimed(row, clock=running.clock) as claim:
        if row.zoom_meeting_id is not None or row.state in HISTORY:
            return
        is_failed = row.state == MeetingState.FAILED
        claim.save(
            zoom_meeting_id=listed.meeting.id,
            host=listed.host,
            state=MeetingState.UNKNOWN if is_failed else row.state,
            problem=None,
        )
    _note_adopted(running, row)


def _restore(running: _Round, listed: Listed, origin: Origin) -> None:
    """Adopt a meeting whose row was lost, if its course has none and still wants one here."""
    course = origin.course
    if course.current_meeting() is not None or not _wants_zoom(course, running.report.account):
        return
    try:
        with transaction.atomic():
            row = restore_row(
                origin,
                host=listed.host,
                meeting_id=listed.meeting.id,
                state=MeetingState.UNKNOWN,
                now=running.clock(),
            )
    except IntegrityError:
        return  # a transfer was faster
    _note_adopted(running, row)


def _wants_zoom(course: Course, account: ZoomAccount) -> bool:
    try:
        require_zoom_course(course)
    except (Refusal, Course.online.RelatedObjectDoesNotExist):
        return False
    return course.online.account_id in (None, account.pk)


def _note_adopted(running: _Round, row: Meeting) -> None:
    with transaction.atomic():
        Course.objects.filter(pk=row.course_id).update(changed_at=running.clock())
        values = {"zoom_meeting_id": row.zoom_meeting_id}
        record(running.actor, Event.MEETING_ADOPTED, row, **values)
    running.report.adopted.append(row)


def _delete_second(running: _Round, listed: Listed, row: Meeting) -> None:
    """Delete what a paused process made although another had made the course's meeting.

    Its link was never stored nor mailed. Only an app can have made it, and only if we asked more
    than once: a copy somebody made in the portal, marker and all, is a person's.
    """
    meeting_id = listed.meeting.id
    with claimed(row, clock=running.clock) as claim:
        is_second = row.state not in HISTORY and row.zoom_meeting_id not in (None, meeting_id)
        if not is_second or row.attempts <= 1 or not _is_still_ours(running.zoom, meeting_id, row):
            return
        step = DeleteMeeting(meeting_id)
        _bench(running, claim).recorded(step, lambda: running.zoom.delete_meeting(meeting_id))
    record(running.actor, Event.MEETING_DELETED, row, zoom_meeting_id=meeting_id, is_second=True)
    running.report.deleted.append(meeting_id)


def _is_still_ours(zoom: ZoomClient, meeting_id: int, row: Meeting) -> bool:
    try:
        held = zoom.meeting(meeting_id)
    except MeetingGone:
        return False
    return has_marker(held.agenda, row.marker) and held.creation_source == _BY_AN_APP


def _bench(running: _Round, claim: Claim) -> Workbench:
    return Workbench(
        running.zoom, claim, running.actor, running.clock, running.zone, running.log, []
    )


def _ask_for_checks(account: ZoomAccount, lists: HostLists) -> int:
    """Have those compared with Zoom that no list shows any more, and those that are back.

    Not to be listed proves nothing, e.g. of a webinar; so nothing is concluded here.
    """
    now = lists.began_at
    unread = [each.host.pk for each in lists.unread]
    rows = Meeting.objects.filter(host__account=account, check_due_at=None)
    settled = (
        rows.exclude(host__in=unread)
        .exclude(attempted_at__gt=now - LIST_LAG)
        .exclude(transferred_at__gt=now - LIST_LAG)
        .exclude(claimed_until__gt=now)
    )
    missing = Q(state__in=(MeetingState.LIVE, MeetingState.DIFFERENCE)) & ~Q(
        zoom_meeting_id__in=lists.meetings
    )
    back = Q(state=MeetingState.GONE, zoom_meeting_id__in=lists.meetings)
    suspects = settled.filter(missing | back).annotate(last=Max("occurrences__starts_at"))
    due = [row.pk for row in suspects.iterator() if _expires_at(row, row.last) > now]
    return Meeting.objects.filter(pk__in=due).update(check_due_at=now)


def _expires_at(row: Meeting, last: datetime | None) -> datetime:
    kept = _KEPT.get(row.kind, _KEPT_AS_SERIES)
    return (last or row.transferred_at or row.created_at) + kept
