"""Who may do what: every service asks here, so that no entrance can forget to."""

from dataclasses import dataclass
from enum import StrEnum

from kurslink.models import ActorKind, ApiToken, Role, User
from kurslink.services.errors import Refusal, RefusalCode


class Right(StrEnum):
    """What an actor may be allowed to do."""

    VIEW = "view"
    EDIT = "edit"
    TRANSFER = "transfer"
    IMPORT = "import"
    SEND = "send"
    SETTINGS = "settings"
    PRIVACY = "privacy"
    JOURNAL = "journal"


_OFFICE = frozenset({Right.VIEW, Right.EDIT, Right.TRANSFER, Right.IMPORT, Right.SEND})
_OF_ROLE = {
    Role.OFFICE: _OFFICE,
    Role.READER: frozenset({Right.VIEW}),
    Role.SYSTEM: _OFFICE | {Right.SETTINGS, Right.PRIVACY, Right.JOURNAL},
    Role.PRIVACY: frozenset({Right.VIEW, Right.PRIVACY, Right.JOURNAL}),
}


@dataclass(frozen=True)
class Actor:
    """Who does something: a person, a program, or the shell on the server itself.

    What is stored names them by `reference`, never by `name`: that is filled in when shown.
    """

    name: str
    rights: frozenset[Right]
    kind: ActorKind = ActorKind.SYSTEM
    id: int | None = None

    @property
    def user_id(self) -> int | None:
        """The number of the person; None if it is nobody who signs in."""
        return self.id if self.kind == ActorKind.USER else None

    @property
    def reference(self) -> str:
        """Kind and number in one word: `user:7`, `token:3`, `shell`, `system`."""
        return self.kind.value if self.id is None else f"{self.kind.value}:{self.id}"

    def may(self, right: Right) -> bool:
        """Whether the actor's role includes `right`."""
        return right in self.rights

    def require(self, right: Right) -> None:
        """Raise Refusal(NOT_ALLOWED) if the actor's role does not include `right`."""
        if right not in self.rights:
            raise Refusal(RefusalCode.NOT_ALLOWED, name=self.name, right=right)


BACKGROUND = Actor("Kurslink", frozenset({Right.VIEW, Right.TRANSFER, Right.SEND, Right.PRIVACY}))
"""What recurs by itself."""
SHELL = Actor("Kommandozeile", frozenset(Right), ActorKind.SHELL)


def actor_for(user: User) -> Actor:
    """The person as an actor."""
    return Actor(str(user), _OF_ROLE[Role(user.role)], ActorKind.USER, user.pk)


def actor_of(reference: str, rights: frozenset[Right]) -> Actor:
    """Who was stored as `reference`, with `rights` that were asked before. Old rows hold names."""
    kind, _, number = reference.partition(":")
    if kind not in ActorKind.values or not (number.isdigit() or number == ""):
        return Actor(reference, rights)
    return Actor(reference, rights, ActorKind(kind), int(number) if number else None)


def actor_for_token(token: ApiToken) -> Actor:
    """The program as an actor, with the rights of the token's role."""
    return Actor(token.name, _OF_ROLE[Role(token.role)], ActorKind.TOKEN, token.pk)


def roles_with(right: Right) -> tuple[Role, ...]:
    """The roles that include `right`."""
    return tuple(role for role, rights in _OF_ROLE.items() if right in rights)
