"""The client against the practice Zoom: whole lives of meetings over real HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import httpx2
import pytest

from kurslink.simulator.faults import Failure, Moment
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.credentials import ServerToServer
from kurslink.zoom.errors import (
    AlternativeHostRefused,
    CredentialsRefused,
    DailyLimit,
    HostDailyLimit,
    InvalidField,
    IsWebinar,
    MeetingGone,
    MissingScopes,
    NotLicensed,
    OutcomeUnknown,
    RateLimited,
    SchedulingNotAllowed,
    UserUnknown,
    ZoomError,
)
from kurslink.zoom.schemas import (
    LicenceType,
    MeetingChange,
    MeetingSettings,
    MeetingType,
    NewMeeting,
    OccurrenceChange,
    Recurrence,
)
from tests.simulator_process import RunningSimulator
from tests.zoom.clients import Clock
from tests.zoom.hurried import Hurried

BERLIN = ZoneInfo("Europe/Berlin")


def credentials_of(simulator: RunningSimulator, *, secret: str | None = None) -> ServerToServer:
    return ServerToServer(
        simulator.account_id, simulator.client_id, secret or simulator.client_secret
    )


def connect(
    simulator: RunningSimulator,
    *,
    secret: str | None = None,
    transport: httpx2.BaseTransport | None = None,
) -> ZoomClient:
    clock = Clock(datetime.now(UTC))
    return ZoomClient(
        credentials_of(simulator, secret=secret),
        oauth_url=simulator.oauth_url,
        practice=True,
        clock=clock,
        sleep=clock.sleep,
        transport=transport,
    )


@pytest.fixture
def client(simulator: RunningSimulator) -> Iterator[ZoomClient]:
    with connect(simulator) as made:
        yield made


@pytest.fixture
def host(simulator: RunningSimulator) -> str:
    return simulator.hosts[0]


def next_week(hour: int = 18) -> datetime:
    """A wall clock in Berlin a week from now."""
    day = datetime.now(BERLIN) + timedelta(days=7)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0, tzinfo=None)


def single(**fields: object) -> NewMeeting:
    return NewMeeting.model_validate(
        {
            "topic": "Übungskurs",
            "type": MeetingType.SCHEDULED,
            "start_time": next_week(),
            "duration": 90,
            "timezone": "Europe/Berlin",
            "password": "123456",
        }
        | fields
    )


def weekly(count: int = 8) -> NewMeeting:
    weekday = next_week().isoweekday() % 7 + 1
    recurrence = Recurrence(type=2, weekly_days=str(weekday), end_times=count)
    return single(type=MeetingType.RECURRING, recurrence=recurrence)


def test_the_api_address_comes_with_the_token(
    client: ZoomClient, simulator: RunningSimulator
) -> None:
    assert client.token().api_url == simulator.api_url
    assert client.token().scopes != frozenset()


def test_a_single_meeting_lives_and_dies(client: ZoomClient, host: str) -> None:
    made = client.create_meeting(host, single())
    assert (made.topic, made.password, made.host_email) == ("Übungskurs", "123456", host)
    assert made.start_time == next_week().replace(tzinfo=BERLIN)
    assert made.settings.use_pmi is False
    client.change_meeting(made.id, MeetingChange(topic="Neuer Titel"))
    assert client.meeting(made.id).topic == "Neuer Titel"
    client.delete_meeting(made.id)
    client.delete_meeting(made.id)
    with pytest.raises(MeetingGone):
        client.meeting(made.id)


def test_a_series_keeps_its_wall_clock_and_lets_dates_move_and_go(
    client: ZoomClient, host: str
) -> None:
    made = client.create_meeting(host, weekly())
    starts = [occurrence.start_time.astimezone(BERLIN) for occurrence in made.coming]
    expected = [next_week() + timedelta(weeks=n) for n in range(8)]
    assert [start.replace(tzinfo=None) for start in starts] == expected
    second, third = made.coming[1:3]
    moved = second.start_time + timedelta(hours=2)
    client.change_occurrence(
        made.id, second.occurrence_id, OccurrenceChange(start_time=moved, duration=45)
    )
    client.remove_occurrence(made.id, third.occurrence_id)
    held = client.meeting(made.id).coming
    assert len(held) == 7
    assert (held[1].start_time, held[1].duration) == (moved, 45)


def test_removing_a_date_twice_is_no_error(client: ZoomClient, host: str) -> None:
    made = client.create_meeting(host, weekly())
    for _ in range(2):
        client.remove_occurrence(made.id, made.coming[0].occurrence_id)
    assert len(client.meeting(made.id).coming) == 7


def test_a_single_meeting_becomes_a_series_and_keeps_its_link(
    client: ZoomClient, host: str
) -> None:
    made = client.create_meeting(host, single())
    series = weekly(5)
    client.change_meeting(
        made.id,
        MeetingChange(
            type=series.type,
            start_time=series.start_time,
            duration=60,
            timezone="Europe/Berlin",
            recurrence=series.recurrence,
        ),
    )
    held = client.meeting(made.id)
    assert (held.type, len(held.coming), held.join_url) == (8, 5, made.join_url)


def test_a_meeting_without_fixed_time_has_no_dates(client: ZoomClient, host: str) -> None:
    made = client.create_meeting(
        host, NewMeeting(topic="Selbstlernzentrum", type=MeetingType.NO_FIXED_TIME)
    )
    held = client.meeting(made.id)
    assert (held.type, held.start_time, held.occurrences) == (3, None, ())


def test_a_new_passcode_is_a_new_link(client: ZoomClient, host: str) -> None:
    made = client.create_meeting(host, single())
    client.change_meeting(made.id, MeetingChange(password="654321"))
    held = client.meeting(made.id)
    assert held.password == "654321"
    assert held.join_url != made.join_url


def test_a_marker_is_found_among_a_hosts_meetings(client: ZoomClient, host: str) -> None:
    ids = [client.create_meeting(host, single(agenda=f"Ref. KL-{n}")).id for n in range(3)]
    found = {meeting.agenda: meeting.id for meeting in client.meetings(host)}
    assert found == {f"Ref. KL-{n}": meeting_id for n, meeting_id in enumerate(ids)}


def test_users_come_with_their_licences(client: ZoomClient, simulator: RunningSimulator) -> None:
    licensed = [user.email for user in client.users() if user.is_licensed]
    assert licensed == simulator.hosts
    assert [user.id for user in client.users("pending")] == [None]


def test_one_user_is_read_whatever_the_letter_case(client: ZoomClient, host: str) -> None:
    user = client.user(host.upper())
    assert (user.email, user.type) == (host, LicenceType.LICENSED)


def test_an_unknown_user_is_unknown(client: ZoomClient) -> None:
    with pytest.raises(UserUnknown):
        client.user("nobody@vhs.example")


def test_a_passcode_rule_is_read_and_a_breach_names_the_field(
    client: ZoomClient, simulator: RunningSimulator, host: str
) -> None:
    simulator.control.alter_user(host, passcode_rules={"length": 8})
    assert client.meeting_security(host).meeting_password_requirement.length == 8
    with pytest.raises(InvalidField) as caught:
        client.create_meeting(host, single(password="1234"))
    assert list(caught.value.fields) == ["password"]


def test_an_alternative_host_without_a_licence_is_refused(client: ZoomClient, host: str) -> None:
    settings = MeetingSettings(alternative_hosts="nobody@vhs.example")
    with pytest.raises(AlternativeHostRefused):
        client.create_meeting(host, single(settings=settings))


def test_a_host_is_changed_only_with_the_privilege(
    client: ZoomClient, simulator: RunningSimulator
) -> None:
    old, new = simulator.hosts[:2]
    made = client.create_meeting(old, single())
    with pytest.raises(SchedulingNotAllowed):
        client.change_meeting(made.id, MeetingChange(schedule_for=new))
    simulator.control.grant_scheduling(of=new, to=old)
    client.change_meeting(made.id, MeetingChange(schedule_for=new))
    assert client.meeting(made.id).host_email == new


def test_a_user_without_a_licence_cannot_host(
    client: ZoomClient, simulator: RunningSimulator
) -> None:
    unlicensed = next(u["email"] for u in simulator.users if u["type"] in (4, 99))
    with pytest.raises(NotLicensed):
        client.create_meeting(unlicensed, single())


def test_a_meeting_that_became_a_webinar_says_so(
    client: ZoomClient, simulator: RunningSimulator, host: str
) -> None:
    made = client.create_meeting(host, single())
    simulator.control.change_meeting(made.id, is_webinar=True)
    with pytest.raises(IsWebinar):
        client.meeting(made.id)


def test_missing_scopes_are_named(client: ZoomClient, simulator: RunningSimulator) -> None:
    simulator.control.alter_app(scopes=["meeting:write:admin"])
    with pytest.raises(MissingScopes) as caught:
        list(client.users())
    assert caught.value.scopes != frozenset()


def test_a_wrong_secret_is_refused(simulator: RunningSimulator) -> None:
    with connect(simulator, secret="wrong") as client, pytest.raises(CredentialsRefused):
        client.token()


def test_a_dropped_token_is_replaced_without_a_word(
    client: ZoomClient, simulator: RunningSimulator, host: str
) -> None:
    client.token()
    simulator.control.drop_tokens()
    assert client.user(host).email == host


@pytest.mark.parametrize("valid_tokens", ["one", "many"])
def test_two_programs_of_one_app_get_along(
    client: ZoomClient, simulator: RunningSimulator, host: str, valid_tokens: str
) -> None:
    simulator.control.set_switch(valid_tokens=valid_tokens)
    with connect(simulator) as other:
        answers = [program.user(host).email for _ in range(3) for program in (client, other)]
    assert answers == [host] * 6


def test_a_hosts_day_is_used_up_after_its_changes(
    client: ZoomClient, simulator: RunningSimulator, host: str
) -> None:
    simulator.control.set_switch(host_daily_limit=2)
    made = client.create_meeting(host, single())
    client.change_meeting(made.id, MeetingChange(topic="Neuer Titel"))
    with pytest.raises(HostDailyLimit) as caught:
        client.create_meeting(host, single())
    midnight = datetime.combine(datetime.now(UTC) + timedelta(days=1), time(), UTC)
    assert caught.value.resume_at == midnight
    client.delete_meeting(made.id)


REFUSALS = {
    Failure.UNAUTHORISED_401: None,
    Failure.RATE_SECOND: RateLimited,
    Failure.RATE_DAY: DailyLimit,
    Failure.RATE_HOST: HostDailyLimit,
}
LOST_ANSWERS = [failure for failure in Failure if failure not in REFUSALS]


@pytest.mark.parametrize("failure", LOST_ANSWERS)
@pytest.mark.parametrize(("when", "made"), [(Moment.BEFORE, 0), (Moment.AFTER, 1)])
def test_a_lost_answer_to_a_creation_is_never_repeated_and_never_certain(
    simulator: RunningSimulator, host: str, failure: Failure, when: Moment, made: int
) -> None:
    simulator.control.fail_next(failure, when=when, count=9, method="POST", path="/v2/users/*")
    with connect(simulator, transport=Hurried(0.5)) as client, pytest.raises(OutcomeUnknown):
        client.create_meeting(host, single())
    assert simulator.control.counters().meetings == made


@pytest.mark.parametrize(("failure", "kind"), REFUSALS.items())
def test_a_refused_creation_made_nothing(
    client: ZoomClient,
    simulator: RunningSimulator,
    host: str,
    *,
    failure: Failure,
    kind: type[ZoomError] | None,
) -> None:
    lasting = 1 if kind is None else 9  # a token is renewed once; haste is forgiven five times
    simulator.control.fail_next(failure, count=lasting, method="POST", path="/v2/users/*")
    if kind is None:
        client.create_meeting(host, single())
        assert simulator.control.counters().meetings == 1
        return
    with pytest.raises(kind):
        client.create_meeting(host, single())
    assert simulator.control.counters().meetings == 0


@pytest.mark.parametrize("failure", LOST_ANSWERS)
@pytest.mark.parametrize("when", Moment)
def test_a_change_survives_one_lost_answer(
    simulator: RunningSimulator, host: str, failure: Failure, when: Moment
) -> None:
    with connect(simulator, transport=Hurried(0.5)) as client:
        made = client.create_meeting(host, single())
        simulator.control.fail_next(failure, when=when, method="PATCH")
        client.change_meeting(made.id, MeetingChange(topic="Neuer Titel"))
        assert client.meeting(made.id).topic == "Neuer Titel"


@pytest.mark.parametrize("failure", LOST_ANSWERS)
@pytest.mark.parametrize("when", Moment)
def test_a_deletion_survives_one_lost_answer(
    simulator: RunningSimulator, host: str, failure: Failure, when: Moment
) -> None:
    with connect(simulator, transport=Hurried(0.5)) as client:
        made = client.create_meeting(host, single())
        simulator.control.fail_next(failure, when=when, method="DELETE")
        client.delete_meeting(made.id)
    assert simulator.control.counters().meetings == 0


def test_threads_may_share_a_client(
    client: ZoomClient, simulator: RunningSimulator, host: str
) -> None:
    simulator.control.set_switch(rate_limits=False)
    threads = [Thread(target=lambda: client.create_meeting(host, single())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert simulator.control.counters().meetings == 8
