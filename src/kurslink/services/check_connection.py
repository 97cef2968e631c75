"""„Verbindung testen": each step on the way to Zoom with its own tick or cross and sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kurslink.models import ZoomAccount
from kurslink.services.rights import Actor, Right
from kurslink.services.sentences import Explanation, explain
from kurslink.services.zoom_access import connect
from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import Circumstances, MissingScopes, NotLicensed, ZoomError
from kurslink.zoom.scopes import missing_scopes


class CheckName(StrEnum):
    """The steps, in order; a failing one ends the test."""

    TOKEN = "token"  # noqa: S105  # the name of a step, no secret
    SCOPES = "scopes"
    USER = "user"
    LICENCES = "licences"
    PASSCODE_RULE = "passcode_rule"


@dataclass(frozen=True)
class Check:
    """One step; `count` says how many were found where that matters."""

    name: CheckName
    explanation: Explanation | None = None
    count: int | None = None

    @property
    def is_ok(self) -> bool:
        """Whether the step succeeded."""
        return self.explanation is None


def check_connection(account: ZoomAccount, *, actor: Actor) -> tuple[Check, ...]:
    """Try everything a transfer will need, without changing anything. `account` may be unsaved.

    Ends with the first step that fails. Raises Refusal if the actor may not.
    """
    actor.require(Right.SETTINGS)
    checks: list[Check] = []
    with connect(account, lambda _record: None) as zoom:
        for name, look in _STEPS.items():
            try:
                checks.append(Check(name, count=look(zoom, account)))
            except ZoomError as error:
                checks.append(Check(name, explain(error)))
                break
    return tuple(checks)


def _token(zoom: ZoomClient, _account: ZoomAccount) -> None:
    zoom.token(fresh=True)


def _scopes(zoom: ZoomClient, _account: ZoomAccount) -> None:
    missing = missing_scopes(zoom.token().scopes)
    if missing:
        raise MissingScopes("", Circumstances("token"), scopes=frozenset(missing))


def _user(zoom: ZoomClient, account: ZoomAccount) -> None:
    zoom.user(account.email)


def _licences(zoom: ZoomClient, _account: ZoomAccount) -> int:
    licensed = sum(user.is_licensed for user in zoom.users())
    if licensed == 0:
        raise NotLicensed("", Circumstances("users"))
    return licensed


def _passcode_rule(zoom: ZoomClient, account: ZoomAccount) -> None:
    zoom.meeting_security(account.email)


_STEPS: dict[CheckName, Callable[[ZoomClient, ZoomAccount], int | None]] = {
    CheckName.TOKEN: _token,
    CheckName.SCOPES: _scopes,
    CheckName.USER: _user,
    CheckName.LICENCES: _licences,
    CheckName.PASSCODE_RULE: _passcode_rule,
}
