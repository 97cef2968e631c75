"""What people do in the portal, and what the control interface refuses."""

from typing import Any

import pytest

from kurslink.simulator.switches import Switches
from tests.simulator.api import Api, ids, starts
from tests.simulator_process import RunningSimulator, plain_client

SINGLE = {"type": 2, "recurrence": None}


def test_a_person_changes_a_meeting_in_the_portal(api: Api) -> None:
    meeting = api.created()
    changed = api.control.change_meeting(
        meeting["id"], topic="Von Hand", password="hand-1", host=api.other_host
    )
    read = api.meeting(meeting["id"])
    assert (read["topic"], read["password"], read["host_email"]) == (
        "Von Hand",
        "hand-1",
        api.other_host,
    )
    assert changed["join_url"] == read["join_url"]
    assert changed["join_url"] != meeting["join_url"]


def test_a_person_moves_and_removes_single_dates(api: Api) -> None:
    meeting = api.created()
    first, second, *_ = ids(meeting)
    api.control.change_meeting(meeting["id"], occurrence_id=first, start_time="2027-03-03T18:00:00")
    api.control.delete_meeting(meeting["id"], occurrence_id=second)
    assert starts(api.meeting(meeting["id"])) == ["2027-03-03T17:00:00Z", *starts(meeting)[2:]]


def test_a_person_deletes_a_meeting(api: Api) -> None:
    meeting = api.created()
    api.control.delete_meeting(meeting["id"])
    assert api.get(f"/meetings/{meeting['id']}").status_code == 404


def test_a_meeting_made_by_hand_costs_no_budget(api: Api) -> None:
    made = api.control.create_meeting(api.host, topic="Privat", type=3)
    (row,) = api.get(f"/users/{api.host}/meetings").json()["meetings"]
    assert (row["id"], row["topic"]) == (made["id"], "Privat")
    assert (made["creation_source"], api.control.counters().writes) == ("web_portal", {})


def test_the_whole_truth_is_what_the_api_tells(api: Api) -> None:
    created = api.created()
    (truth,) = api.control.meetings()
    assert {**truth, "start_url": ""} == {**created, "start_url": "", "is_webinar": False}
    assert api.control.meeting(created["id"])["uuid"] == created["uuid"]


def test_a_reset_leaves_nothing(api: Api) -> None:
    api.created()
    api.control.set_switch(plan="free", ignored_fields=["topic"])
    api.control.add_user("neu@vhs-musterstadt.example")
    api.control.fail_next("html_500")
    api.control.reset()
    assert api.control.meetings() == []
    assert api.control.switches() == Switches()
    assert len(api.control.users()) == len(api.simulator.users)
    assert (api.control.waiting_faults(), api.control.log()) == ([], [])
    assert api.control.ask("GET", "/clock")["offset_seconds"] == 0


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/switches", {"no_such_switch": 1}),
        ("PATCH", "/switches", {"plan": "gold"}),
        ("PATCH", "/app", {"password": ""}),
        ("POST", "/users", {"email": "zoomzugang01@vhs-musterstadt.example"}),
        ("PATCH", "/users/nobody", {}),
        ("POST", "/users/nobody/meetings", {}),
        ("GET", "/meetings/1", None),
        ("POST", "/faults", {"failure": "explode"}),
        ("POST", "/faults", {"failure": "hang", "operatoin": "token"}),
        ("POST", "/holds", {"match": {"operatoin": "token"}}),
        ("POST", "/holds", {"when": "later"}),
        ("GET", "/holds/99", None),
        ("PUT", "/clock", {"offset_seconds": "tomorrow"}),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(
    simulator: RunningSimulator, method: str, path: str, body: Any
) -> None:
    answer = plain_client(simulator.control_url).request(method, path, json=body)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_a_status_that_does_not_exist_is_refused(api: Api) -> None:
    number = api.created()["id"]
    answer = plain_client(api.simulator.control_url).patch(
        f"/meetings/{number}", json={"status": "over"}
    )
    assert (answer.status_code, answer.json()) == (400, {"error": "A meeting cannot be over."})


def test_a_page_in_a_browser_may_not_ask(simulator: RunningSimulator) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
        client = plain_client(simulator.control_url, **headers)
        assert client.post("/reset").status_code == 403
