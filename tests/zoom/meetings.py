"""Meetings as Zoom answers them and as we ask for them."""

from typing import Any

from kurslink.zoom.schemas import NewMeeting


def meeting_json(**fields: Any) -> dict[str, Any]:
    """A meeting in Zoom's words, with everything we never keep."""
    return {
        "id": 85746065432,
        "uuid": "aDYlohsHRtCd4ii1uC2+hA==",
        "host_id": "u1",
        "host_email": "Host@vhs.example",
        "topic": "Yoga am Morgen",
        "type": 2,
        "status": "waiting",
        "start_time": "2026-12-01T17:00:00Z",
        "duration": 90,
        "timezone": "Europe/Berlin",
        "agenda": "Ref. KL-1",
        "created_at": "2026-11-21T12:00:00Z",
        "password": "123456",
        "join_url": "https://zoom.us/j/85746065432?pwd=abc",
        "start_url": "https://zoom.us/s/85746065432?zak=start-canary",
        "settings": {"host_video": True, "alternative_hosts": "", "brand_new": {"x": 1}},
    } | fields


def new_meeting(**fields: Any) -> NewMeeting:
    """A single meeting to be created."""
    return NewMeeting.model_validate(
        {
            "topic": "Yoga am Morgen",
            "type": 2,
            "start_time": "2026-12-01T18:00:00",
            "duration": 90,
            "timezone": "Europe/Berlin",
            "password": "123456",
        }
        | fields
    )
