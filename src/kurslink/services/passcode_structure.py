"""„Passwörter" of a Zugang: the office's own structure, Zoom's requirements, and both together."""

from dataclasses import asdict, dataclass

from django.db import transaction

from kurslink.models import Event, ZoomAccount, ZoomUser
from kurslink.planning.passcodes import (
    SIX_DIGITS,
    ContradictoryRule,
    PasscodeRule,
    effective,
    merge,
)
from kurslink.services.connection.zoom_access import connect
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record_changes
from kurslink.services.rights import Actor, Right
from kurslink.services.words.describe_passcode_rule import describe_rule, rule_parts, stricter_parts
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import ZoomError
from kurslink.zoom.schemas import PasscodeRule as ZoomsRule


@dataclass(frozen=True)
class SavedStructure:
    """What was stored. `stricter` says in words what Zoom's requirements added to it.

    `unread` is why Zoom could not be asked; then the structure is stored as it was given.
    """

    rule: PasscodeRule | None
    stricter: tuple[str, ...] = ()
    unread: ZoomError | None = None


def own_structure(account: ZoomAccount) -> PasscodeRule | None:
    """The structure set for this Zugang, None if nothing was set."""
    return None if account.passcode_rule is None else PasscodeRule(**account.passcode_rule)


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


def read_passcode_rule(
    account: ZoomAccount,
    *,
    actor: Actor,
    host: ZoomUser | None = None,
    budget: float | None = None,
) -> PasscodeRule:
    """„Auslesen": what Zoom asks of the passcodes of `host`, or of the Zugang's own user.

    One call, for a saved Zugang or not; nothing is stored. A user's settings contain what the
    account locks for everybody. `budget`: seconds a person waits. Raises Refusal if the actor may
    not, ZoomError.
    """
    actor.require(Right.SETTINGS)
    with connect(account, lambda _record: None, budget=budget) as zoom:
        return rule_at_zoom(zoom, host.zoom_user_id if host else account.email)


def rule_at_zoom(zoom: ZoomClient, user: str) -> PasscodeRule:
    """The same with an open client, for a user's id or e-mail."""
    return in_our_words(zoom.meeting_security(user).meeting_password_requirement)


def save_passcode_rule(
    account: ZoomAccount,
    rule: PasscodeRule | None,
    *,
    actor: Actor,
    budget: float | None = None,
) -> SavedStructure:
    """Store the own structure, None for nothing set; what Zoom asks beyond it is added.

    `budget`: seconds a person waits for Zoom.
    Raises Refusal(PASSCODE_STRUCTURE, PASSCODE_STRUCTURE_AGAINST_ZOOM) if no passcode could
    satisfy it, alone or together with Zoom's requirements.
    """
    actor.require(Right.SETTINGS)
    saved = SavedStructure(None)
    if rule is not None:
        saved = _merged_with_zoom(account, rule, actor, budget)
    before, rule_now = account.passcode_rule, None if saved.rule is None else asdict(saved.rule)
    account.passcode_rule = rule_now
    with transaction.atomic():
        account.save(update_fields=["passcode_rule"])
        event, after = Event.ACCOUNT_CHANGED, {"passcode_rule": rule_now}
        held = {"passcode_rule": before}
        record_changes(actor, event, account, held, after, hidden=("passcode_rule",))
    return saved


def _merged_with_zoom(
    account: ZoomAccount, rule: PasscodeRule, actor: Actor, budget: float | None
) -> SavedStructure:
    _require_possible(rule)
    try:
        zooms = read_passcode_rule(account, actor=actor, budget=budget)
    except ZoomError as error:
        return SavedStructure(rule, unread=error)
    together = both(rule, zooms)
    return SavedStructure(together, stricter=stricter_parts(rule, together))


def _require_possible(rule: PasscodeRule) -> None:
    try:
        effective(rule)
    except ContradictoryRule:
        raise Refusal(RefusalCode.PASSCODE_STRUCTURE, parts=rule_parts(rule)) from None


def both(own: PasscodeRule, zooms: PasscodeRule) -> PasscodeRule:
    """The rule that satisfies the own structure and Zoom's; of two values the stricter wins.

    Raises Refusal(PASSCODE_STRUCTURE_AGAINST_ZOOM) if no passcode can satisfy both.
    """
    together = merge(own, zooms)
    try:
        effective(together)
    except ContradictoryRule:
        raise Refusal(
            RefusalCode.PASSCODE_STRUCTURE_AGAINST_ZOOM,
            own=describe_rule(own),
            zooms=describe_rule(zooms),
        ) from None
    return together


def added_by_zoom(own: PasscodeRule | None, together: PasscodeRule) -> tuple[str, ...]:
    """In words, what is asked of generated passcodes beyond the own structure, or 6 digits."""
    wanted = effective(own or SIX_DIGITS)
    return stricter_parts(wanted, effective(together))
