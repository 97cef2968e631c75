"""A broad set of answers, each with the call of Zoom's description it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx2

from tests.simulator.api import Api, ids

USER = "/users/{userId}"
MEETINGS = "/users/{userId}/meetings"
MEETING = "/meetings/{meetingId}"
ACCOUNT = "/accounts/{accountId}/settings"

BODIES: dict[str, dict[str, Any]] = {
    "single": {"type": 2, "recurrence": None},
    "single in UTC": {"type": 2, "recurrence": None, "start_time": "2027-03-02T18:00:00Z"},
    "instant": {"type": 1, "recurrence": None},
    "no fixed time": {"type": 3, "recurrence": None},
    "series": {},
    "daily": {"recurrence": {"type": 1, "repeat_interval": 2, "end_times": 5}},
    "several weekdays": {"recurrence": {"type": 2, "weekly_days": "2,4", "end_times": 5}},
    "monthly by date": {"recurrence": {"type": 3, "monthly_day": 5, "end_times": 3}},
    "monthly by weekday": {
        "recurrence": {"type": 3, "monthly_week": -1, "monthly_week_day": 6, "end_times": 3}
    },
    "until a date": {
        "recurrence": {"type": 2, "weekly_days": "3", "end_date_time": "2027-05-01T00:00:00Z"}
    },
    "with settings": {
        "agenda": "Ref. KL-1",
        "password": "abc-123",
        "tracking_fields": [{"field": "Fachbereich", "value": "Sprachen"}],
        "settings": {
            "waiting_room": True,
            "waiting_room_options": {"mode": "follow_setting"},
            "alternative_hosts": "zoomzugang02@vhs-musterstadt.example",
            "approval_type": 0,
            "jbh_time": 10,
            "meeting_invitees": [{"email": "jemand@example.org"}],
        },
    },
}


@dataclass(frozen=True)
class Sample:
    """``method`` and ``path`` as the description writes them."""

    method: str
    path: str
    answer: httpx2.Response

    @property
    def status(self) -> int:
        return self.answer.status_code


def user_samples(api: Api) -> Iterator[Sample]:
    api.control.grant_scheduling(of=api.other_host, to=api.host)
    yield Sample("get", "/users", api.get("/users", page_size="3"))
    yield Sample("get", "/users", api.get("/users", status="pending"))
    yield Sample("get", USER, api.get(f"/users/{api.host}"))
    yield Sample("get", USER, api.get("/users/eingeladen@vhs-musterstadt.example"))
    for option in ("", "meeting_security", "meeting_authentication"):
        answer = api.get(f"/users/{api.host}/settings", option=option)
        yield Sample("get", f"{USER}/settings", answer)
    yield Sample("get", f"{USER}/schedulers", api.get(f"/users/{api.host}/schedulers"))
    yield Sample("get", f"{USER}/assistants", api.get(f"/users/{api.other_host}/assistants"))
    added = api.post(f"/users/{api.host}/assistants", {"assistants": [{"email": api.other_host}]})
    yield Sample("post", f"{USER}/assistants", added)
    for option in ("", "meeting_security"):
        yield Sample("get", ACCOUNT, api.get("/accounts/me/settings", option=option))


def meeting_samples(api: Api) -> Iterator[Sample]:
    api.control.set_switch(deleted_occurrences="listed")
    for body in BODIES.values():
        created = api.create(**body)
        yield Sample("post", MEETINGS, created)
        yield Sample("get", MEETING, api.get(f"/meetings/{created.json()['id']}"))
    for kind in ("scheduled", "upcoming", "previous_meetings"):
        listing = api.get(f"/users/{api.host}/meetings", type=kind, page_size="5")
        yield Sample("get", MEETINGS, listing)
    yield from _single_dates(api)


def _single_dates(api: Api) -> Iterator[Sample]:
    meeting = api.created()
    first, second, *_ = ids(meeting)
    body = {"start_time": "2027-03-03T18:00:00Z", "agenda": "Nur heute"}
    yield Sample("patch", MEETING, api.patch(meeting["id"], body, occurrence_id=first))
    yield Sample("delete", MEETING, api.delete(meeting["id"], occurrence_id=second))
    one = api.get(f"/meetings/{meeting['id']}", occurrence_id=first)
    yield Sample("get", MEETING, one)
    yield Sample("get", MEETING, api.get(f"/meetings/{meeting['id']}"))
    yield Sample("patch", MEETING, api.patch(meeting["id"], {"type": 3}))
    yield Sample("delete", MEETING, api.delete(meeting["id"]))
