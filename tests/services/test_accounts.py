"""Zugänge: both kinds, one for each Zoom account, out of use for a while or for good."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kurslink.models import (
    AccountKind,
    Course,
    Meeting,
    MeetingState,
    TokenValidity,
    ZoomAccount,
    ZoomUser,
)
from kurslink.services.accounts import AccountValues, get_account, save_account
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.read_licences import read_licences
from kurslink.services.retire_account import delete_account, retire_account, revive_account
from kurslink.services.rights import SHELL, Actor
from kurslink.services.transfer_course import TransferStatus, transfer_course
from kurslink.services.withdraw_course import withdraw_course
from tests.course_office import NOW, clock, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

OAUTH = AccountValues(
    email="zoom@vhs.example", account_id="a-1", client_id="c-1", client_secret="s-1"
)
JWT = AccountValues(email="alt@vhs.example", kind=AccountKind.JWT, api_key="k-1", api_secret="j-1")
NOBODY = Actor("Leserin", frozenset())


def save(values: AccountValues, account: ZoomAccount | None = None, **changes: Any) -> ZoomAccount:
    save_account(replace(values, **changes), actor=SHELL, account=account)
    return get_account(changes.get("email", values.email))


def refusal(values: AccountValues, **changes: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        save(values, **changes)
    return caught.value


def transfer(number: str = "262-4107") -> TransferStatus:
    course = Course.objects.get(number=number)
    return transfer_course(course, actor=SHELL, clock=clock).status


def test_todays_kind_is_the_standard() -> None:
    account = save(OAUTH)
    assert account.kind == AccountKind.SERVER_TO_SERVER
    assert (account.account_id, account.client_id, account.client_secret) == ("a-1", "c-1", "s-1")


def test_a_jwt_app_signs_for_a_day_unless_told_otherwise() -> None:
    account = save(JWT)
    assert (account.api_key, account.api_secret) == ("k-1", "j-1")
    assert account.token_validity == TokenValidity.DAY
    assert save(JWT, account, token_validity=TokenValidity.WEEK).token_validity == "week"


def test_an_empty_secret_keeps_the_one_there_is() -> None:
    account = save(OAUTH)
    assert save(OAUTH, account, client_secret="", client_id="c-2").client_secret == "s-1"


def test_the_secret_of_events_is_kept_when_left_empty_but_not_for_another_address() -> None:
    account = save(OAUTH, webhook_secret=" w-1\n")
    assert account.webhook_secret == "w-1"
    assert save(OAUTH, account).webhook_secret == "w-1"
    assert save(OAUTH, account, webhook_secret="w-2").webhook_secret == "w-2"
    assert save(OAUTH, account, api_url="https://api.eu.zoom.us").webhook_secret == ""


@pytest.mark.parametrize(
    "moved",
    [
        {"oauth_url": "http://127.0.0.1:9/token", "is_practice": True},
        {"api_url": "https://api.eu.zoom.us"},
        {"is_practice": True},
    ],
)
def test_a_kept_secret_does_not_follow_to_another_address(moved: dict[str, Any]) -> None:
    account = save(OAUTH)
    values = replace(OAUTH, client_secret="", **moved)
    with pytest.raises(Refusal) as caught:
        save(values, account)
    missing = caught.value.data["names"]
    assert (caught.value.code, missing) == (RefusalCode.CREDENTIALS_MISSING, ["client_secret"])


def test_spaces_around_what_was_pasted_are_dropped() -> None:
    account = save(OAUTH, account_id=" a-1\n", client_secret="\ts-1 ")
    assert (account.account_id, account.client_secret) == ("a-1", "s-1")


def test_the_secrets_of_the_kind_left_behind_are_forgotten() -> None:
    account = save(JWT)
    moved = save(
        JWT,
        account,
        kind=AccountKind.SERVER_TO_SERVER,
        account_id="a-1",
        client_id="c-1",
        client_secret="s-1",
    )
    assert (moved.api_key, moved.api_secret, moved.client_secret) == ("", "", "s-1")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        (OAUTH, "account_id"),
        (OAUTH, "client_id"),
        (OAUTH, "client_secret"),
        (JWT, "api_key"),
        (JWT, "api_secret"),
    ],
)
def test_a_missing_value_is_named(values: AccountValues, name: str) -> None:
    refused = refusal(values, **{name: "  "})
    assert (refused.code, refused.data["names"]) == (RefusalCode.CREDENTIALS_MISSING, [name])
    label = ZoomAccount._meta.get_field(name)
    assert refused.data["fields"] == [getattr(label, "verbose_name", "")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (OAUTH, replace(OAUTH, email="zweite@vhs.example")),
        (
            OAUTH,
            replace(OAUTH, email="zweite@vhs.example", api_url="https://eu01api-www4local.zoom.us"),
        ),
        (OAUTH, replace(OAUTH, email="ZOOM@VHS.example", account_id="a-2")),
        (JWT, replace(JWT, email="zweite@vhs.example")),
    ],
)
def test_one_zugang_stands_for_one_zoom_account(
    first: AccountValues, second: AccountValues
) -> None:
    save(first)
    refused = refusal(second)
    assert (refused.code, refused.data["email"]) == (RefusalCode.ACCOUNT_EXISTS, first.email)


def test_a_regional_address_of_zooms_is_taken() -> None:
    address = "https://eu01api-www4local.zoom.us"
    assert save(OAUTH, api_url=address).api_url == address


@pytest.mark.parametrize("address", ["https://zoom.us.evil.de", "http://api.zoom.us", "evil"])
def test_an_address_that_is_not_zooms_is_refused(address: str) -> None:
    refused = refusal(OAUTH, api_url=address)
    assert (refused.code, refused.data["address"]) == (RefusalCode.ADDRESS_REFUSED, address)


def test_a_retired_zugang_takes_no_new_meetings(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    make_course(days=weekly(date(2026, 9, 2), 2))
    retire_account(account, actor=SHELL)
    assert transfer() == TransferStatus.REFUSED
    revive_account(account, actor=SHELL)
    assert transfer() == TransferStatus.TRANSFERRED


def test_meetings_of_a_retired_zugang_can_still_be_changed_and_deleted(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 3))
    transfer()
    retire_account(account, actor=SHELL)
    course.days.filter(date=date(2026, 9, 9)).update(is_cancelled=True)
    assert transfer() == TransferStatus.TRANSFERRED
    withdraw_course(Course.objects.get(pk=course.pk), actor=SHELL, clock=clock)
    assert simulator.control.meetings() == []


def test_a_zugang_with_meetings_is_not_deleted_and_the_courses_are_named(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    for number in ("262-2", "262-1"):
        make_course(number, days=weekly(date(2026, 9, 2), 1))
        transfer(number)
    with pytest.raises(Refusal) as caught:
        delete_account(account, actor=SHELL, now=NOW)
    assert caught.value.code == RefusalCode.ACCOUNT_HAS_MEETINGS
    assert caught.value.data["courses"] == ["262-1", "262-2"]
    assert get_account(account.email).client_secret == simulator.client_secret


def test_a_deleted_zugang_is_gone_with_its_secrets(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    delete_account(account, actor=SHELL, now=NOW)
    assert ZoomAccount.objects.count() == 0
    assert ZoomUser.objects.count() == 0
    kept = ZoomAccount._base_manager.get()
    values = [kept.account_id, kept.client_id, kept.client_secret, kept.api_secret, kept.token]
    assert values == [""] * 5


def test_what_was_held_with_a_deleted_zugang_stays_in_the_history(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    transfer()
    withdraw_course(course, actor=SHELL, clock=clock)
    delete_account(account, actor=SHELL, now=NOW)
    meeting = Meeting.objects.get()
    assert meeting.state == MeetingState.DELETED
    assert (meeting.host.email, meeting.host.account.email) == (simulator.hosts[0], account.email)
    assert [user.email for user in ZoomUser.objects.all()] == [simulator.hosts[0]]


def test_the_same_zoom_account_can_be_added_again_and_used(simulator: RunningSimulator) -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    first = make_account(simulator)
    transfer()
    withdraw_course(course, actor=SHELL, clock=clock)
    delete_account(first, actor=SHELL, now=NOW)
    second = make_account(simulator)
    assert second.pk != first.pk
    read_licences(second, actor=SHELL, now=NOW)
    assert transfer() == TransferStatus.TRANSFERRED


def test_courses_have_to_choose_anew(simulator: RunningSimulator) -> None:
    account = make_account(simulator, offer=2)
    details = make_course().online
    host, other = account.users.filter(email__in=simulator.hosts[:2])
    details.account, details.host = account, host
    details.save()
    details.alternatives.set([other])
    delete_account(account, actor=SHELL, now=NOW)
    details.refresh_from_db()
    assert (details.account_id, details.host_id) == (None, None)
    assert details.alternatives.count() == 0


def test_only_who_may_change_settings_takes_a_zugang_out_of_use() -> None:
    account = save(OAUTH)
    with pytest.raises(Refusal) as retired:
        retire_account(account, actor=NOBODY)
    with pytest.raises(Refusal) as deleted:
        delete_account(account, actor=NOBODY, now=NOW)
    assert {retired.value.code, deleted.value.code} == {RefusalCode.NOT_ALLOWED}
    assert get_account(account.email).is_active
