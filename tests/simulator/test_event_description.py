"""Every event of the simulator is valid against Zoom's own description of its webhooks.

Collected only where the description is at hand (tests/simulator/conftest.py). Two of its mistakes
are corrected: ``weekly_days`` may hold several days, and the shape of ``old_object`` is that of
``object``, where its reference leads nowhere.
"""

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft4Validator, FormatChecker

from tests.simulator.api import Api, ids
from tests.simulator.conftest import EVENT_DESCRIPTION
from tests.simulator.samples import BODIES
from tests.simulator.test_events import SECRET, told
from tests.zoom.scripted_zoom import Reply, ScriptedZoom

WEBHOOKS = json.loads(EVENT_DESCRIPTION.read_text(encoding="utf-8"))["webhooks"]
CHANGES: tuple[dict[str, Any], ...] = (
    {"topic": "Neu", "agenda": "Ref. KL-2", "password": "abc-124"},
    {"settings": {"waiting_room": True, "approval_type": 2, "alternative_hosts": ""}},
    {"type": 8, "start_time": "2027-04-06T18:00:00", "recurrence": {"type": 1, "end_times": 2}},
)


def closed(schema: Any) -> Any:
    """The same schema without room for unknown fields."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {key: closed(part) for key, part in schema.items()}
    if isinstance(parts.get("properties"), dict) and parts.get("type") == "object":
        parts["additionalProperties"] = False
    if isinstance(parts.get("weekly_days"), dict):
        parts["weekly_days"] = {"type": "string", "pattern": "^[1-7](,[1-7])*$"}
    if "old_object" in parts:
        parts["old_object"] = parts["object"]
    return parts


def complaints(event: Any) -> list[str]:
    body = WEBHOOKS[event["event"]]["post"]["requestBody"]
    schema = closed(body["content"]["application/json"]["schema"])
    validator = Draft4Validator(schema, format_checker=FormatChecker())
    return [
        f"{event['event']} {'.'.join(map(str, error.absolute_path))}: {error.message}"
        for error in validator.iter_errors(event)
    ]


def happenings(api: Api) -> Iterator[dict[str, Any]]:
    """Make, change and delete meetings of every sort, by the app and in the portal."""
    for body in BODIES.values():
        meeting = api.created(**body)
        for change in CHANGES:
            api.patch(meeting["id"], change)
        api.control.change_meeting(meeting["id"], host=api.other_host)
        first = ids(api.meeting(meeting["id"]))[0]
        api.patch(meeting["id"], {"duration": 45}, occurrence_id=first)
        api.control.add_occurrence(meeting["id"], start_time="2027-06-01T18:00:00", duration=60)
        api.delete(meeting["id"], occurrence_id=first)
        api.control.delete_meeting(meeting["id"])
        yield meeting


def test_every_event_fits_the_description(api: Api) -> None:
    api.control.set_switch(rate_limits=False)
    with ScriptedZoom() as app:
        app.script(Reply(204))
        api.control.set_webhook(app.url, SECRET)
        meetings = list(happenings(api))
        events = told(api, app)
    assert [complaint for event in events for complaint in complaints(event)] == []
    assert len(events) >= 8 * len(meetings)


def test_the_closed_description_would_notice_an_unknown_field(api: Api) -> None:
    with ScriptedZoom() as app:
        api.control.set_webhook(app.url, SECRET)
        api.created()
        (event,) = told(api, app)
    event["payload"]["object"]["invented"] = 1
    assert complaints(event) != []
