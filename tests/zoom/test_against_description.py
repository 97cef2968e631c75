"""Every request body and query is valid by Zoom's own description of its API.

Collected only where that description lies beside the project; two valid forms it refuses are
translated first (several weekdays, a wall clock without offset).
"""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from kurslink.zoom.client import ZoomClient
from kurslink.zoom.schemas import (
    MeetingChange,
    MeetingSettings,
    MeetingType,
    NewMeeting,
    OccurrenceChange,
    Recurrence,
)
from tests.zoom.clients import NOON
from tests.zoom.conftest import DESCRIPTION
from tests.zoom.meetings import meeting_json, new_meeting
from tests.zoom.scripted_zoom import Reply, ScriptedZoom, json_reply

PATHS = json.loads(DESCRIPTION.read_text())["paths"]
CREATE = ("/users/{userId}/meetings", "post")
CHANGE = ("/meetings/{meetingId}", "patch")


def body_schema(path: str, method: str) -> dict[str, Any]:
    """The schema of a request body, closed: what it does not name is a fault of ours."""
    content = PATHS[path][method]["requestBody"]["content"]
    return dict(closed(content["application/json"]["schema"]))


def closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {key: closed(part) for key, part in schema.items()}
    if isinstance(parts.get("properties"), dict) and parts.get("type") == "object":
        parts["additionalProperties"] = False
    return parts


def faults(body: dict[str, Any], path: str, method: str) -> list[str]:
    translated = json.loads(json.dumps(body))
    weekdays = translated.get("recurrence", {}).get("weekly_days", "")
    if "," in weekdays:
        translated["recurrence"]["weekly_days"] = weekdays[0]
    validator = Draft4Validator(body_schema(path, method))
    return [error.message for error in validator.iter_errors(translated)]


recurrences = st.builds(
    Recurrence,
    type=st.just(2),
    repeat_interval=st.integers(1, 4),
    weekly_days=st.sets(st.sampled_from("1234567"), min_size=1).map(lambda d: ",".join(sorted(d))),
    end_times=st.integers(1, 50),
) | st.builds(
    Recurrence,
    type=st.just(1),
    repeat_interval=st.integers(1, 14),
    end_times=st.integers(1, 50),
)
meeting_settings = st.builds(MeetingSettings)
schedules = st.fixed_dictionaries(
    {
        "start_time": st.datetimes(),
        "duration": st.integers(1, 1440),
        "timezone": st.just("Europe/Berlin"),
    }
)
topics = st.text(min_size=1, max_size=200)
new_meetings = st.builds(
    lambda topic, schedule, recurrence, wanted: NewMeeting(
        topic=topic,
        type=MeetingType.RECURRING if recurrence else MeetingType.SCHEDULED,
        recurrence=recurrence,
        settings=wanted,
        **schedule,
    ),
    topics,
    schedules,
    st.none() | recurrences,
    meeting_settings,
)


@settings(max_examples=40)
@given(new_meetings)
def test_every_new_meeting_is_valid(meeting: NewMeeting) -> None:
    assert faults(meeting.body(), *CREATE) == []


@settings(max_examples=20)
@given(st.builds(MeetingChange, topic=topics | st.none(), settings=meeting_settings | st.none()))
def test_every_change_is_valid(change: MeetingChange) -> None:
    assert faults(change.body(), *CHANGE) == []


def test_a_change_of_everything_is_valid() -> None:
    change = MeetingChange(
        topic="Neu",
        agenda="Ref. KL-1",
        type=MeetingType.RECURRING,
        start_time=NOON.replace(tzinfo=None),
        duration=90,
        timezone="Europe/Berlin",
        password="123456",
        schedule_for="b@vhs.example",
        recurrence=Recurrence(type=2, weekly_days="2,4", end_times=8),
        settings=MeetingSettings(alternative_hosts="", waiting_room=True),
    )
    assert faults(change.body(), *CHANGE) == []


def test_a_change_of_one_date_is_valid() -> None:
    assert faults(OccurrenceChange(start_time=NOON, duration=60).body(), *CHANGE) == []


def test_the_check_itself_finds_faults() -> None:
    assert faults({"topic": "x" * 201}, *CREATE) != []
    assert faults({"invented": 1}, *CREATE) != []
    assert faults({"settings": {"invented": 1}}, *CREATE) != []


@pytest.mark.parametrize("field", [*MeetingSettings.model_fields, "use_pmi"])
@pytest.mark.parametrize(("path", "method"), [CREATE, CHANGE])
def test_every_setting_of_ours_exists(path: str, method: str, field: str) -> None:
    assert field in body_schema(path, method)["properties"]["settings"]["properties"]


def parameters(path: str, method: str) -> set[str]:
    return {p["name"] for p in PATHS[path][method]["parameters"] if p["in"] == "query"}


def test_every_query_is_one_the_description_names(zoom: ScriptedZoom, client: ZoomClient) -> None:
    zoom.script(
        json_reply({"users": [], "meetings": []}),
        json_reply({"users": [], "meetings": []}),
        json_reply({"meeting_security": {}}),
        json_reply(meeting_json()),
        json_reply(meeting_json()),
        Reply(204),
    )
    list(client.users())
    list(client.meetings("u1"))
    client.meeting_security("u1")
    client.create_meeting("u1", new_meeting())
    client.meeting(7, with_past=True)
    client.change_occurrence(7, "1", OccurrenceChange(duration=5))
    client.remove_occurrence(7, "1")
    used = [
        ("/users", "get"),
        ("/users/{userId}/meetings", "get"),
        ("/users/{userId}/settings", "get"),
        CREATE,
        ("/meetings/{meetingId}", "get"),
        CHANGE,
        ("/meetings/{meetingId}", "delete"),
    ]
    unknown = [
        set(call.query) - parameters(*place)
        for call, place in zip(zoom.calls, used, strict=True)
        if call.query
    ]
    assert unknown == [set()] * len(unknown)
