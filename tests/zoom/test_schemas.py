"""Answers are read tolerantly, requests are checked strictly."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kurslink.zoom.schemas import (
    LicenceType,
    Meeting,
    MeetingChange,
    MeetingSettings,
    MeetingSummary,
    MeetingType,
    NewMeeting,
    Occurrence,
    OccurrenceChange,
    Recurrence,
    SecurityAnswer,
    UserPage,
    ZoomUser,
)
from tests.zoom.meetings import meeting_json, new_meeting

WEEKLY = {"type": 2, "repeat_interval": 1, "weekly_days": "4", "end_times": 8}


def test_a_meeting_is_read_as_zoom_words_it() -> None:
    meeting = Meeting.model_validate(meeting_json())
    assert meeting.id == 85746065432
    assert meeting.start_time == datetime(2026, 12, 1, 17, tzinfo=UTC)
    assert meeting.join_url == "https://zoom.us/j/85746065432?pwd=abc"
    assert meeting.settings.host_video is True


def test_the_start_link_is_not_kept() -> None:
    meeting = Meeting.model_validate(meeting_json())
    assert "start-canary" not in meeting.model_dump_json()


def test_a_passcode_does_not_show_in_logs() -> None:
    assert "123456" not in repr(Meeting.model_validate(meeting_json()))
    assert "123456" not in repr(new_meeting())


def test_an_id_in_quotes_is_the_same_id() -> None:
    assert Meeting.model_validate(meeting_json(id="85746065432")).id == 85746065432


@pytest.mark.parametrize(
    ("field", "value"),
    [("type", 77), ("status", "brand_new"), ("timezone", "Mars/Olympus")],
)
def test_a_value_zoom_invents_later_survives(field: str, value: object) -> None:
    assert getattr(Meeting.model_validate(meeting_json(**{field: value})), field) == value


@pytest.mark.parametrize("nothing", [None, "", "0001-01-01T00:00:00Z", "0000-00-00T00:00:00Z"])
def test_a_meeting_without_fixed_time_has_no_start(nothing: str | None) -> None:
    assert Meeting.model_validate(meeting_json(type=3, start_time=nothing)).start_time is None


@pytest.mark.parametrize("field", ["password", "agenda", "host_email", "pmi", "timezone"])
def test_null_is_nothing(field: str) -> None:
    assert getattr(Meeting.model_validate(meeting_json(**{field: None})), field) == ""


def test_removed_occurrences_do_not_take_place() -> None:
    rows = [
        {"occurrence_id": "1", "start_time": "2026-12-01T17:00:00Z", "duration": 90},
        {
            "occurrence_id": 2,
            "start_time": "2026-12-08T17:00:00.0000000+00:00",
            "duration": 90,
            "status": "deleted",
        },
    ]
    meeting = Meeting.model_validate(meeting_json(type=8, occurrences=rows))
    first = Occurrence(
        occurrence_id="1", start_time=datetime(2026, 12, 1, 17, tzinfo=UTC), duration=90
    )
    assert meeting.coming == (first,)
    assert meeting.occurrences[1].occurrence_id == "2"


def test_a_series_made_in_the_portal_is_read_too() -> None:
    recurrence = {"type": 3, "monthly_day": 1, "end_times": 0, "end_date_time": ""}
    held = Meeting.model_validate(meeting_json(type=8, recurrence=recurrence)).recurrence
    assert held is not None
    assert (held.type, held.end_times, held.end_date_time) == (3, 0, None)


@pytest.mark.parametrize("joined", ["A@vhs.example;b@vhs.example", "a@vhs.example, B@vhs.example"])
def test_alternative_hosts_are_compared_without_case_or_order(joined: str) -> None:
    settings = {"alternative_hosts": joined}
    meeting = Meeting.model_validate(meeting_json(settings=settings))
    assert meeting.settings.alternative_host_addresses == {"a@vhs.example", "b@vhs.example"}


def test_no_alternative_hosts_are_an_empty_set() -> None:
    meeting = Meeting.model_validate(meeting_json(settings={"alternative_hosts": None}))
    assert meeting.settings.alternative_host_addresses == frozenset()


def test_a_list_shows_meetings_without_a_join_link() -> None:
    summary = MeetingSummary.model_validate({"id": 1, "topic": None, "type": 8})
    assert (summary.topic, summary.type, summary.start_time) == ("", MeetingType.RECURRING, None)


@pytest.mark.parametrize(
    ("kind", "licensed"), [(1, False), (2, True), (3, False), (4, False), (99, False), (5, False)]
)
def test_a_licence_is_type_two(kind: int, licensed: bool) -> None:
    assert ZoomUser(type=kind).is_licensed is licensed


def test_a_pending_user_has_no_id() -> None:
    page = UserPage.model_validate({"users": [{"email": "new@vhs.example", "status": "pending"}]})
    assert page.users == (
        ZoomUser(email="new@vhs.example", status="pending", type=LicenceType.NONE),
    )


def test_a_passcode_rule_is_read_from_its_envelope() -> None:
    rule = {"length": 8, "have_letter": True, "consecutive_characters_length": 4, "new_rule": 1}
    body = {"meeting_security": {"meeting_password_requirement": rule}}
    read = SecurityAnswer.model_validate(body).meeting_security.meeting_password_requirement
    assert (read.length, read.have_letter, read.have_number) == (8, True, False)
    assert read.consecutive_characters_length == 4


def test_a_new_meeting_is_sent_as_local_wall_clock() -> None:
    assert new_meeting().body() == {
        "topic": "Yoga am Morgen",
        "type": 2,
        "agenda": "",
        "start_time": "2026-12-01T18:00:00",
        "duration": 90,
        "timezone": "Europe/Berlin",
        "password": "123456",
        "settings": {"use_pmi": False},
    }


def test_a_series_is_sent_with_its_whole_recurrence() -> None:
    body = new_meeting(type=8, recurrence=WEEKLY).body()
    assert body["recurrence"] == WEEKLY


def test_a_meeting_without_fixed_time_is_sent_without_a_schedule() -> None:
    meeting = NewMeeting(topic="Selbstlernzentrum", type=MeetingType.NO_FIXED_TIME)
    assert meeting.body() == {
        "topic": "Selbstlernzentrum",
        "type": 3,
        "agenda": "",
        "settings": {"use_pmi": False},
    }


def test_settings_of_ours_are_sent_beside_the_refusal_of_the_personal_meeting() -> None:
    settings = {"waiting_room": True, "alternative_hosts": "a@vhs.example"}
    assert new_meeting(settings=settings).body()["settings"] == settings | {"use_pmi": False}


@pytest.mark.parametrize(
    "fields",
    [
        {"start_time": "2026-12-01T18:00:00Z"},
        {"start_time": "2026-12-01T18:00:00+01:00"},
        {"start_time": datetime(2026, 12, 1, 17, tzinfo=UTC)},
        {"start_time": None},
        {"timezone": None},
        {"duration": 0},
        {"duration": 1441},
        {"duration": None},
        {"topic": ""},
        {"topic": "x" * 201},
        {"agenda": "x" * 2001},
        {"password": "x" * 11},
        {"type": 1},
        {"type": 4},
        {"type": 8},
        {"type": 3},
        {"recurrence": WEEKLY},
        {"settings": {"auto_transcribing": True}},
        {"settings": {"use_pmi": True}},
        {"settings": {"jbh_time": 7}},
        {"schedule_for": "other@vhs.example"},
        {"start_url": "https://zoom.us/s/1"},
    ],
)
def test_a_new_meeting_zoom_would_misread_is_not_made(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        new_meeting(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"end_times": 0},
        {"end_times": None},
        {"type": 3},
        {"weekly_days": None},
        {"weekly_days": ""},
        {"weekly_days": "0"},
        {"weekly_days": "8"},
        {"weekly_days": "2;4"},
        {"type": 1},
        {"repeat_interval": 0},
        {"end_date_time": "2027-01-01T00:00:00Z"},
    ],
)
def test_a_recurrence_zoom_would_misread_is_not_made(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Recurrence.model_validate(WEEKLY | fields)


def test_a_change_sends_only_what_changes() -> None:
    assert MeetingChange(topic="Neu").body() == {"topic": "Neu"}
    assert MeetingChange(password="654321").body() == {"password": "654321"}
    assert MeetingChange(schedule_for="b@vhs.example").body() == {"schedule_for": "b@vhs.example"}


def test_a_change_can_remove_all_alternative_hosts() -> None:
    change = MeetingChange(settings=MeetingSettings(alternative_hosts=""))
    assert change.body() == {"settings": {"alternative_hosts": ""}}


@pytest.mark.parametrize(
    "fields",
    [
        {"recurrence": WEEKLY},
        {"type": 8},
        {"type": 2, "recurrence": WEEKLY, "start_time": "2026-12-01T18:00:00", "timezone": "UTC"},
        {"start_time": "2026-12-01T18:00:00"},
        {"start_time": "2026-12-01T18:00:00Z", "timezone": "Europe/Berlin"},
        {"default_password": True},
    ],
)
def test_half_a_schedule_is_not_sent(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MeetingChange.model_validate(fields)


def test_an_occurrence_is_moved_to_the_true_instant() -> None:
    start = datetime(2026, 7, 1, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    change = OccurrenceChange(start_time=start, duration=60)
    assert change.body() == {"start_time": "2026-07-01T16:00:00Z", "duration": 60}


def test_an_occurrence_is_never_moved_to_a_wall_clock() -> None:
    with pytest.raises(ValidationError):
        OccurrenceChange.model_validate({"start_time": "2026-07-01T18:00:00"})


@given(st.integers(0, 4_000_000_000), st.integers(-14 * 60, 14 * 60))
def test_an_instant_is_the_same_moment_however_it_was_given(epoch: int, offset: int) -> None:
    start = datetime.fromtimestamp(epoch, timezone(timedelta(minutes=offset)))
    sent = OccurrenceChange(start_time=start).body()["start_time"]
    assert sent.endswith("Z")
    assert datetime.fromisoformat(sent) == start


def test_a_validation_error_does_not_quote_what_it_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        new_meeting(password="canary-is-too-long")
    assert "canary" not in str(caught.value)
