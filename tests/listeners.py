"""Zugänge that wait for events, and meetings the events may be about; no Zoom is needed."""

from datetime import timedelta
from typing import Any

from kurslink.models import Course, LicenceType, Meeting, MeetingState, ZoomAccount, ZoomUser
from tests.course_office import NOW, make_course
from tests.zoom.deliveries import SECRET

MEETING_ID = 81234567890
EARLIER = NOW - timedelta(hours=1)


def make_listener(number: int = 1, **fields: Any) -> ZoomAccount:
    """A Zugang that waits for events, with one host."""
    names = {"email": f"zoom{number}@vhs.example", "account_id": f"acc-{number}"}
    account = ZoomAccount.objects.create(**names | {"webhook_secret": SECRET} | fields)
    ZoomUser.objects.create(
        account=account, email=account.email, licence_type=LicenceType.LICENSED, status="active"
    )
    return account


def make_meeting(account: ZoomAccount, number: str = "262-4107", **fields: Any) -> Meeting:
    course = Course.objects.filter(number=number).first() or make_course(number)
    values = {
        "generation": course.meetings.count() + 1,
        "marker": f"{number}/{course.meetings.count()}",
        "state": MeetingState.LIVE,
        "host": account.users.get(),
        "zoom_meeting_id": MEETING_ID,
        "created_at": EARLIER,
    }
    return Meeting.objects.create(course=course, **values | fields)
