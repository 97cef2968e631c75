"""Creating, reading, changing and deleting meetings."""

from datetime import timedelta

import pytest

from tests.simulator.api import Api, invalid, refusal, starts
from tests.simulator.conftest import NOW

SINGLE = {"type": 2, "recurrence": None}
LINK = {"type": 3, "recurrence": None}


def test_a_local_start_is_answered_in_utc(api: Api) -> None:
    meeting = api.created(**SINGLE)
    assert (meeting["start_time"], meeting["timezone"], meeting["duration"]) == (
        "2027-03-02T17:00:00Z",
        "Europe/Berlin",
        90,
    )


def test_a_z_beats_the_time_zone(api: Api) -> None:
    meeting = api.created(**SINGLE | {"start_time": "2027-03-02T18:00:00Z"})
    assert meeting["start_time"] == "2027-03-02T18:00:00Z"


def test_without_a_zone_the_accounts_zone_counts(api: Api) -> None:
    assert api.created(**SINGLE, timezone=None)["start_time"] == "2027-03-02T17:00:00Z"


def test_an_empty_body_makes_a_meeting_now(api: Api) -> None:
    meeting = api.post(f"/users/{api.host}/meetings", {}).json()
    assert (meeting["type"], meeting["topic"], meeting["duration"]) == (2, "Zoom Meeting", 60)
    assert meeting["start_time"][:16] == "2027-01-04T09:00"


def test_a_past_start_silently_becomes_now(api: Api) -> None:
    meeting = api.created(**SINGLE | {"start_time": "2026-12-01T18:00:00"})
    assert meeting["start_time"][:16] == "2027-01-04T09:00"
    series = api.created(start_time="2026-12-01T18:00:00")
    assert [start[:16] for start in starts(series)[:2]] == ["2027-01-05T09:00", "2027-01-12T09:00"]


def test_a_past_start_can_be_refused(api: Api) -> None:
    api.control.set_switch(past_start="refused")
    assert invalid(api.create(start_time="2026-12-01T18:00:00")) == (400, ["start_time"])


def test_what_was_created_is_what_is_read(api: Api) -> None:
    created = api.created(agenda="Ref. KL-1", settings={"waiting_room": True})
    read = api.meeting(created["id"])
    assert {**read, "start_url": ""} == {**created, "start_url": ""}
    assert (read["host_email"], read["agenda"], read["status"]) == (
        api.host,
        "Ref. KL-1",
        "waiting",
    )


def test_numbers_do_not_fit_into_32_bits(api: Api) -> None:
    assert api.created(**SINGLE)["id"] > 2**31


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topic", "x" * 201),
        ("agenda", "x" * 2001),
        ("duration", 0),
        ("duration", 1441),
        ("type", 7),
        ("timezone", "Musterstadt"),
        ("start_time", "02.03.2027 18:00"),
        ("start_time", "2027-03-02T18:00:00+01:00"),
        ("start_time", "2027-02-30T18:00:00"),
    ],
)
def test_values_out_of_bounds_are_refused(api: Api, field: str, value: object) -> None:
    assert invalid(api.create(**{field: value})) == (400, [field])


def test_the_longest_values_are_taken(api: Api) -> None:
    meeting = api.created(topic="x" * 200, agenda="x" * 2000, duration=1440, password="1234567890")
    assert (len(meeting["topic"]), len(meeting["agenda"])) == (200, 2000)


def test_a_bad_setting_is_named_with_its_path(api: Api) -> None:
    answer = api.create(settings={"jbh_time": 7})
    assert answer.json() == {
        "code": 300,
        "message": "Validation Failed.",
        "errors": [{"field": "settings.jbh_time", "message": "Invalid parameter: jbh_time."}],
    }


def test_an_unknown_setting_is_refused_on_change_only(api: Api) -> None:
    meeting = api.created(settings={"auto_transcribing": True})
    answer = api.patch(meeting["id"], {"settings": {"auto_transcribing": True}})
    assert invalid(answer) == (400, ["settings.auto_transcribing"])


def test_a_change_touches_only_what_it_names(api: Api) -> None:
    before = api.created()
    answer = api.patch(before["id"], {"topic": "Englisch A2"})
    assert (answer.status_code, answer.content) == (204, b"")
    after = api.meeting(before["id"])
    assert {**after, "start_url": "", "topic": "Englisch A1"} == {**before, "start_url": ""}
    assert after["topic"] == "Englisch A2"


def test_the_link_changes_with_the_passcode_only(api: Api) -> None:
    meeting = api.created()
    api.patch(meeting["id"], {"topic": "Anders"})
    assert api.meeting(meeting["id"])["join_url"] == meeting["join_url"]
    api.patch(meeting["id"], {"password": "neu-2027"})
    changed = api.meeting(meeting["id"])
    assert changed["join_url"] != meeting["join_url"]
    assert changed["join_url"].split("?")[0] == meeting["join_url"].split("?")[0]
    assert changed["password"] == "neu-2027"


def test_an_empty_passcode_removes_it(api: Api) -> None:
    meeting = api.created()
    api.patch(meeting["id"], {"password": ""})
    after = api.meeting(meeting["id"])
    assert (after["password"], after["join_url"]) == ("", meeting["join_url"].split("?")[0])


def test_the_link_stands_bare_where_the_passcode_is_not_embedded(api: Api) -> None:
    api.control.alter_user(api.host, embed_passcode=False)
    meeting = api.created()
    assert meeting["join_url"] == f"{api.simulator.api_url}/j/{meeting['id']}"


def test_a_single_meeting_moves(api: Api) -> None:
    meeting = api.created(**SINGLE)
    api.patch(meeting["id"], {"start_time": "2027-03-09T19:00:00", "duration": 45})
    moved = api.meeting(meeting["id"])
    assert (moved["start_time"], moved["duration"]) == ("2027-03-09T18:00:00Z", 45)


def test_a_past_start_is_ignored_on_change(api: Api) -> None:
    meeting = api.created(**SINGLE)
    answer = api.patch(meeting["id"], {"start_time": "2026-01-01T10:00:00", "topic": "Neu"})
    after = api.meeting(meeting["id"])
    assert answer.status_code == 204
    assert (after["start_time"], after["topic"]) == ("2027-03-02T17:00:00Z", "Neu")


def test_fields_can_be_ignored_without_a_word(api: Api) -> None:
    api.control.set_switch(ignored_fields=["topic", "settings.approval_type"])
    meeting = api.created()
    answer = api.patch(
        meeting["id"], {"topic": "Neu", "agenda": "Neu", "settings": {"approval_type": 0}}
    )
    after = api.meeting(meeting["id"])
    assert answer.status_code == 204
    assert (after["topic"], after["agenda"]) == ("Englisch A1", "Neu")
    assert after["settings"]["approval_type"] == 2


def test_locked_settings_win_silently(api: Api) -> None:
    api.control.alter_user(api.host, locked={"waiting_room": True, "mute_upon_entry": False})
    meeting = api.created(
        settings={"waiting_room": False, "mute_upon_entry": True, "join_before_host": True}
    )
    settings = meeting["settings"]
    assert (
        settings["waiting_room"],
        settings["mute_upon_entry"],
        settings["join_before_host"],
    ) == (True, False, False)


def test_the_personal_number_is_used_where_the_user_prefers_it(api: Api) -> None:
    user = api.control.alter_user(api.host, use_pmi=True)
    personal = api.created(**SINGLE)
    own = api.created(**SINGLE, settings={"use_pmi": False})
    assert personal["pmi"] == str(user["pmi"])
    assert personal["join_url"].split("?")[0] == f"{api.simulator.api_url}/j/{user['pmi']}"
    assert "pmi" not in own


def test_a_meeting_without_fixed_time_has_no_dates(api: Api) -> None:
    meeting = api.created(**LINK, settings={"approval_type": 0})
    assert [meeting.get(key) for key in ("start_time", "occurrences", "recurrence")] == [None] * 3
    assert meeting["settings"]["approval_type"] == 2


@pytest.mark.parametrize("kept", ["id", "join_url", "password", "topic"])
def test_the_type_changes_and_the_link_stays(api: Api, kept: str) -> None:
    single = api.created(**SINGLE)
    weekly = {"type": 2, "weekly_days": "3", "end_times": 3}
    api.patch(single["id"], {"type": 8, "start_time": single["start_time"], "recurrence": weekly})
    series = api.meeting(single["id"])
    api.patch(single["id"], {"type": 3})
    link = api.meeting(single["id"])
    api.patch(single["id"], {"type": 2, "start_time": "2027-04-06T18:00:00"})
    again = api.meeting(single["id"])
    assert (series["type"], len(series["occurrences"])) == (8, 3)
    assert (link["type"], "start_time" in link) == (3, False)
    assert (again["type"], again["start_time"]) == (2, "2027-04-06T16:00:00Z")
    assert {series[kept], link[kept], again[kept]} == {single[kept]}


def test_a_series_becomes_a_single_meeting_on_its_next_date(api: Api) -> None:
    meeting = api.created()
    api.patch(meeting["id"], {"type": 2})
    single = api.meeting(meeting["id"])
    assert (single["type"], single["start_time"]) == (2, "2027-03-02T17:00:00Z")


def test_a_change_of_type_can_be_refused(api: Api) -> None:
    api.control.set_switch(type_change="refused")
    meeting = api.created(**SINGLE)
    assert invalid(api.patch(meeting["id"], {"type": 3})) == (400, ["type"])


def test_a_deleted_meeting_is_gone(api: Api) -> None:
    number = api.created()["id"]
    expected = (404, 3001, f"Meeting does not exist: {number}.")
    assert api.delete(number).status_code == 204
    assert refusal(api.delete(number)) == expected
    assert refusal(api.get(f"/meetings/{number}")) == expected
    assert refusal(api.patch(number, {"topic": "Neu"})) == expected


def test_a_single_meeting_expires_after_thirty_days(api: Api) -> None:
    number = api.created(**SINGLE | {"start_time": "2027-01-05T10:00:00Z"})["id"]
    api.control.alter_user(api.host)
    api.control.set_switch(token_lifetime_seconds=10_000_000)
    fresh = Api(api.simulator)
    fresh.control.set_clock(NOW + timedelta(days=30))
    assert fresh.get(f"/meetings/{number}").status_code == 200
    fresh.control.set_clock(NOW + timedelta(days=32))
    assert refusal(fresh.get(f"/meetings/{number}"))[:2] == (404, 3001)


def test_a_webinar_is_no_meeting(api: Api) -> None:
    number = api.created()["id"]
    api.control.change_meeting(number, is_webinar=True)
    expected = (400, 3000, "Cannot access webinar info.")
    assert refusal(api.get(f"/meetings/{number}")) == expected
    assert refusal(api.patch(number, {})) == expected
    assert refusal(api.delete(number)) == expected


def test_a_meeting_in_progress_cannot_be_changed(api: Api) -> None:
    number = api.created()["id"]
    api.control.change_meeting(number, status="started")
    assert refusal(api.patch(number, {"topic": "Neu"}))[:2] == (400, 3000)
    assert refusal(api.delete(number))[:2] == (400, 3002)


def test_lists_show_meetings_without_passcode_and_with_a_short_agenda(api: Api) -> None:
    created = api.created(agenda="Ref. KL-1 " + "x" * 400)
    (row,) = api.get(f"/users/{api.host}/meetings").json()["meetings"]
    expected = ("id", "uuid", "host_id", "topic", "type", "start_time", "duration", "timezone")
    assert {key: row[key] for key in expected} == {key: created[key] for key in expected}
    assert row["agenda"] == created["agenda"][:250]
    assert sorted(set(row) - set(expected)) == ["agenda", "created_at", "join_url"]


def test_lists_belong_to_one_host_and_have_pages(api: Api) -> None:
    for _ in range(3):
        api.created(**SINGLE)
    api.post(f"/users/{api.other_host}/meetings", {})
    page = api.get(f"/users/{api.host}/meetings", page_size="2").json()
    rest = api.get(
        f"/users/{api.host}/meetings", page_size="2", next_page_token=page["next_page_token"]
    ).json()
    assert (page["total_records"], len(page["meetings"]), len(rest["meetings"])) == (3, 2, 1)
    assert refusal(api.get(f"/users/{api.host}/meetings", page_size="301"))[:2] == (400, 300)


def test_upcoming_meetings_stand_once_per_date(api: Api) -> None:
    api.created()
    upcoming = api.get(f"/users/{api.host}/meetings", type="upcoming").json()["meetings"]
    previous = api.get(f"/users/{api.host}/meetings", type="previous_meetings").json()
    assert (len(upcoming), len({row["id"] for row in upcoming})) == (6, 1)
    assert previous["meetings"] == []


def test_a_new_meeting_appears_in_lists_after_the_lag(api: Api) -> None:
    api.control.set_switch(list_lag_seconds=20)
    number = api.created()["id"]
    assert api.get(f"/users/{api.host}/meetings").json()["meetings"] == []
    assert api.get(f"/meetings/{number}").status_code == 200
    api.control.set_clock(NOW + timedelta(seconds=40))
    listed = api.get(f"/users/{api.host}/meetings").json()["meetings"]
    assert [row["id"] for row in listed] == [number]


def test_a_repeated_create_makes_a_second_meeting(api: Api) -> None:
    assert api.created(**SINGLE)["id"] != api.created(**SINGLE)["id"]
    assert len(api.control.meetings()) == 2
