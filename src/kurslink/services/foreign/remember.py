"""Keeps the meetings no course holds as rows, and drops those that are gone or held by now."""

from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import Q

from kurslink.models import ForeignMeeting, Meeting, MeetingState, ZoomAccount
from kurslink.models.meeting import HISTORY
from kurslink.planning.topic import cut
from kurslink.services.foreign.host_lists import HostLists, Listed
from kurslink.services.foreign.origins import origins_of
from kurslink.services.transfer.create_meeting import LIST_LAG
from kurslink.services.transfer.markers import marker_in
from kurslink.sources.clean_text import clean_text

_TOPIC, _LINK = 200, 1000  # characters our columns hold
_SEEN = (
    "host", "topic", "zoom_type", "starts_at", "duration", "join_url", "marker", "seen_at",
)  # fmt: skip
_BATCH = 500


def remember_foreign(
    account: ZoomAccount, lists: HostLists, *, deleted: Collection[int] = ()
) -> int:
    """Store what `lists` show beside our meetings; how many that are.

    Our rows are read after the lists, so a meeting made meanwhile is known to be ours. Rows of a
    host whose list did not come stay as they are. `deleted`: listed, but gone since.
    """
    with transaction.atomic():
        ZoomAccount.objects.select_for_update().filter(pk=account.pk).first()
        foreign = {
            each.meeting.id: each for each in _foreign(lists) if each.meeting.id not in deleted
        }
        held = {row.zoom_meeting_id: row for row in ForeignMeeting.objects.filter(account=account)}
        verified = origins_of({marker_in(each.meeting.agenda) for each in foreign.values()})
        rows = [
            _filled(held.get(key) or ForeignMeeting(account=account), each, verified, lists)
            for key, each in foreign.items()
        ]
        old = [row for row in rows if row.pk is not None]
        ForeignMeeting.objects.bulk_update(old, _SEEN, batch_size=_BATCH)
        ForeignMeeting.objects.bulk_create(
            (row for row in rows if row.pk is None), batch_size=_BATCH
        )
        _drop_others(account, lists, foreign)
    return len(foreign)


def _foreign(lists: HostLists) -> Iterator[Listed]:
    """Meetings no row stands for; of one whose creation is not settled the row is the marker's.

    One the retention run let go (its link is emptied) runs out at Zoom: nobody has to decide.
    """
    current = Meeting.objects.exclude(state__in=HISTORY)
    ours = current.filter(zoom_meeting_id__in=lists.meetings)
    known = set(ours.values_list("zoom_meeting_id", flat=True))
    open_ones = set(current.filter(zoom_meeting_id=None).values_list("marker", flat=True))
    just_deleted = Meeting.objects.filter(
        state=MeetingState.DELETED,
        zoom_meeting_id__in=lists.meetings,
        steps__started_at__gt=lists.began_at - LIST_LAG,
    )
    known |= set(just_deleted.values_list("zoom_meeting_id", flat=True))
    run_out = Meeting.objects.filter(
        state=MeetingState.DETACHED, join_url="", zoom_meeting_id__in=lists.meetings
    )
    known |= set(run_out.values_list("zoom_meeting_id", flat=True))
    for key, each in lists.meetings.items():
        if key not in known and marker_in(each.meeting.agenda) not in open_ones:
            yield each


def _filled(
    row: ForeignMeeting, listed: Listed, verified: Collection[str], lists: HostLists
) -> ForeignMeeting:
    meeting, marker = listed.meeting, marker_in(listed.meeting.agenda)
    if row.pk is None:
        row.zoom_meeting_id, row.first_seen_at = meeting.id, lists.began_at
    row.host = listed.host
    row.topic = cut(clean_text(meeting.topic), _TOPIC)
    row.zoom_type = meeting.type
    row.starts_at = meeting.start_time
    row.duration = meeting.duration
    row.join_url = meeting.join_url if len(meeting.join_url) <= _LINK else ""
    row.marker = marker if marker in verified else ""
    row.seen_at = lists.began_at
    return row


def _drop_others(account: ZoomAccount, lists: HostLists, foreign: Collection[int]) -> None:
    """Also ignored ones: if such a meeting comes back, somebody brought it back."""
    rows = ForeignMeeting.objects.filter(account=account).exclude(zoom_meeting_id__in=foreign)
    is_looked_for = Q(host__in=lists.read) | ~Q(host__vanished_at=None)
    held = Meeting.objects.exclude(state__in=HISTORY).exclude(zoom_meeting_id=None)
    rows.filter(is_looked_for | Q(zoom_meeting_id__in=held.values("zoom_meeting_id"))).delete()
