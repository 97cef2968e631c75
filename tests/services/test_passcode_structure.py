"""„Passwörter": the own structure, Zoom's requirements, and the stricter of both."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.models import Course, ZoomAccount
from kurslink.planning.passcodes import PasscodeRule, merge, violations
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.passcode_structure import (
    SavedStructure,
    own_structure,
    read_passcode_rule,
    save_passcode_rule,
)
from kurslink.services.prepare_transfer import prepare_transfer
from kurslink.services.rights import SHELL, Actor
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.words.describe_passcode_rule import describe_rule, stricter_parts
from kurslink.services.words.sentences import describe_notice, explain
from kurslink.zoom.errors import NotSent
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

RULES = st.builds(
    PasscodeRule,
    length=st.integers(0, 10),
    letter=st.booleans(),
    number=st.booleans(),
    special=st.booleans(),
    only_numeric=st.booleans(),
    upper_and_lower=st.booleans(),
    consecutive=st.sampled_from((0, 4, 5, 6, 7, 8)),
)
STRICT = PasscodeRule(
    length=8, letter=True, number=True, special=True, upper_and_lower=True, consecutive=4
)
NOBODY = Actor("Niemand", frozenset())


def demand(simulator: RunningSimulator, host: str, **rules: Any) -> None:
    simulator.control.alter_user(host, passcode_rules=rules)


def one_evening() -> Course:
    return make_course(days=weekly(date(2026, 9, 2), 1))


def refused_code(account: ZoomAccount, rule: PasscodeRule) -> tuple[RefusalCode, str]:
    with pytest.raises(Refusal) as refused:
        save_passcode_rule(account, rule, actor=SHELL)
    return refused.value.code, explain(refused.value).message


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (PasscodeRule(), "keine Anforderungen"),
        (PasscodeRule(length=6, only_numeric=True), "mindestens 6 Zeichen, nur Ziffern"),
        (
            STRICT,
            "mindestens 8 Zeichen, mindestens ein Buchstabe, große und kleine Buchstaben, "
            "mindestens eine Ziffer, mindestens ein Sonderzeichen (@ - _ *), "
            "keine 4 Zeichen in Folge wie 1234, aaaa oder qwert",
        ),
        (PasscodeRule(consecutive=2), "keine Anforderungen"),
    ],
)
def test_a_rule_is_told_in_german_words(rule: PasscodeRule, words: str) -> None:
    assert describe_rule(rule) == words


@given(RULES, RULES)
def test_what_satisfies_both_rules_satisfies_each(own: PasscodeRule, zooms: PasscodeRule) -> None:
    together = merge(own, zooms)
    for passcode in ("482915", "k7Rm-2Wp_9", "kRmWpTzN"):
        if not violations(together, passcode):
            assert (violations(own, passcode), violations(zooms, passcode)) == ((), ())


@given(RULES, RULES)
def test_something_is_told_exactly_where_zoom_asks_for_more(
    own: PasscodeRule, zooms: PasscodeRule
) -> None:
    together = merge(own, zooms)
    assert (stricter_parts(own, together) == ()) == (together == own)


@pytest.mark.django_db
def test_reading_returns_the_rule_of_the_zugang_or_of_a_host(simulator: RunningSimulator) -> None:
    account = make_account(simulator, offer=2)
    demand(simulator, simulator.hosts[0], length=8, have_letter=True)
    demand(simulator, simulator.hosts[1], length=10, only_allow_numeric=True)
    other = account.users.get(email=simulator.hosts[1])
    assert read_passcode_rule(account, actor=SHELL) == PasscodeRule(length=8, letter=True)
    assert read_passcode_rule(account, actor=SHELL, host=other) == PasscodeRule(
        length=10, only_numeric=True
    )
    assert own_structure(account) is None


@pytest.mark.django_db
def test_an_own_structure_that_is_strict_enough_is_stored_as_it_is(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    demand(simulator, simulator.hosts[0], length=6)
    rule = PasscodeRule(length=8, letter=True, special=True)
    assert save_passcode_rule(account, rule, actor=SHELL) == SavedStructure(rule)
    assert own_structure(ZoomAccount.objects.get()) == rule


@pytest.mark.django_db
def test_a_weaker_structure_is_merged_and_the_change_is_told(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    demand(simulator, simulator.hosts[0], length=9, have_upper_and_lower_characters=True)
    saved = save_passcode_rule(account, PasscodeRule(length=7, number=True), actor=SHELL)
    together = PasscodeRule(length=9, number=True, upper_and_lower=True)
    assert saved == SavedStructure(
        together, stricter=("mindestens 9 Zeichen", "große und kleine Buchstaben")
    )
    assert own_structure(ZoomAccount.objects.get()) == together


@pytest.mark.django_db
def test_setting_nothing_forgets_the_structure_without_asking_zoom(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    save_passcode_rule(account, PasscodeRule(length=8), actor=SHELL)
    asked = len(simulator.control.log())
    assert save_passcode_rule(account, None, actor=SHELL) == SavedStructure(None)
    assert (own_structure(ZoomAccount.objects.get()), len(simulator.control.log())) == (None, asked)


@pytest.mark.django_db
def test_a_structure_is_stored_although_zoom_cannot_be_asked_and_that_is_told(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    account.oauth_url = "http://127.0.0.1:1/oauth/token"
    account.token = ""
    account.save()
    rule = PasscodeRule(length=8)
    saved = save_passcode_rule(account, rule, actor=SHELL)
    assert (saved.rule, isinstance(saved.unread, NotSent)) == (rule, True)
    assert own_structure(ZoomAccount.objects.get()) == rule


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            PasscodeRule(length=6, only_numeric=True, letter=True),
            "mindestens 6 Zeichen, nur Ziffern, mindestens ein Buchstabe",
        ),
        (PasscodeRule(length=11), "mindestens 11 Zeichen"),
    ],
)
def test_a_structure_nothing_can_satisfy_is_refused(
    simulator: RunningSimulator, rule: PasscodeRule, sentence: str
) -> None:
    account = make_account(simulator)
    assert refused_code(account, rule) == (
        RefusalCode.PASSCODE_STRUCTURE,
        f"Der Aufbau des Passworts widerspricht sich: {sentence}.",
    )


@pytest.mark.django_db
def test_a_structure_zoom_rules_out_is_refused_with_both_in_words(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    demand(simulator, simulator.hosts[0], have_letter=True)
    assert refused_code(account, PasscodeRule(length=6, only_numeric=True)) == (
        RefusalCode.PASSCODE_STRUCTURE_AGAINST_ZOOM,
        "Der eingestellte Aufbau des Passworts (mindestens 6 Zeichen, nur Ziffern) und Zooms "
        "Anforderungen (mindestens ein Buchstabe) schließen sich aus.",
    )


@pytest.mark.django_db
def test_only_who_may_change_settings_reads_and_saves(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    with pytest.raises(Refusal):
        read_passcode_rule(account, actor=NOBODY)
    with pytest.raises(Refusal):
        save_passcode_rule(account, None, actor=NOBODY)


@pytest.mark.django_db
def test_a_new_meeting_gets_a_passcode_of_the_own_structure(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    rule = PasscodeRule(length=10, letter=True, special=True, upper_and_lower=True)
    save_passcode_rule(account, rule, actor=SHELL)
    assert transfer(one_evening()).status == TransferStatus.TRANSFERRED
    (meeting,) = simulator.control.meetings()
    assert (violations(rule, meeting["password"]), len(meeting["password"])) == ((), 10)


@pytest.mark.django_db
def test_nothing_set_means_six_digits(simulator: RunningSimulator) -> None:
    make_account(simulator)
    result = transfer(one_evening())
    (meeting,) = simulator.control.meetings()
    assert (len(meeting["password"]), meeting["password"].isdigit()) == (6, True)
    assert result.notices == ()


@pytest.mark.django_db
def test_a_host_with_a_stricter_rule_is_merged_again_and_the_preview_says_so(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    save_passcode_rule(account, PasscodeRule(length=7, number=True), actor=SHELL)
    demand(simulator, simulator.hosts[0], length=9, have_letter=True)
    course = one_evening()
    prepared = prepare_transfer(course, actor=SHELL, now=NOW)
    assert [describe_notice(notice) for notice in prepared.notices] == [
        f"Zoom verlangt für {simulator.hosts[0]} ein strengeres Passwort als hier eingestellt. "
        "Hinzu kommt: mindestens 9 Zeichen, mindestens ein Buchstabe."
    ]
    merged = PasscodeRule(length=9, number=True, letter=True)
    assert prepared.passcode_rule == merged
    assert transfer(course).notices == prepared.notices
    (meeting,) = simulator.control.meetings()
    assert violations(merged, meeting["password"]) == ()


@pytest.mark.django_db
def test_rules_locked_for_the_whole_account_are_met(simulator: RunningSimulator) -> None:
    make_account(simulator)
    locked = {"length": 10, "have_special_character": True, "consecutive_characters_length": 4}
    simulator.control.alter_user(
        simulator.hosts[0], require_passcode_locked=True, passcode_rules=locked
    )
    result = transfer(one_evening())
    (meeting,) = simulator.control.meetings()
    rule = PasscodeRule(length=10, special=True, consecutive=4)
    assert (result.status, violations(rule, meeting["password"])) == ("transferred", ())


@pytest.mark.django_db
def test_a_host_whose_rule_excludes_the_structure_is_refused_before_anything_is_made(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    save_passcode_rule(account, PasscodeRule(length=6, only_numeric=True), actor=SHELL)
    demand(simulator, simulator.hosts[0], have_letter=True)
    result = transfer(one_evening())
    assert isinstance(result.error, Refusal)
    assert result.error.code is RefusalCode.PASSCODE_STRUCTURE_AGAINST_ZOOM
    assert simulator.control.meetings() == []


@pytest.mark.django_db
def test_a_typed_passcode_has_to_meet_the_own_structure_too(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    save_passcode_rule(account, PasscodeRule(length=8), actor=SHELL)
    course = one_evening()
    course.online.passcode = "4829157"
    course.online.save()
    result = transfer(course)
    assert isinstance(result.error, Refusal)
    assert explain(result.error).message == (
        "Das Passwort erfüllt die Anforderungen nicht: es ist zu kurz."
    )


@pytest.mark.django_db
def test_an_update_never_changes_the_passcode(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    course = one_evening()
    transfer(course)
    (before,) = simulator.control.meetings()
    save_passcode_rule(account, PasscodeRule(length=10, letter=True), actor=SHELL)
    Course.objects.filter(pk=course.pk).update(title="Anders")
    transfer(course)
    (after,) = simulator.control.meetings()
    assert (after["topic"], after["password"]) == ("Anders", before["password"])


def test_a_stored_structure_is_read_back_as_it_was() -> None:
    rule = PasscodeRule(length=8, letter=True, consecutive=5)
    account = ZoomAccount(passcode_rule=asdict(rule))
    assert own_structure(account) == rule
