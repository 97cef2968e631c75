"""„Verbindung testen": each step on the way to Zoom with its own tick or cross and sentence."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kurslink.models import AccountKind, LicenceType, ZoomAccount
from kurslink.planning.passcodes import ContradictoryRule, effective
from kurslink.services.connection.connection_check import (
    Check,
    CheckStatus,
    failed,
    not_checked,
    passed,
    refused,
    warned,
)
from kurslink.services.connection.connection_way import check_way, failed_step
from kurslink.services.connection.zoom_access import connect
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.passcode_structure import both, own_structure, rule_at_zoom
from kurslink.services.rights import Actor, Right
from kurslink.services.words.connection_names import CheckName, Problem, Seen
from kurslink.services.words.describe_passcode_rule import describe_rule
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import UserUnknown, ZoomError
from kurslink.zoom.scopes import lacking_scopes

OWNER, ADMINISTRATOR = "0", "1"  # Zoom's ids of its two built-in roles of administration


@dataclass(frozen=True)
class Subject:
    """What is tested; the list of users is read once, it may fill several pages."""

    zoom: ZoomClient
    account: ZoomAccount

    @cached_property
    def users_by_type(self) -> Counter[int]:
        """How many active users there are, by Zoom's type."""
        return Counter(user.type for user in self.zoom.users())


def check_connection(
    account: ZoomAccount, *, actor: Actor, budget: float | None = None
) -> tuple[Check, ...]:
    """Try everything a transfer will need, without changing anything. `account` may be unsaved.

    One Check per CheckName, in order; behind one that fails the others are not checked. Takes a
    few seconds; `budget` is the most a person waits. Raises Refusal if the actor may not.
    """
    actor.require(Right.SETTINGS)
    done = list(_checked(account, budget))
    return (*done, *(not_checked(name) for name in list(CheckName)[len(done) :]))


def _checked(account: ZoomAccount, budget: float | None) -> Iterator[Check]:
    try:
        opened = connect(account, lambda _record: None, budget=budget)
    except ZoomError as error:  # an address that is none of Zoom's, or a broken KURSLINK_CA_FILE
        yield from map(not_checked, list(CheckName)[: list(CheckName).index(failed_step(error))])
        yield refused(failed_step(error), error)
        return
    with opened as zoom:
        for check in _steps(Subject(zoom, account)):
            yield check
            if check.status is CheckStatus.FAILED:
                return


def _steps(subject: Subject) -> Iterator[Check]:
    yield from check_way(subject.zoom)
    for name, look in _STEPS.items():
        try:
            yield look(subject)
        except (ZoomError, Refusal) as error:
            yield refused(name, error)


def _token(subject: Subject) -> Check:
    subject.zoom.token(fresh=True)
    if subject.account.kind == AccountKind.JWT:
        next(subject.zoom.users(), None)  # a token we signed ourselves is judged when it is used
    return passed(CheckName.TOKEN, Seen.TOKEN)


def _scopes(subject: Subject) -> Check:
    lacking = lacking_scopes(subject.zoom.token().scopes)
    if lacking:
        names = [f"{each.granular} ({each.classic})" for each in lacking]
        return failed(CheckName.SCOPES, Problem.SCOPES_MISSING, scopes=names)
    return passed(CheckName.SCOPES, Seen.SCOPES)


def _user(subject: Subject) -> Check:
    email = subject.account.email
    try:
        user = subject.zoom.user(email)
    except UserUnknown:
        return failed(CheckName.USER, Problem.NOT_A_USER, email=email)
    role = user.role_name or user.role_id
    if user.role_id not in (OWNER, ADMINISTRATOR):
        return warned(CheckName.USER, Problem.ROLE_TOO_SMALL, email=email, role=role)
    return passed(CheckName.USER, Seen.USER, user=user.display_name or email, role=role)


def _users(subject: Subject) -> Check:
    return passed(CheckName.USERS, Seen.USERS, count=subject.users_by_type.total())


def _licences(subject: Subject) -> Check:
    licensed = subject.users_by_type[LicenceType.LICENSED]
    basic = subject.users_by_type[LicenceType.BASIC]
    if licensed:
        return passed(CheckName.LICENCES, Seen.LICENCES, count=licensed)
    if basic:
        return failed(CheckName.LICENCES, Problem.ONLY_BASIC, count=basic)
    return failed(CheckName.LICENCES, Problem.NO_LICENCE)


def _passcode_rule(subject: Subject) -> Check:
    email = subject.account.email
    rule = rule_at_zoom(subject.zoom, email)
    try:
        effective(rule)
    except ContradictoryRule:
        raise Refusal(RefusalCode.PASSCODE_CONTRADICTION, host=email) from None
    own = own_structure(subject.account)
    rule = both(own, rule) if own else rule
    return passed(CheckName.PASSCODE_RULE, Seen.PASSCODE_RULE, rule=describe_rule(rule))


def _login(subject: Subject) -> Check:
    if subject.zoom.login_demanded(subject.account.email):
        return warned(CheckName.LOGIN_DEMANDED, Problem.LOGIN_DEMANDED)
    return passed(CheckName.LOGIN_DEMANDED, Seen.NO_LOGIN_DEMANDED)


_STEPS: dict[CheckName, Callable[[Subject], Check]] = {
    CheckName.TOKEN: _token,
    CheckName.SCOPES: _scopes,
    CheckName.USER: _user,
    CheckName.USERS: _users,
    CheckName.LICENCES: _licences,
    CheckName.PASSCODE_RULE: _passcode_rule,
    CheckName.LOGIN_DEMANDED: _login,
}
