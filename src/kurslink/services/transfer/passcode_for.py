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
from kurslink.services.passcode_structure import (
    added_by_zoom,
    both,
    own_structure,
    rule_at_zoom,
)
from kurslink.services.words.notices import Notice, NoticeCode
from kurslink.zoom.client import ZoomClient


def read_rule(zoom: ZoomClient, host: ZoomUser) -> PasscodeRule:
    """The rule for this host's meetings: Zoom's, together with the Zugang's own structure.

    One call; raises zoom errors. Raises Refusal(PASSCODE_CONTRADICTION,
    PASSCODE_STRUCTURE_AGAINST_ZOOM) if no passcode could satisfy it.
    """
    zooms = rule_at_zoom(zoom, host.zoom_user_id)
    try:
        effective(zooms)
    except ContradictoryRule:
        raise Refusal(RefusalCode.PASSCODE_CONTRADICTION, host=host.email) from None
    own = own_structure(host.account)
    return zooms if own is None else both(own, zooms)


def rule_notices(account: ZoomAccount, host: ZoomUser, rule: PasscodeRule) -> tuple[Notice, ...]:
    """What the clerk should know: Zoom asks for more than the Zugang's structure (decision 10)."""
    added = added_by_zoom(own_structure(account), rule)
    data = {"host": host.email, "parts": added}
    return (Notice(NoticeCode.PASSCODE_RULE_STRICTER, data),) if added else ()


def require_fitting(typed: str, rule: PasscodeRule) -> None:
    """Raise Refusal(PASSCODE_RULE), naming what is missing, if a typed passcode breaks `rule`."""
    broken = violations(rule, typed)
    if broken:
        raise Refusal(RefusalCode.PASSCODE_RULE, violations=broken, rule=rule)


def passcode_by(rule: PasscodeRule, typed: str, chance: random.Random) -> str:
    """The typed passcode, or a new one that satisfies `rule`."""
    return typed or generate(rule, chance)
