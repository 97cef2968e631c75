"""Passcodes: what a rule asks for, which of two rules is stricter, and making one that fits."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 10
SHORTEST_RUN_RULE = 4  # Zoom's smallest value of consecutive_characters_length
_DIGITS = "23456789"
_LOWER = "abcdefghijkmnpqrstuvwxyz"
_UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SPECIAL = "@-_*"
_ALLOWED = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@-_*!")
_RUNS = (
    "0123456789",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
)


class Violation(StrEnum):
    """What a passcode lacks."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    CHARACTER = "character"
    LETTER = "letter"
    NUMBER = "number"
    SPECIAL = "special"
    ONLY_NUMERIC = "only_numeric"
    UPPER_AND_LOWER = "upper_and_lower"
    CONSECUTIVE = "consecutive"


class ContradictoryRule(ValueError):
    """No passcode can satisfy the rule."""


@dataclass(frozen=True, kw_only=True)
class PasscodeRule:
    """Zoom's meeting_password_requirement in our words. Nothing set: any passcode will do."""

    length: int = 0
    letter: bool = False
    number: bool = False
    special: bool = False
    only_numeric: bool = False
    upper_and_lower: bool = False
    consecutive: int = 0
    """Runs of this many neighbouring characters are refused; below 4 the rule is off."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == PasscodeRule()


SIX_DIGITS = PasscodeRule(length=6, only_numeric=True)


def merge(first: PasscodeRule, second: PasscodeRule) -> PasscodeRule:
    """The rule that satisfies both; of two values the stricter wins."""
    runs = [rule.consecutive for rule in (first, second) if rule.consecutive >= SHORTEST_RUN_RULE]
    return PasscodeRule(
        length=max(first.length, second.length),
        letter=first.letter or second.letter,
        number=first.number or second.number,
        special=first.special or second.special,
        only_numeric=first.only_numeric or second.only_numeric,
        upper_and_lower=first.upper_and_lower or second.upper_and_lower,
        consecutive=min(runs, default=0),
    )


def effective(rule: PasscodeRule) -> PasscodeRule:
    """The rule to generate by: six digits when nothing at all is asked for (decision 10).

    A rule that asks for letters or special characters cannot be met by digits; then only the
    length of the standard holds. Raises ContradictoryRule.
    """
    wants_letters = rule.letter or rule.special or rule.upper_and_lower
    if rule.length > LONGEST or (rule.only_numeric and wants_letters):
        raise ContradictoryRule
    standard = PasscodeRule(length=6) if wants_letters else SIX_DIGITS
    return merge(standard, rule)


def generate(rule: PasscodeRule, chance: random.Random) -> str:
    """A passcode that satisfies `rule`, without look-alikes and without any run of three.

    `chance` is a cryptographic source (random.SystemRandom) outside tests. The first character
    is never a special one: spreadsheets would take it for a formula. Raises ContradictoryRule.
    """
    wanted = effective(rule)
    while True:
        candidate = _candidate(wanted, chance)
        runs = longest_run(candidate) >= SHORTEST_RUN_RULE - 1
        if not runs and candidate[0] not in _SPECIAL and not violations(wanted, candidate):
            return candidate


def _candidate(rule: PasscodeRule, chance: random.Random) -> str:
    if rule.only_numeric:
        return "".join(chance.choices(_DIGITS, k=rule.length))
    classes = [_LOWER, _UPPER, _DIGITS] + ([_SPECIAL] if rule.special else [])
    needed = [chance.choice(alphabet) for alphabet in classes]
    rest = chance.choices("".join(classes[:3]), k=max(rule.length, len(needed)) - len(needed))
    mixed = needed + rest
    chance.shuffle(mixed)
    return "".join(mixed)


def violations(rule: PasscodeRule, passcode: str) -> tuple[Violation, ...]:
    """Everything `passcode` lacks, in the order of `Violation`; empty when it fits."""
    has_upper, has_lower = _has(passcode, str.isupper), _has(passcode, str.islower)
    has_letter = has_upper or has_lower
    checks = {
        Violation.TOO_SHORT: len(passcode) < max(rule.length, 1),
        Violation.TOO_LONG: len(passcode) > LONGEST,
        Violation.CHARACTER: not set(passcode) <= _ALLOWED,
        Violation.LETTER: rule.letter and not has_letter,
        Violation.NUMBER: rule.number and not _has(passcode, str.isdigit),
        Violation.SPECIAL: rule.special and not set(passcode) & set("@-_*!"),
        Violation.ONLY_NUMERIC: rule.only_numeric and not _has_only_digits(passcode),
        Violation.UPPER_AND_LOWER: rule.upper_and_lower and not (has_upper and has_lower),
        Violation.CONSECUTIVE: SHORTEST_RUN_RULE <= rule.consecutive <= longest_run(passcode),
    }
    return tuple(violation for violation, is_broken in checks.items() if is_broken)


def _has_only_digits(passcode: str) -> bool:
    return passcode.isascii() and passcode.isdigit()


def _has(passcode: str, is_kind: Callable[[str], bool]) -> bool:
    return any(is_kind(char) for char in passcode)


def longest_run(passcode: str) -> int:
    """Length of the longest repeated, ascending, descending or keyboard run, whatever the case."""
    text = passcode.lower()
    longest = 1 if text else 0
    for start in range(len(text)):
        for end in range(start + longest + 1, len(text) + 1):
            if not _is_run(text[start:end]):
                break
            longest = end - start
    return longest


def _is_run(piece: str) -> bool:
    is_repeated = len(set(piece)) == 1
    return is_repeated or any(piece in row or piece[::-1] in row for row in _RUNS)
