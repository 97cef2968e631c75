"""Which passcode a new meeting gets: typed by the office or generated, always by Zoom's rule."""

import random

from kurslink.models import ZoomAccount, ZoomUser
from kurslink.planning.passcodes import (
    ContradictoryRule,
    PasscodeRule,
    effective,
    generate,
    violations,
)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Actor, Right
from kurslink.services.zoom_access import connect
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.schemas import PasscodeRule as ZoomsRule


def read_rule(zoom: ZoomClient, host: ZoomUser) -> PasscodeRule:
    """The rule Zoom applies to this host's meetings. One call; raises zoom errors.

    Raises Refusal(PASSCODE_CONTRADICTION) if no passcode could satisfy it.
    """
    rule = in_our_words(zoom.meeting_security(host.zoom_user_id).meeting_password_requirement)
    try:
        effective(rule)
    except ContradictoryRule:
        raise Refusal(RefusalCode.PASSCODE_CONTRADICTION, host=host.email) from None
    return rule


def in_our_words(rule: ZoomsRule) -> PasscodeRule:
    """Zoom's requirement as planning knows it."""
    return PasscodeRule(
        length=rule.length,
        letter=rule.have_letter,
        number=rule.have_number,
        special=rule.have_special_character,
        only_numeric=rule.only_allow_numeric,
        upper_and_lower=rule.have_upper_and_lower_characters,
        consecutive=rule.consecutive_characters_length,
    )


def require_fitting(typed: str, rule: PasscodeRule) -> None:
    """Raise Refusal(PASSCODE_RULE), naming what is missing, if a typed passcode breaks `rule`."""
    broken = violations(rule, typed)
    if broken:
        raise Refusal(RefusalCode.PASSCODE_RULE, violations=broken, rule=rule)


def passcode_by(rule: PasscodeRule, typed: str, chance: random.Random) -> str:
    """The typed passcode, or a new one that satisfies `rule`."""
    return typed or generate(rule, chance)


def rule_of(account: ZoomAccount, *, actor: Actor) -> PasscodeRule:
    """What Zoom asks of passcodes for the user the Zugang is named after („Auslesen").

    One call. Raises Refusal if the actor may not, ZoomError.
    """
    actor.require(Right.SETTINGS)
    with connect(account, lambda _record: None) as zoom:
        security = zoom.meeting_security(account.email)
    return in_our_words(security.meeting_password_requirement)
