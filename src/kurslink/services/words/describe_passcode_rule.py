"""A passcode rule in German words, part by part."""

from kurslink.planning.passcodes import PasscodeRule, merge
from kurslink.services.words.catalogue.passcodes import NO_RULE, RULE_PARTS

_PARTS = ("length", "only_numeric", "letter", "upper_and_lower", "number", "special", "consecutive")


def rule_parts(rule: PasscodeRule) -> tuple[str, ...]:
    """What `rule` asks for, one phrase each; empty if it asks for nothing."""
    meant = merge(rule, rule)  # without numbers too small to mean anything
    asked = [(name, getattr(meant, name)) for name in _PARTS if getattr(meant, name)]
    return tuple(str(RULE_PARTS[name]).format(value=value) for name, value in asked)


def describe_rule(rule: PasscodeRule) -> str:
    """The rule as one phrase: „mindestens 6 Zeichen, nur Ziffern"."""
    return ", ".join(rule_parts(rule)) or str(NO_RULE)


def stricter_parts(before: PasscodeRule, after: PasscodeRule) -> tuple[str, ...]:
    """What `after` asks for and `before` does not."""
    known = set(rule_parts(before))
    return tuple(part for part in rule_parts(after) if part not in known)
