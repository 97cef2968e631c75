"""Passcodes: what is generated meets the rule, whatever the rule, and can be read aloud."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kurslink.planning.passcodes import (
    LONGEST,
    ContradictoryRule,
    PasscodeRule,
    Violation,
    effective,
    generate,
    longest_run,
    merge,
    violations,
)

RULES = st.builds(
    PasscodeRule,
    length=st.integers(0, 10),
    letter=st.booleans(),
    number=st.booleans(),
    special=st.booleans(),
    only_numeric=st.booleans(),
    upper_and_lower=st.booleans(),
    consecutive=st.sampled_from([0, 3, 4, 5, 6, 8]),
)
RUN_OF_FOUR = PasscodeRule(consecutive=4)
REFUSED_RUNS = ("1234", "4321", "abcd", "fedc", "1111", "aaaa", "qwert", "poiuy", "asdf", "lkjh")
LOWEST_ROW = ("zxcv", "vcxz")


def is_contradictory(rule: PasscodeRule) -> bool:
    return rule.only_numeric and (rule.letter or rule.special or rule.upper_and_lower)


@given(RULES, st.integers())
def test_a_generated_passcode_meets_any_rule_that_can_be_met(rule: PasscodeRule, seed: int) -> None:
    assume(not is_contradictory(rule))
    passcode = generate(rule, random.Random(seed))
    assert violations(rule, passcode) == ()
    assert violations(effective(rule), passcode) == ()
    assert 6 <= len(passcode) <= LONGEST
    assert passcode[0] not in "@-_*"
    assert longest_run(passcode) < 3
    assert not set(passcode) & set("0O1lIo")


@given(RULES)
def test_a_rule_that_contradicts_itself_is_refused(rule: PasscodeRule) -> None:
    assume(is_contradictory(rule))
    with pytest.raises(ContradictoryRule):
        generate(rule, random.Random(1))


def test_a_rule_longer_than_zoom_allows_is_refused() -> None:
    with pytest.raises(ContradictoryRule):
        generate(PasscodeRule(length=11), random.Random(1))


@given(RULES, RULES)
def test_merging_is_the_same_either_way_round(first: PasscodeRule, second: PasscodeRule) -> None:
    assert merge(first, second) == merge(second, first)


@given(RULES, RULES, RULES)
def test_merging_three_rules_needs_no_order(
    first: PasscodeRule, second: PasscodeRule, third: PasscodeRule
) -> None:
    assert merge(merge(first, second), third) == merge(first, merge(second, third))


@given(RULES, RULES, st.text("ab1Z-qwert4", min_size=1, max_size=10))
def test_what_meets_the_merged_rule_meets_both(
    first: PasscodeRule, second: PasscodeRule, passcode: str
) -> None:
    both = violations(merge(first, second), passcode)
    assert set(violations(first, passcode)) | set(violations(second, passcode)) == set(both)


def test_nothing_asked_means_six_digits() -> None:
    passcode = generate(PasscodeRule(), random.Random(7))
    assert (len(passcode), passcode.isdigit()) == (6, True)


@pytest.mark.parametrize("passcode", REFUSED_RUNS + LOWEST_ROW)
def test_a_run_of_four_is_refused(passcode: str) -> None:
    assert violations(RUN_OF_FOUR, passcode) == (Violation.CONSECUTIVE,)
    assert violations(RUN_OF_FOUR, f"9{passcode.upper()}x") == (Violation.CONSECUTIVE,)


@pytest.mark.parametrize("passcode", ["1a2b3c4d", "a1b2c3d4", "pass-9wX!", "112233", "9012"])
def test_neighbours_without_a_run_of_four_are_allowed(passcode: str) -> None:
    assert violations(RUN_OF_FOUR, passcode) == ()


@pytest.mark.parametrize("limit", [0, 1, 2, 3])
def test_a_limit_below_four_is_no_rule(limit: int) -> None:
    assert violations(PasscodeRule(consecutive=limit), "1234") == ()


@pytest.mark.parametrize(
    ("rule", "passcode", "missing"),
    [
        (PasscodeRule(), "", (Violation.TOO_SHORT,)),
        (PasscodeRule(), "12345678901", (Violation.TOO_LONG,)),
        (PasscodeRule(), "grün", (Violation.CHARACTER,)),
        (PasscodeRule(), 'a"b', (Violation.CHARACTER,)),
        (PasscodeRule(number=True), "²ab", (Violation.CHARACTER,)),
        (PasscodeRule(number=True), "abc", (Violation.NUMBER,)),
        (PasscodeRule(special=True), "abc", (Violation.SPECIAL,)),
        (PasscodeRule(only_numeric=True), "12a", (Violation.ONLY_NUMERIC,)),
        (PasscodeRule(upper_and_lower=True), "abc1", (Violation.UPPER_AND_LOWER,)),
        (PasscodeRule(length=6, letter=True), "123", (Violation.TOO_SHORT, Violation.LETTER)),
    ],
)
def test_everything_a_passcode_lacks_is_named(
    rule: PasscodeRule, passcode: str, missing: tuple[Violation, ...]
) -> None:
    assert violations(rule, passcode) == missing
