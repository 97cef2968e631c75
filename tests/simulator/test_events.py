"""What the simulated Zoom tells an app of its own accord, and how it insists."""

import hmac
from collections.abc import Iterator
from threading import Event

import pytest

from tests.simulator.api import Api, ids
from tests.simulator.conftest import NOW
from tests.simulator_process import Json, RunningSimulator, plain_client
from tests.zoom.scripted_zoom import Received, Reply, ScriptedZoom, json_reply

SECRET = "practice-event-secret"


@pytest.fixture
def app(api: Api) -> Iterator[ScriptedZoom]:
    """An app that wants events and has taken none yet."""
    with ScriptedZoom() as app:
        app.script(Reply(204))
        api.control.set_webhook(f"{app.url}/events", SECRET)
        yield app


def told(api: Api, app: ScriptedZoom) -> list[Json]:
    """The events that have arrived, without those told before."""
    api.control.sent_events()
    events = [call.json for call in app.calls]
    app.received.clear()
    return events


def signature(call: Received) -> str:
    message = f"v0:{call.headers['x-zm-request-timestamp']}:".encode() + call.content
    return "v0=" + hmac.new(SECRET.encode(), message, "sha256").hexdigest()


def test_a_meeting_made_by_the_app_is_told_in_its_owners_name(api: Api, app: ScriptedZoom) -> None:
    meeting = api.created()
    (event,) = told(api, app)
    about = event["payload"]
    assert (event["event"], about["operation"]) == ("meeting.created", "all")
    assert about["account_id"] == api.simulator.account_id
    assert about["operator"] == api.simulator.users[0]["email"]
    assert about["object"]["id"] == meeting["id"]
    assert len(about["object"]["occurrences"]) == 6
    assert event["event_ts"] // 1000 == pytest.approx(NOW.timestamp(), abs=30)


def test_a_change_tells_what_differs_and_what_was_before(api: Api, app: ScriptedZoom) -> None:
    meeting = api.created()
    told(api, app)
    api.patch(meeting["id"], {"topic": "Neu", "settings": {"waiting_room": True}})
    (event,) = told(api, app)
    about, number = event["payload"], {"id": meeting["id"], "uuid": meeting["uuid"]}
    assert (event["event"], about["scope"]) == ("meeting.updated", "all")
    assert about["object"] == number | {"topic": "Neu", "settings": {"waiting_room": True}}
    assert about["old_object"] == number | {
        "topic": meeting["topic"],
        "settings": {"waiting_room": False},
    }


def test_one_moved_date_is_told_alone(api: Api, app: ScriptedZoom) -> None:
    meeting = api.created()
    told(api, app)
    second = ids(meeting)[1]
    api.patch(meeting["id"], {"start_time": "2027-03-10T17:00:00Z"}, occurrence_id=second)
    (event,) = told(api, app)
    about = event["payload"]
    (date,) = about["object"]["occurrences"]
    assert (about["scope"], date["occurrence_id"]) == ("single", second)
    assert date["start_time"] == "2027-03-10T17:00:00Z"


def test_a_person_in_the_portal_is_named(api: Api, app: ScriptedZoom) -> None:
    made = api.control.create_meeting(api.other_host, topic="Privat", type=3)
    api.control.change_meeting(made["id"], topic="Anders", host=api.host)
    api.control.delete_meeting(made["id"])
    named = [(event["event"], event["payload"]["operator"]) for event in told(api, app)]
    assert named == [
        ("meeting.created", api.other_host),
        ("meeting.updated", api.other_host),
        ("meeting.deleted", api.host),
    ]


def test_deleting_tells_which_date_or_all(api: Api, app: ScriptedZoom) -> None:
    meeting = api.created()
    told(api, app)
    first = ids(meeting)[0]
    api.delete(meeting["id"], occurrence_id=first)
    api.delete(meeting["id"])
    single, whole = (event["payload"] for event in told(api, app))
    assert (single["operation"], whole["operation"]) == ("single", "all")
    assert [each["occurrence_id"] for each in single["object"]["occurrences"]] == [first]


def test_deleting_a_user_tells_of_each_meeting(api: Api, app: ScriptedZoom) -> None:
    api.created()
    api.created()
    told(api, app)
    api.control.remove_user(api.host)
    assert [event["event"] for event in told(api, app)] == ["meeting.deleted"] * 2


def test_what_changes_nothing_or_is_refused_is_not_told(api: Api, app: ScriptedZoom) -> None:
    meeting = api.created()
    told(api, app)
    api.patch(meeting["id"], {"topic": meeting["topic"]})
    api.patch(meeting["id"], {"duration": 0})
    api.delete(meeting["id"], occurrence_id="1")
    assert told(api, app) == []


def test_every_event_is_signed_over_its_bytes_at_the_simulators_time(
    api: Api, app: ScriptedZoom
) -> None:
    api.created()
    api.control.sent_events()
    (call,) = app.calls
    assert call.headers["x-zm-signature"] == signature(call)
    assert int(call.headers["x-zm-request-timestamp"]) == pytest.approx(NOW.timestamp(), abs=30)
    assert (call.method, call.path) == ("POST", "/events")


def test_a_lost_answer_of_the_api_is_told_all_the_same(api: Api, app: ScriptedZoom) -> None:
    api.control.fail_next("html_500", when="after", operation="create_meeting")
    api.create()
    assert [event["event"] for event in told(api, app)] == ["meeting.created"]


def test_a_refused_event_is_sent_once_more_with_a_time_of_its_own(
    api: Api, app: ScriptedZoom
) -> None:
    app.script(Reply(500), Reply(204))
    meeting = api.created()
    assert api.control.sent_events() == [
        {"event": "meeting.created", "meeting_id": meeting["id"], "attempts": 2, "status": 204}
    ]
    first, second = app.calls
    assert first.content == second.content
    assert second.headers["x-zm-signature"] == signature(second)


def test_nobody_at_home_is_no_answer(api: Api) -> None:
    with ScriptedZoom() as gone:
        url = gone.url
    api.control.set_webhook(url, SECRET)
    api.created()
    (sent,) = api.control.sent_events()
    assert (sent["attempts"], sent["status"]) == (2, None)
    assert api.control.validate_webhook() == {"status": None, "is_valid": False}


def test_no_answer_waits_for_an_event(api: Api, app: ScriptedZoom) -> None:
    released = Event()

    def wait(_handler: object) -> None:
        released.wait(10)

    app.script(Reply(instead=wait), Reply(204))
    first, second = api.created(), api.created()  # with the first event under way
    assert api.control.ask("GET", "/webhook")["sent"] == []
    released.set()
    told_of = [sent["meeting_id"] for sent in api.control.sent_events()]
    assert told_of == [first["id"], second["id"]]


def test_the_switch_sends_each_event_again(api: Api, app: ScriptedZoom) -> None:
    api.control.set_switch(event_deliveries=2)
    api.created()
    first, second = told(api, app)
    assert first == second


def test_without_a_webhook_nothing_is_sent(api: Api, app: ScriptedZoom) -> None:
    api.control.drop_webhook()
    api.created()
    assert (told(api, app), api.control.sent_events()) == ([], [])


def test_a_validation_asks_for_the_signed_token(api: Api, app: ScriptedZoom) -> None:
    app.script(json_reply({"plainToken": "other", "encryptedToken": "0"}))
    assert api.control.validate_webhook() == {"status": 200, "is_valid": False}
    (question,) = app.calls
    assert question.json["event"] == "endpoint.url_validation"
    assert question.headers["x-zm-signature"] == signature(question)


def test_a_webhook_is_forgotten_with_a_reset(api: Api, app: ScriptedZoom) -> None:
    api.created()
    told(api, app)
    api.control.reset()
    state = api.control.ask("GET", "/webhook")
    assert state == {"url": None, "is_idle": True, "sent": []}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/webhook", {"url": "https://evil.example:443/", "secret": "s"}),
        ("PUT", "/webhook", {"url": "http://evil.example:80/", "secret": "s"}),
        ("PUT", "/webhook", {"url": "http://127.0.0.1@evil.example:80/", "secret": "s"}),
        ("PUT", "/webhook", {"url": "http://127.0.0.1:port/", "secret": "s"}),
        ("PUT", "/webhook", {"url": "http://127.0.0.1:1/", "secret": ""}),
        ("PUT", "/webhook", {"url": "http://127.0.0.1:1/"}),
        ("POST", "/webhook/validate", {}),
    ],
)
def test_events_leave_this_machine_for_nobody(
    simulator: RunningSimulator, method: str, path: str, body: Json
) -> None:
    answer = plain_client(simulator.control_url).request(method, path, json=body)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
