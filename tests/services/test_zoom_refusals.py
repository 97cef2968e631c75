"""What Zoom refuses ends in a state, a sentence, and a next try that works."""

from datetime import UTC, date, datetime, time
from time import sleep

import pytest

from kurslink.models import Course, MeetingState, ZoomAccount
from kurslink.services.accounts import AccountValues, save_account
from kurslink.services.connection.token_store import AccountTokenStore
from kurslink.services.connection.zoom_access import connect
from kurslink.services.rights import SHELL
from kurslink.services.transfer_course import Transfer, TransferStatus
from kurslink.services.words.sentences import explain, in_words
from kurslink.zoom.errors import (
    CredentialsRefused,
    DailyLimit,
    HostDailyLimit,
    MissingScopes,
    ZoomError,
)
from kurslink.zoom.patience import Patience
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(simulator: RunningSimulator) -> ZoomAccount:
    return make_account(simulator)


@pytest.fixture
def course(account: ZoomAccount) -> Course:
    made = make_course(days=weekly(date(2026, 9, 2), 2))
    made.online.account = account
    made.online.save()
    return made


def error_of(result: Transfer) -> ZoomError:
    assert isinstance(result.error, ZoomError)
    return result.error


def state_and_problem(course: Course) -> tuple[str, str]:
    row = course.meetings.get()
    return row.state, (row.problem or {"code": ""})["code"]


def test_the_limit_per_second_is_waited_for(simulator: RunningSimulator, course: Course) -> None:
    simulator.control.fail_next("rate_second", operation="create_meeting")
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert simulator.control.counters().meetings == 1


@pytest.mark.parametrize(
    ("failure", "kind"),
    [("rate_day", DailyLimit), ("rate_host", HostDailyLimit)],
)
def test_a_limit_of_the_day_leaves_nothing_half_made_and_the_course_for_tomorrow(
    simulator: RunningSimulator, course: Course, failure: str, kind: type[ZoomError]
) -> None:
    simulator.control.fail_next(failure, operation="create_meeting")
    result = transfer(course)
    assert (result.status, type(result.error)) == (TransferStatus.SCHEDULED, kind)
    assert course.meetings.get().state == MeetingState.FAILED
    assert Course.objects.with_zoom_state(date(2026, 8, 20)).get().zoom_state == "failed"
    tomorrow = datetime(2026, 8, 21, 0, 1, tzinfo=UTC)
    simulator.control.set_clock(tomorrow)
    assert transfer(course, at=tomorrow).status == TransferStatus.TRANSFERRED
    assert course.meetings.get().problem is None
    assert simulator.control.counters().meetings == 1


def test_the_hosts_daily_limit_says_until_when(simulator: RunningSimulator, course: Course) -> None:
    simulator.control.set_switch(host_daily_limit=0)
    error = error_of(transfer(course))
    assert isinstance(error, HostDailyLimit)
    assert error.resume_at.astimezone(UTC).time() == time(0)
    assert explain(error).hint == (
        f"Weiter geht es am {in_words(error.resume_at)}. Dringende Kurse können einen anderen Host "
        "bekommen."
    )


def test_a_limit_per_second_on_a_question_is_waited_out(
    simulator: RunningSimulator, course: Course
) -> None:
    simulator.control.fail_next("rate_second", operation="get_user_settings")
    assert transfer(course).status == TransferStatus.TRANSFERRED


def test_missing_scopes_are_named(simulator: RunningSimulator, course: Course) -> None:
    scopes = ["meeting:read:meeting:admin", "user:read:settings:admin"]
    simulator.control.alter_app(scopes=scopes)
    simulator.control.drop_tokens()
    error = error_of(transfer(course))
    assert isinstance(error, MissingScopes)
    assert explain(error).message == (
        "Der App fehlen in Zoom Berechtigungen: meeting:write:meeting:admin."
    )


def test_a_token_zoom_no_longer_takes_is_renewed_unnoticed(
    simulator: RunningSimulator, course: Course
) -> None:
    before = simulator.control.counters().calls["token"]
    simulator.control.drop_tokens()
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert simulator.control.counters().calls["token"] == before + 1
    assert simulator.control.counters().meetings == 1


def test_two_clients_of_one_account_share_a_token(
    simulator: RunningSimulator, account: ZoomAccount
) -> None:
    for _ in range(2):
        with connect(account, lambda _record: None) as zoom:
            zoom.user(account.email)
    assert simulator.control.counters().calls["token"] == 1


def test_a_changed_secret_does_not_use_the_old_token(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    simulator.control.alter_app(client_secret="another-secret")
    save_account(values_of(account, client_secret="another-secret"), actor=SHELL, account=account)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    assert simulator.control.counters().calls["token"] == 2


def test_a_wrong_secret_is_said_and_never_shown(
    simulator: RunningSimulator, account: ZoomAccount, course: Course
) -> None:
    save_account(values_of(account, client_secret="falsch-geheim"), actor=SHELL, account=account)
    error = error_of(transfer(course))
    assert isinstance(error, CredentialsRefused)
    assert explain(error).message == (
        "Zoom erkennt die Zugangsdaten nicht an: Client-ID oder Client-Secret stimmen nicht."
    )
    assert "falsch-geheim" not in f"{error!r} {error} {explain(error)}"
    assert simulator.control.counters().calls.get("create_meeting", 0) == 0


def test_a_token_somebody_else_renewed_is_not_forgotten(account: ZoomAccount) -> None:
    patience = Patience.of(None, lambda: NOW)
    store = AccountTokenStore(account.pk, patience=patience, sleep=sleep)
    with connect(account, lambda _record: None) as zoom:
        old, new = zoom.token(), zoom.token(fresh=True)
    row = ZoomAccount.objects.get()
    store.forget(row.token_fingerprint, old)
    assert store.load(row.token_fingerprint) == new
    store.forget(row.token_fingerprint, new)
    assert store.load(row.token_fingerprint) is None
    assert store.load("other credentials") is None


def test_a_failed_update_is_a_difference_with_its_reason(
    simulator: RunningSimulator, course: Course
) -> None:
    transfer(course)
    Course.objects.update(title="Neuer Titel")
    simulator.control.fail_next("rate_day", operation="update_meeting")
    assert transfer(course).status == TransferStatus.SCHEDULED
    assert state_and_problem(course) == (MeetingState.DIFFERENCE, "daily-limit")
    assert transfer(course).status == TransferStatus.TRANSFERRED


def test_a_meeting_that_could_only_not_be_read_is_no_difference(
    simulator: RunningSimulator, course: Course
) -> None:
    transfer(course)
    simulator.control.fail_next("html_200", operation="get_meeting")
    assert transfer(course).status == TransferStatus.FAILED
    assert state_and_problem(course) == (MeetingState.LIVE, "not-zoom")


def values_of(account: ZoomAccount, *, client_secret: str) -> AccountValues:
    return AccountValues(
        email=account.email,
        account_id=account.account_id,
        client_id=account.client_id,
        client_secret=client_secret,
        api_url=account.api_url,
        oauth_url=account.oauth_url,
        is_practice=True,
    )
