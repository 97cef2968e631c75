"""Activation: a code opens this installation through its last day, and nothing else does."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django import Settings

from kurslink.models import Institution, Meeting, OnlineDetails, Role, User
from kurslink.services.activation import (
    Activation,
    ActivationState,
    read_activation,
    require_active,
    set_activation,
)
from kurslink.services.activation_code import (
    Grant,
    find_grant,
    issue_code,
    read_public_key,
    write_public_key,
)
from kurslink.services.edit_online_details import edit_online_details, values_of
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.inspect_meeting import inspect_meeting
from kurslink.services.prepare_transfer import prepare_transfer
from kurslink.services.rights import SHELL, actor_for
from kurslink.services.transfer_course import TransferStatus, transfer_course
from kurslink.services.withdraw_course import withdraw_course
from kurslink.services.words.describe_activation import describe_activation
from kurslink.services.words.sentences import explain
from tests.course_office import NOW, clock, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator

OPERATOR = Ed25519PrivateKey.from_private_bytes(bytes(32))
SOMEBODY = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
LAST_DAY = date(2026, 12, 31)
IssueCode = Callable[..., str]


@pytest.fixture
def needs_code(settings: Settings, db: None) -> IssueCode:  # noqa: ARG001  # opens it
    """From now on the installation is locked; the answer issues codes for it."""
    settings.KURSLINK_ACTIVATION_KEY = write_public_key(OPERATOR.public_key())
    here = Institution.load()

    def issue(*, until: date = LAST_DAY, key: Ed25519PrivateKey = OPERATOR, **other: object) -> str:
        values = {"installation": here.instance_id, "institution": here.name} | other
        return issue_code(Grant(until=until, **values), key)  # type: ignore[arg-type]  # test values

    return issue


def keep(code: str) -> None:
    """Put `code` into the database as it is, whatever it says."""
    Institution.objects.update(activation_code=code)


grants = st.builds(
    Grant,
    installation=st.uuids(),
    institution=st.text(max_size=60).map(lambda name: " ".join(name.split())),
    until=st.dates(),
)


@examples(max_examples=60, deadline=None)
@given(grant=grants)
def test_a_code_says_what_was_granted(grant: Grant) -> None:
    assert find_grant(issue_code(grant, OPERATOR), OPERATOR.public_key()) == grant


@examples(max_examples=60, deadline=None)
@given(grant=grants, at=st.integers(0, 10_000), other=st.sampled_from("ABCxyz019-_. ü="))
def test_a_code_with_one_wrong_character_says_nothing_else(
    grant: Grant, at: int, other: str
) -> None:
    code = issue_code(grant, OPERATOR)
    at %= len(code)
    altered = code[:at] + other + code[at + 1 :]
    assert find_grant(altered, OPERATOR.public_key()) in (None, grant)


@examples(max_examples=60, deadline=None)
@given(st.text())
def test_no_text_is_taken_for_a_code(text: str) -> None:
    assert find_grant(text, OPERATOR.public_key()) is None


def test_a_code_broken_into_lines_by_a_mail_is_read() -> None:
    grant = Grant(uuid4(), "VHS Beispielstadt", LAST_DAY)
    code = issue_code(grant, OPERATOR)
    assert find_grant(f"  {code[:40]}\r\n {code[40:]}\n", OPERATOR.public_key()) == grant


def test_a_code_of_another_kind_says_nothing() -> None:
    grant = Grant(uuid4(), "VHS Beispielstadt", LAST_DAY)
    payload = issue_code(grant, OPERATOR).split(".")[1]
    signature = base64.urlsafe_b64encode(OPERATOR.sign(f"KL2.{payload}".encode())).decode()
    assert find_grant(f"KL2.{payload}.{signature.rstrip('=')}", OPERATOR.public_key()) is None


def test_a_public_key_is_read_as_it_was_written() -> None:
    written = write_public_key(OPERATOR.public_key())
    assert write_public_key(read_public_key(f" {written}\n")) == written


@pytest.mark.parametrize("text", ["", "kurz", "ä" * 43, "A" * 44])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # several libraries word it
        read_public_key(text)


def test_without_a_key_the_installation_is_free_and_asks_no_database() -> None:
    assert read_activation(NOW) == Activation(ActivationState.FREE)


@pytest.mark.django_db
def test_without_a_key_a_code_is_not_needed() -> None:
    with pytest.raises(Refusal) as refused:
        set_activation("KL1.x.y", actor=SHELL, now=NOW)
    assert refused.value.code is RefusalCode.ACTIVATION_NOT_NEEDED


@pytest.mark.usefixtures("needs_code")
def test_with_a_key_and_no_code_it_is_locked() -> None:
    assert read_activation(NOW) == Activation(ActivationState.LOCKED)


def test_a_fitting_code_opens_it(needs_code: IssueCode) -> None:
    opened = set_activation(needs_code(), actor=SHELL, now=NOW)
    assert opened.state is ActivationState.ACTIVE
    assert read_activation(NOW) == opened
    assert describe_activation(opened) == "Freigeschaltet für Volkshochschule bis Do 31.12.2026."


def test_the_last_day_counts_as_a_whole_in_the_office_s_time(needs_code: IssueCode) -> None:
    set_activation(needs_code(), actor=SHELL, now=NOW)
    last_moment = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)
    states = [read_activation(at).state for at in (last_moment, last_moment + timedelta(seconds=1))]
    assert states == [ActivationState.ACTIVE, ActivationState.EXPIRED]


def test_asking_costs_one_query(needs_code: IssueCode) -> None:
    set_activation(needs_code(), actor=SHELL, now=NOW)
    with CaptureQueriesContext(connection) as queries:
        require_active(NOW)
    assert len(queries) == 1


def test_case_and_spaces_of_the_name_do_not_lock(needs_code: IssueCode) -> None:
    set_activation(needs_code(), actor=SHELL, now=NOW)
    Institution.objects.update(name="  volkshochSCHULE ")
    assert read_activation(NOW).is_open


REFUSED: dict[str, tuple[str | dict[str, object], RefusalCode]] = {
    "locked": ("", RefusalCode.LOCKED),
    "expired": ({"until": date(2026, 8, 19)}, RefusalCode.ACTIVATION_EXPIRED),
    "other name": ({"institution": "VHS Anderswo"}, RefusalCode.ACTIVATION_FOREIGN),
    "other installation": ({"installation": UUID(int=7)}, RefusalCode.ACTIVATION_FOREIGN),
    "other key": ({"key": SOMEBODY}, RefusalCode.ACTIVATION_DAMAGED),
    "no code": ("KL1.abc.def", RefusalCode.ACTIVATION_DAMAGED),
}


@pytest.mark.parametrize(("code", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_code_that_does_not_fit_is_refused_and_the_present_one_stays(
    needs_code: IssueCode, code: str | dict[str, object], reason: RefusalCode
) -> None:
    set_activation(needs_code(), actor=SHELL, now=NOW)
    text = code if isinstance(code, str) else needs_code(**code)
    with pytest.raises(Refusal) as refused:
        set_activation(text, actor=SHELL, now=NOW)
    assert refused.value.code is reason
    assert read_activation(NOW).is_open


def test_each_way_of_being_locked_has_its_own_sentence(needs_code: IssueCode) -> None:
    sentences = []
    for code, _reason in REFUSED.values():
        keep(code if isinstance(code, str) else needs_code(**code))
        sentences.append(describe_activation(read_activation(NOW)))
    assert sentences == [
        "Die Zoom-Schnittstelle ist auf dieser Installation nicht freigeschaltet.",
        "Die Freischaltung der Zoom-Schnittstelle ist am Mi 19.08.2026 abgelaufen.",
        "Der Freischaltcode gehört zu einer anderen Einrichtung oder Installation: VHS Anderswo.",
        "Der Freischaltcode gehört zu einer anderen Einrichtung oder Installation: "
        "Volkshochschule.",
        "Der Freischaltcode ist unvollständig oder stammt nicht vom Anbieter dieser Installation.",
        "Der Freischaltcode ist unvollständig oder stammt nicht vom Anbieter dieser Installation.",
    ]


def test_only_who_may_change_settings_may_unlock(needs_code: IssueCode) -> None:
    clerk = actor_for(User.objects.create_user("e.berg@vhs.example", name="Eva", role=Role.OFFICE))
    with pytest.raises(Refusal) as refused:
        set_activation(needs_code(), actor=clerk, now=NOW)
    assert refused.value.code is RefusalCode.NOT_ALLOWED


@pytest.mark.django_db(transaction=True)
def test_locked_nothing_reaches_zoom_and_the_meeting_stays(
    settings: Settings, simulator: RunningSimulator
) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 1), 3))
    transfer_course(course, actor=SHELL, clock=clock)
    before = len(simulator.control.log())
    settings.KURSLINK_ACTIVATION_KEY = write_public_key(OPERATOR.public_key())

    transferred = transfer_course(course, actor=SHELL, clock=clock)

    assert transferred.status is TransferStatus.REFUSED
    assert transferred.error is not None
    assert explain(transferred.error).code == "locked"
    for refused in (
        lambda: prepare_transfer(course, actor=SHELL, now=NOW),
        lambda: withdraw_course(course, actor=SHELL, clock=clock),
        lambda: inspect_meeting(course, actor=SHELL, now=NOW),
    ):
        with pytest.raises(Refusal) as refusal:
            refused()
        assert refusal.value.code is RefusalCode.LOCKED
    assert len(simulator.control.log()) == before
    assert Meeting.objects.get().join_url == OnlineDetails.objects.get().link != ""


@pytest.mark.usefixtures("needs_code")
def test_locked_links_can_still_be_entered_by_hand() -> None:
    course = make_course(software="edudip")
    values = replace(values_of(course.online), link="https://edudip.example/raum/7")
    edit_online_details(course, actor=SHELL, now=NOW, values=values)
    assert OnlineDetails.objects.get().link == "https://edudip.example/raum/7"
