"""Zoom's passcode rules: which passcodes they refuse, and passcodes they accept."""

import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

LONGEST = 10
GENERATED_LENGTH = 6
SPECIAL = "@-_*!#$%&"
KEYBOARD_ROWS = ("qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm")
WEAK = ("password", "passwort", "zoom", "qwert", "admin", "12345", "abcde")


@dataclass(frozen=True, kw_only=True)
class PasscodeRules:
    """``meeting_password_requirement`` of a user's settings, spelled as Zoom does.

    ``consecutive_characters_length`` 0 is off; n refuses runs of n characters.
    """

    length: int = 0
    have_letter: bool = False
    have_number: bool = False
    have_special_character: bool = False
    only_allow_numeric: bool = False
    have_upper_and_lower_characters: bool = False
    consecutive_characters_length: int = 0
    weak_enhance_detection: bool = False


def complaints(passcode: str, rules: PasscodeRules) -> list[str]:
    """The sentences of the rules this passcode breaks; empty if Zoom takes it."""
    return [sentence for broken, sentence in _checks(passcode, rules) if broken]


def _checks(passcode: str, rules: PasscodeRules) -> Iterator[tuple[bool, str]]:
    run = rules.consecutive_characters_length
    has_upper, has_lower = passcode != passcode.lower(), passcode != passcode.upper()
    is_special = [c for c in passcode if c in string.punctuation]
    yield len(passcode) > LONGEST, f"Password can only have a maximum {LONGEST} characters."
    yield not _is_printable(passcode), "Password contains characters that are not allowed."
    yield len(passcode) < rules.length, f"Password needs at least {rules.length} characters."
    yield rules.have_letter and not (has_upper or has_lower), "Password needs a letter."
    yield rules.have_number and not any(c.isdigit() for c in passcode), "Password needs a number."
    yield rules.have_special_character and not is_special, "Password needs a special character."
    yield rules.only_allow_numeric and not passcode.isdigit(), "Password only allows numbers."
    yield (
        rules.have_upper_and_lower_characters and not (has_upper and has_lower),
        "Password needs upper and lower case characters.",
    )
    yield (
        run > 0 and longest_run(passcode) >= run,
        f"Password cannot contain {run} or more consecutive characters.",
    )
    yield rules.weak_enhance_detection and _is_weak(passcode), "Password is too weak."


def _is_printable(passcode: str) -> bool:
    return passcode.isascii() and all("!" <= c <= "~" for c in passcode)


def _is_weak(passcode: str) -> bool:
    return len(set(passcode)) == 1 or any(word in passcode.lower() for word in WEAK)


def longest_run(passcode: str) -> int:
    """Length of the longest piece that repeats, counts up or down, or follows the keyboard."""
    lowered = passcode.lower()
    return max(_longest(lowered, follows) for follows in RUNS)


def _longest(passcode: str, follows: Callable[[str, str], bool]) -> int:
    longest = current = min(len(passcode), 1)
    for first, second in pairwise(passcode):
        current = current + 1 if follows(first, second) else 1
        longest = max(longest, current)
    return longest


def _is_right_of(first: str, second: str) -> bool:
    return any(first + second in row for row in KEYBOARD_ROWS)


def _is_after(first: str, second: str) -> bool:
    return (first + second).isalnum() and ord(second) - ord(first) == 1


RUNS: tuple[Callable[[str, str], bool], ...] = (
    lambda first, second: first == second,
    _is_after,
    lambda first, second: _is_after(second, first),
    _is_right_of,
    lambda first, second: _is_right_of(second, first),
)


def generate(rules: PasscodeRules, random: Random) -> str:
    """A passcode these rules accept: six digits where nothing else is asked."""
    length = max(rules.length, GENERATED_LENGTH)
    while True:
        passcode = "".join(random.choices(_alphabet(rules), k=min(length, LONGEST)))
        if not complaints(passcode, rules):
            return passcode


def _alphabet(rules: PasscodeRules) -> str:
    if rules.only_allow_numeric:
        return string.digits
    letters = rules.have_letter or rules.have_upper_and_lower_characters
    return (
        string.digits
        + (string.ascii_letters if letters else "")
        + (SPECIAL if rules.have_special_character else "")
    )
