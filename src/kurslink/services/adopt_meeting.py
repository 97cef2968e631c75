"""Gives a course a meeting that Zoom already holds: its link, ID and passcode stay as they are."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from kurslink.models import (
    ZOOM,
    Course,
    CourseStatus,
    Event,
    ForeignMeeting,
    Meeting,
    MeetingState,
    OnlineDetails,
    Software,
    ZoomAccount,
    ZoomUser,
)
from kurslink.services.activation import require_active
from kurslink.services.connection.zoom_access import connect, time_zone
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.foreign.holder import require_not_held
from kurslink.services.foreign.meeting_number import read_meeting_number
from kurslink.services.journal.record import record
from kurslink.services.orders.open_order import require_no_open_order
from kurslink.services.read_licences import store_licences
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.at_zoom import MeetingAtZoom, read_meeting
from kurslink.services.transfer.choose_host import account_for, require_usable_account
from kurslink.services.transfer.create_meeting import reserve
from kurslink.services.transfer.store_result import replace_occurrences
from kurslink.zoom import schemas
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import IsWebinar, MeetingGone
from kurslink.zoom.schemas import MeetingType

_PERSONAL_ROOM = 4


def adopt_meeting(
    course: Course,
    *,
    meeting: str | int,
    actor: Actor,
    clock: Callable[[], datetime],
    account: ZoomAccount | None = None,
    budget: float | None = None,
) -> Meeting:
    """Read `meeting` (ID or link) from `account`, and make it the meeting of `course`.

    Nothing is sent to Zoom: „Meeting aktualisieren" then shows what differs. The course becomes
    an online course with Zoom, in this Zugang, with the meeting's host. Without `account` the
    course's own is meant, or the only one. `budget`: seconds a person waits. Raises Refusal,
    ZoomError.
    """
    actor.require(Right.TRANSFER)
    require_active(clock())
    number = read_meeting_number(str(meeting))
    details, _ = OnlineDetails.objects.get_or_create(course=course)
    course.online = details
    _require_room(course)
    require_not_held(number, but_by=course)
    chosen = require_usable_account(account) if account else account_for(details)
    with connect(chosen, lambda _record: None, budget=budget) as zoom:
        if chosen.users_read_at is None:
            store_licences(chosen, zoom, now=clock())
        answer = _read(zoom, number, chosen)
    host = _host_of(answer, chosen)
    at_zoom = read_meeting(answer, time_zone())
    return _store(course, host, at_zoom, actor=actor, now=clock())


def _require_room(course: Course) -> None:
    """The course takes place, could use Zoom, and has no meeting, nor is about to get one."""
    if course.status == CourseStatus.CANCELLED:
        raise Refusal(RefusalCode.COURSE_CANCELLED, number=course.number)
    software = course.online.software
    if software is not None and not software.is_zoom:
        raise Refusal(RefusalCode.OTHER_SOFTWARE, software=software.name)
    if course.current_meeting() is not None:
        raise Refusal(RefusalCode.COURSE_HAS_MEETING, number=course.number)
    require_no_open_order(course)


def _read(zoom: ZoomClient, number: int, account: ZoomAccount) -> schemas.Meeting:
    data = {"meeting": number, "account": account.email, "attribute": "meeting"}
    try:
        answer = zoom.meeting(number)
    except MeetingGone:
        raise Refusal(RefusalCode.MEETING_NOT_FOUND, **data) from None
    except IsWebinar:
        raise Refusal(RefusalCode.MEETING_IS_WEBINAR, **data) from None
    if answer.type == _PERSONAL_ROOM or answer.pmi:
        raise Refusal(RefusalCode.PERSONAL_ROOM, **data)
    if answer.type not in list(MeetingType):
        raise Refusal(RefusalCode.INSTANT_MEETING, **data)
    return answer


def _host_of(answer: schemas.Meeting, account: ZoomAccount) -> ZoomUser:
    users = account.users.filter(vanished_at=None)
    by_id = users.filter(zoom_user_id=answer.host_id).first() if answer.host_id else None
    host = by_id or users.filter(email__iexact=answer.host_email).first()
    if host is None:
        raise Refusal(
            RefusalCode.MEETING_HOST_UNKNOWN,
            host=answer.host_email or answer.host_id,
            account=account.email,
            attribute="meeting",
        )
    return host


def _store(
    course: Course, host: ZoomUser, at_zoom: MeetingAtZoom, *, actor: Actor, now: datetime
) -> Meeting:
    """A new generation, in state DIFFERENCE: at least its marker is still to be sent."""
    try:
        with transaction.atomic():
            meeting = reserve(course, host, now=now)
            _fill(meeting, at_zoom, now=now)
            _fill_details(course, host, at_zoom)
            ForeignMeeting.objects.filter(zoom_meeting_id=at_zoom.meeting_id).delete()
            values = {"zoom_meeting_id": at_zoom.meeting_id}
            record(actor, Event.MEETING_ADOPTED, meeting, **values)
    except IntegrityError:  # another course was given it in the same moment
        require_not_held(at_zoom.meeting_id, but_by=course)
        raise
    return meeting


def _fill(meeting: Meeting, at_zoom: MeetingAtZoom, *, now: datetime) -> None:
    meeting.state = MeetingState.DIFFERENCE
    meeting.zoom_meeting_id = at_zoom.meeting_id
    meeting.kind = at_zoom.kind.value
    meeting.topic = at_zoom.topic
    meeting.join_url = at_zoom.join_url
    meeting.passcode = at_zoom.passcode
    meeting.alternatives = list(at_zoom.alternatives)
    meeting.settings = dict(at_zoom.settings)
    meeting.checked_at = now
    meeting.save()
    replace_occurrences(meeting, at_zoom)


def _fill_details(course: Course, host: ZoomUser, at_zoom: MeetingAtZoom) -> None:
    details = course.online
    details.is_online = True
    details.software = Software.objects.get(name=ZOOM)
    details.account, details.host = host.account, host
    details.link, details.passcode = at_zoom.join_url, at_zoom.passcode
    details.meeting_number = str(at_zoom.meeting_id)
    details.save(
        update_fields=[
            "is_online", "software", "account", "host", "link", "passcode", "meeting_number",
        ]
    )  # fmt: skip
    users = details.alternatives.through.objects  # those of another Zugang can help here no more
    users.filter(onlinedetails=details).exclude(zoomuser__account=host.account).delete()
    if not details.alternatives.exists():
        known = host.account.users.filter(email__in=at_zoom.alternatives, vanished_at=None)
        details.alternatives.set(known)
