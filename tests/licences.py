"""Builders for licences and for courses they hold; Zoom is not needed for what our rows say."""

from typing import Any

from kurslink.models import Course, OnlineDetails, ZoomAccount, ZoomUser
from tests.course_office import make_course


def make_licences(*names: str, account: str = "vhs", **fields: Any) -> list[ZoomUser]:
    """Offered licences `name`@example.org of a Zugang."""
    held, _ = ZoomAccount.objects.get_or_create(
        email=f"{account}@example.org", defaults={"account_id": account, "client_id": account}
    )
    values = {"licence_type": 2, "status": "active", "is_offered": True} | fields
    return [
        ZoomUser.objects.create(
            account=held, email=f"{name}@example.org", zoom_user_id=name, **values
        )
        for name in names
    ]


def make_held_course(number: str, host: ZoomUser | None, **fields: Any) -> Course:
    """An online course with Zoom that `host` is to hold."""
    course = make_course(number, **fields)
    details = OnlineDetails.objects.filter(course=course)
    details.update(host=host, account=host.account if host else None)
    return course
