"""The shape of every answer, in our own words: exactly these fields, wherever we are."""

from typing import Any

from tests.simulator.api import Api
from tests.simulator.samples import BODIES, Sample, meeting_samples, user_samples

PAGE = {"page_count", "page_number", "page_size", "total_records", "next_page_token"}
INVITED = {
    "email", "first_name", "last_name", "display_name", "type", "status", "timezone", "role_id",
    "verified", "dept", "user_created_at",
}  # fmt: skip
USER = INVITED | {"id", "pmi"}
ONLY_SINGLE = {
    "role_name", "use_pmi", "personal_meeting_url", "account_id", "account_number", "language",
    "cluster", "login_types",
}  # fmt: skip
LISTED_MEETING = {
    "id", "uuid", "host_id", "topic", "type", "duration", "timezone", "created_at", "agenda",
    "join_url",
}  # fmt: skip
MEETING = LISTED_MEETING | {
    "host_email", "assistant_id", "status", "creation_source", "password", "h323_password",
    "pstn_password", "encrypted_password", "start_url", "settings", "pre_schedule",
}  # fmt: skip
SERIES = {"start_time", "recurrence", "occurrences"}
OCCURRENCE = {"occurrence_id", "start_time", "duration", "status"}


def answers(samples: list[Sample], method: str, path: str) -> list[dict[str, Any]]:
    return [s.answer.json() for s in samples if (s.method, s.path) == (method, path)]


def test_users_have_their_fields(api: Api) -> None:
    samples = list(user_samples(api))
    active, pending = answers(samples, "get", "/users")
    single, invited = answers(samples, "get", "/users/{userId}")
    assert set(active) == set(pending) == PAGE | {"users"}
    assert {frozenset(row) for row in active["users"]} == {frozenset(USER)}
    assert {frozenset(row) for row in pending["users"]} == {frozenset(INVITED)}
    assert set(single) == USER | ONLY_SINGLE
    assert set(invited) == INVITED | ONLY_SINGLE


def test_meetings_have_their_fields(api: Api) -> None:
    api.control.set_switch(rate_limits=False)
    samples = list(meeting_samples(api))
    extra = {
        "single": {"start_time"},
        "single in UTC": {"start_time"},
        "instant": set[str](),
        "no fixed time": set[str](),
        "with settings": SERIES | {"tracking_fields", "registration_url"},
    }
    created = dict(zip(BODIES, answers(samples, "post", "/users/{userId}/meetings"), strict=True))
    assert {name: set(meeting) for name, meeting in created.items()} == {
        name: MEETING | extra.get(name, SERIES) for name in BODIES
    }
    assert {frozenset(o) for o in created["series"]["occurrences"]} == {frozenset(OCCURRENCE)}


def test_lists_have_their_fields(api: Api) -> None:
    api.created()
    api.created(type=3, recurrence=None)
    listing = api.get(f"/users/{api.host}/meetings").json()
    assert set(listing) == PAGE | {"meetings"}
    assert [set(row) for row in listing["meetings"]] == [
        LISTED_MEETING | {"start_time"},
        LISTED_MEETING,
    ]
