"""Series: how many occurrences, which ones, and what single changes do."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.simulator.api import WEEKLY, Api, Json, ids, invalid, refusal, starts
from tests.simulator.conftest import NOW

TUESDAYS = [
    "2027-03-02T17:00:00Z",
    "2027-03-09T17:00:00Z",
    "2027-03-16T17:00:00Z",
    "2027-03-23T17:00:00Z",
    "2027-03-30T16:00:00Z",
    "2027-04-06T16:00:00Z",
]
INVALID_OCCURRENCE = (400, 300, "Invalid parameter: occurrence_id.")


def weekly(**differences: object) -> dict[str, object]:
    return {"type": 2, "weekly_days": "3", "end_times": 6, **differences}


def long_series(api: Api, count: int) -> int:
    return len(starts(api.created(recurrence=weekly(end_times=count))))


def test_the_wall_clock_stays_over_the_clock_change(api: Api) -> None:
    assert starts(api.created()) == TUESDAYS


def test_an_id_is_the_start_in_milliseconds(api: Api) -> None:
    meeting = api.created()
    milliseconds = int(datetime(2027, 3, 2, 17, tzinfo=UTC).timestamp()) * 1000
    assert ids(meeting)[0] == str(milliseconds)


def test_the_first_occurrence_is_the_first_matching_day(api: Api) -> None:
    meeting = api.created(start_time="2027-02-24T18:00:00")
    assert (starts(meeting), meeting["start_time"]) == (TUESDAYS, TUESDAYS[0])


def test_a_forgotten_weekday_is_sunday_and_a_forgotten_end_is_once(api: Api) -> None:
    assert starts(api.created(recurrence={"type": 2})) == ["2027-03-07T17:00:00Z"]


def test_the_end_may_be_a_date(api: Api) -> None:
    until = {"type": 2, "weekly_days": "3", "end_date_time": "2027-03-17T00:00:00Z"}
    assert starts(api.created(recurrence=until)) == TUESDAYS[:3]


@pytest.mark.parametrize(
    ("recurrence", "field"),
    [
        ({"type": 4}, "recurrence.type"),
        ({}, "recurrence.type"),
        (weekly(weekly_days="0"), "recurrence.weekly_days"),
        (weekly(weekly_days="3;5"), "recurrence.weekly_days"),
        (weekly(repeat_interval=51), "recurrence.repeat_interval"),
        ({"type": 1, "repeat_interval": 100}, "recurrence.repeat_interval"),
        ({"type": 3, "repeat_interval": 11}, "recurrence.repeat_interval"),
        ({"type": 3, "monthly_day": 32}, "recurrence.monthly_day"),
        (weekly(end_date_time="2027-06-01T00:00:00Z"), "recurrence.end_date_time"),
        (weekly(end_times=None, end_date_time="2027-06-01"), "recurrence.end_date_time"),
    ],
)
def test_an_impossible_rule_is_refused(api: Api, recurrence: object, field: str) -> None:
    assert invalid(api.create(recurrence=recurrence)) == (400, [field])


def test_a_series_needs_a_rule(api: Api) -> None:
    assert invalid(api.create(recurrence=None)) == (400, ["recurrence"])


def test_fifty_occurrences_are_made_and_the_fifty_first_leaves_one(api: Api) -> None:
    assert (long_series(api, 50), long_series(api, 51)) == (50, 1)


@pytest.mark.parametrize(("behaviour", "count"), [("first_only", 1), ("cut", 60), ("empty", 0)])
def test_what_happens_above_the_limit_is_a_switch(api: Api, behaviour: str, count: int) -> None:
    api.control.set_switch(occurrence_limit=60, above_occurrence_limit=behaviour)
    assert (long_series(api, 60), long_series(api, 61)) == (60, count)


def test_too_many_occurrences_can_be_refused(api: Api) -> None:
    api.control.set_switch(above_occurrence_limit="refuse")
    answer = api.create(recurrence=weekly(end_times=51))
    assert invalid(answer) == (400, ["recurrence.end_times"])
    assert api.control.meetings() == []


def test_one_occurrence_moves_and_keeps_its_id(api: Api) -> None:
    meeting = api.created()
    body = {"start_time": "2027-03-10T19:00:00", "duration": 30}
    answer = api.patch(meeting["id"], body, occurrence_id=ids(meeting)[1])
    moved = api.meeting(meeting["id"])
    assert answer.status_code == 204
    assert ids(moved) == ids(meeting)
    assert starts(moved) == [TUESDAYS[0], "2027-03-10T18:00:00Z", *TUESDAYS[2:]]
    assert [o["duration"] for o in moved["occurrences"]] == [90, 30, 90, 90, 90, 90]


def test_a_moved_occurrence_may_get_a_new_id(api: Api) -> None:
    api.control.set_switch(moved_occurrence_id="new")
    meeting = api.created()
    api.patch(meeting["id"], {"start_time": "2027-03-10T18:00:00Z"}, occurrence_id=ids(meeting)[1])
    new_id = str(int(datetime(2027, 3, 10, 18, tzinfo=UTC).timestamp()) * 1000)
    assert ids(api.meeting(meeting["id"]))[1] == new_id
    old = api.delete(meeting["id"], occurrence_id=ids(meeting)[1])
    assert refusal(old) == INVALID_OCCURRENCE


def test_the_zone_of_a_single_date_may_be_ignored(api: Api) -> None:
    api.control.set_switch(occurrence_timezone="ignored")
    meeting = api.created()
    local = {"start_time": "2027-03-10T19:00:00", "timezone": "Europe/Berlin"}
    api.patch(meeting["id"], local, occurrence_id=ids(meeting)[1])
    api.patch(meeting["id"], {"start_time": "2027-03-17T19:00:00Z"}, occurrence_id=ids(meeting)[2])
    assert starts(api.meeting(meeting["id"]))[1:3] == [
        "2027-03-10T19:00:00Z",
        "2027-03-17T19:00:00Z",
    ]


def test_a_single_date_takes_neither_topic_nor_passcode(api: Api) -> None:
    meeting = api.created()
    body = {"topic": "Neu", "password": "neu", "agenda": "Nur heute", "duration": 45}
    api.patch(meeting["id"], body, occurrence_id=ids(meeting)[1])
    after = api.meeting(meeting["id"])
    only = api.meeting(meeting["id"], occurrence_id=ids(meeting)[1])
    assert (after["topic"], after["password"], after["agenda"]) == (
        meeting["topic"],
        meeting["password"],
        "",
    )
    assert (only["agenda"], only["duration"], starts(only)) == ("Nur heute", 45, [TUESDAYS[1]])


def test_a_past_start_is_ignored_for_a_single_date(api: Api) -> None:
    meeting = api.created()
    body = {"start_time": "2026-03-10T19:00:00", "duration": 30}
    api.patch(meeting["id"], body, occurrence_id=ids(meeting)[1])
    second = api.meeting(meeting["id"])["occurrences"][1]
    assert (second["start_time"], second["duration"]) == (TUESDAYS[1], 30)


@pytest.mark.parametrize("new_start", ["2027-03-24T18:00:00", "2027-02-28T18:00:00"])
def test_a_move_past_a_neighbour_is_a_switch(api: Api, new_start: str) -> None:
    meeting = api.created()
    second = ids(meeting)[1]
    assert api.patch(meeting["id"], {"start_time": new_start}, occurrence_id=second).is_success
    other = api.created()
    api.control.set_switch(move_past_neighbour="refused")
    answer = api.patch(other["id"], {"start_time": new_start}, occurrence_id=ids(other)[1])
    assert invalid(answer) == (400, ["start_time"])
    between = api.patch(
        other["id"], {"start_time": "2027-03-12T18:00:00"}, occurrence_id=ids(other)[1]
    )
    assert between.status_code == 204


def test_a_move_onto_a_used_day_is_a_switch(api: Api) -> None:
    meeting = api.created()
    onto_third = {"start_time": "2027-03-16T10:00:00"}
    assert api.patch(meeting["id"], onto_third, occurrence_id=ids(meeting)[1]).is_success
    other = api.created()
    api.control.set_switch(move_onto_used_day="refused")
    answer = api.patch(other["id"], onto_third, occurrence_id=ids(other)[1])
    assert invalid(answer) == (400, ["start_time"])
    same_day = {"start_time": "2027-03-09T10:00:00"}
    assert api.patch(other["id"], same_day, occurrence_id=ids(other)[1]).is_success


def test_a_removed_date_disappears_or_stays_as_deleted(api: Api) -> None:
    meeting = api.created()
    assert api.delete(meeting["id"], occurrence_id=ids(meeting)[0]).status_code == 204
    assert starts(api.meeting(meeting["id"])) == TUESDAYS[1:]
    api.control.set_switch(deleted_occurrences="listed")
    listed = api.meeting(meeting["id"])
    assert [o["status"] for o in listed["occurrences"]] == ["deleted"] + ["available"] * 5
    assert listed["start_time"] == TUESDAYS[1]


def test_an_unknown_date_is_refused(api: Api) -> None:
    meeting = api.created()
    removed = ids(meeting)[0]
    api.delete(meeting["id"], occurrence_id=removed)
    assert refusal(api.delete(meeting["id"], occurrence_id=removed)) == INVALID_OCCURRENCE
    assert refusal(api.patch(meeting["id"], {}, occurrence_id="1")) == INVALID_OCCURRENCE


def test_a_change_of_texts_leaves_single_dates_alone(api: Api) -> None:
    meeting = changed_series(api)
    before = starts(api.meeting(meeting["id"]))
    api.patch(meeting["id"], {"topic": "Neu", "settings": {"waiting_room": True}})
    assert starts(api.meeting(meeting["id"])) == before


def changed_series(api: Api) -> Json:
    """The six Tuesdays, the second moved to Wednesday, the third removed."""
    meeting = api.created()
    _, second, third, *_ = ids(meeting)
    api.patch(meeting["id"], {"start_time": "2027-03-10T18:00:00"}, occurrence_id=second)
    api.delete(meeting["id"], occurrence_id=third)
    return meeting


def test_a_new_schedule_resets_single_dates(api: Api) -> None:
    meeting = changed_series(api)
    api.patch(meeting["id"], {key: WEEKLY[key] for key in ("start_time", "recurrence")})
    assert starts(api.meeting(meeting["id"])) == TUESDAYS


def test_a_new_schedule_may_keep_single_dates(api: Api) -> None:
    api.control.set_switch(series_patch="keeps")
    meeting = changed_series(api)
    longer = {"start_time": WEEKLY["start_time"], "recurrence": weekly(end_times=7)}
    api.patch(meeting["id"], longer)
    assert starts(api.meeting(meeting["id"])) == [
        TUESDAYS[0],
        "2027-03-10T17:00:00Z",
        *TUESDAYS[3:],
        "2027-04-13T16:00:00Z",
    ]


def test_a_series_changes_only_with_its_rule(api: Api) -> None:
    meeting = api.created()
    api.patch(meeting["id"], {"start_time": "2027-05-04T18:00:00"})
    assert starts(api.meeting(meeting["id"])) == TUESDAYS


def test_a_rule_without_start_begins_at_the_last_date(api: Api) -> None:
    meeting = api.created()
    api.patch(meeting["id"], {"recurrence": weekly(end_times=2)})
    assert starts(api.meeting(meeting["id"])) == [TUESDAYS[-1], "2027-04-13T16:00:00Z"]


def test_a_rule_without_start_may_be_ignored(api: Api) -> None:
    api.control.set_switch(recurrence_without_start="ignored")
    meeting = api.created()
    assert api.patch(meeting["id"], {"recurrence": weekly(end_times=2)}).status_code == 204
    assert starts(api.meeting(meeting["id"])) == TUESDAYS


def test_a_rule_with_a_past_start_is_ignored(api: Api) -> None:
    meeting = api.created()
    body = {"start_time": "2026-11-03T18:00:00", "recurrence": weekly(end_times=2)}
    assert api.patch(meeting["id"], body).status_code == 204
    assert starts(api.meeting(meeting["id"])) == TUESDAYS


def test_a_new_duration_reaches_every_date_that_had_the_old_one(api: Api) -> None:
    meeting = api.created()
    api.patch(meeting["id"], {"duration": 30}, occurrence_id=ids(meeting)[1])
    api.patch(meeting["id"], {"duration": 120})
    after = api.meeting(meeting["id"])
    assert [o["duration"] for o in after["occurrences"]] == [120, 30, 120, 120, 120, 120]


@pytest.mark.parametrize(
    ("switch", "asked", "count"),
    [
        ("on_request", "false", 4),
        ("on_request", "true", 6),
        ("never", "true", 4),
        ("always", "false", 6),
    ],
)
def test_dates_that_are_over_are_shown_on_request(
    api: Api, switch: str, asked: str, count: int
) -> None:
    api.control.set_switch(previous_occurrences=switch, token_lifetime_seconds=10_000_000)
    meeting = api.created()
    later = Api(api.simulator)
    later.control.set_clock(datetime(2027, 3, 10, tzinfo=UTC))
    shown = later.meeting(meeting["id"], show_previous_occurrences=asked)
    assert starts(shown) == TUESDAYS[6 - count :]
    over = later.delete(meeting["id"], occurrence_id=ids(meeting)[0])
    assert refusal(over) == INVALID_OCCURRENCE


def test_what_was_held_stays_in_the_record_of_a_new_schedule(api: Api) -> None:
    api.control.set_switch(token_lifetime_seconds=10_000_000)
    meeting = api.created()
    later = Api(api.simulator)
    later.control.set_clock(datetime(2027, 3, 10, tzinfo=UTC))
    body = {"start_time": "2027-05-04T18:00:00", "recurrence": weekly(end_times=1)}
    later.patch(meeting["id"], body)
    shown = later.meeting(meeting["id"], show_previous_occurrences="true")
    assert starts(shown) == [*TUESDAYS[:2], "2027-05-04T16:00:00Z"]


def test_a_series_expires_a_year_after_its_last_date(api: Api) -> None:
    number = api.created()["id"]
    api.control.set_switch(token_lifetime_seconds=100_000_000)
    later = Api(api.simulator)
    later.control.set_clock(NOW + timedelta(days=450))
    assert later.get(f"/meetings/{number}").status_code == 200
    later.control.set_clock(NOW + timedelta(days=460))
    assert refusal(later.get(f"/meetings/{number}"))[:2] == (404, 3001)


def test_the_portal_can_add_a_date(api: Api) -> None:
    meeting = api.created()
    api.control.add_occurrence(meeting["id"], start_time="2027-05-04T18:00:00", duration=45)
    assert starts(api.meeting(meeting["id"])) == [*TUESDAYS, "2027-05-04T16:00:00Z"]
