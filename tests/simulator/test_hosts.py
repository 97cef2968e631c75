"""Alternative hosts, and handing a meeting to another host."""

import pytest

from tests.simulator.api import Api, refusal

BASIC = "basis@vhs-musterstadt.example"
SINGLE = {"type": 2, "recurrence": None}
KEPT = ("id", "join_url", "password", "occurrences", "recurrence", "topic")


def schedule_for(api: Api, number: int, email: str) -> tuple[int, int, str]:
    return refusal(api.patch(number, {"schedule_for": email}))


def test_alternative_hosts_come_back_as_registered(api: Api) -> None:
    third = api.simulator.hosts[2]
    listed = f"{api.other_host.upper()}, {third}"
    meeting = api.created(settings={"alternative_hosts": listed})
    assert meeting["settings"]["alternative_hosts"] == f"{api.other_host};{third}"
    api.patch(meeting["id"], {"settings": {"alternative_hosts": ""}})
    assert api.meeting(meeting["id"])["settings"]["alternative_hosts"] == ""


@pytest.mark.parametrize("email", [BASIC, "someone@elsewhere.example"])
def test_only_licensed_users_of_the_account_can_be_alternatives(api: Api, email: str) -> None:
    answer = api.create(settings={"alternative_hosts": f"{api.other_host};{email}"})
    assert refusal(answer) == (400, 1114, f"The alternative host {email} is not a licensed user.")
    assert api.control.meetings() == []


def test_an_alternative_who_lost_the_licence_does_not_block_other_changes(api: Api) -> None:
    meeting = api.created(settings={"alternative_hosts": api.other_host})
    api.control.alter_user(api.other_host, type=1)
    assert api.patch(meeting["id"], {"topic": "Neu"}).status_code == 204


def test_the_host_changes_and_the_meeting_stays(api: Api) -> None:
    meeting = api.created()
    api.control.grant_scheduling(of=api.other_host, to=api.host)
    answer = api.patch(meeting["id"], {"schedule_for": api.other_host})
    after = api.meeting(meeting["id"])
    assert (answer.status_code, after["host_email"]) == (204, api.other_host)
    assert {key: after[key] for key in KEPT} == {key: meeting[key] for key in KEPT}


def test_without_privilege_the_host_does_not_change(api: Api) -> None:
    meeting = api.created()
    expected = (400, 3000, f"You cannot schedule a meeting for {api.other_host}")
    assert schedule_for(api, meeting["id"], api.other_host) == expected
    assert api.meeting(meeting["id"])["host_email"] == api.host


def test_the_privilege_has_a_direction(api: Api) -> None:
    meeting = api.created()
    api.control.grant_scheduling(of=api.host, to=api.other_host)
    assert schedule_for(api, meeting["id"], api.other_host)[:2] == (400, 3000)


def test_a_basic_user_can_neither_give_nor_take(api: Api) -> None:
    meeting = api.created()
    api.control.grant_scheduling(of=BASIC, to=api.host)
    assert schedule_for(api, meeting["id"], BASIC)[:2] == (400, 3000)
    own = api.post(f"/users/{BASIC}/meetings", {}).json()
    api.control.grant_scheduling(of=api.host, to=BASIC)
    assert schedule_for(api, own["id"], api.host)[:2] == (400, 3000)


def test_the_same_host_needs_no_privilege_and_an_unknown_one_is_invalid(api: Api) -> None:
    meeting = api.created()
    assert api.patch(meeting["id"], {"schedule_for": api.host.upper()}).status_code == 204
    assert schedule_for(api, meeting["id"], "nobody@example.org")[:2] == (400, 300)


def test_scheduling_for_others_on_create_leaves_the_caller_as_host(api: Api) -> None:
    assert refusal(api.create(schedule_for=api.other_host))[:2] == (400, 3000)
    api.control.grant_scheduling(of=api.other_host, to=api.host)
    meeting = api.created(schedule_for=api.other_host)
    assert meeting["host_email"] == api.host
    assert list(api.control.counters().writes) == [api.host]


def test_an_instant_meeting_is_for_nobody_else(api: Api) -> None:
    answer = api.create(**SINGLE | {"type": 1}, schedule_for=api.other_host)
    assert refusal(answer)[:2] == (400, 3000)
