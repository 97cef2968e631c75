"""Fills in who did something: what is stored are references (`user:7`, `shell`), never names."""

from functools import cached_property

from django.utils.translation import gettext as _

from kurslink.models import ActorKind, ApiToken, User
from kurslink.services.rights import SHELL, Actor, actor_of


class StaffNames:
    """The names of all who may or might sign in, asked for once, when the first is needed."""

    @cached_property
    def _users(self) -> dict[int, str]:
        return {user.pk: str(user) for user in User.objects.only("name", "email")}

    @cached_property
    def _tokens(self) -> dict[int, str]:
        return dict(ApiToken.objects.values_list("pk", "name"))

    def called(self, reference: str) -> str:
        """The name behind a stored reference; what is none was stored as a name, and is shown."""
        return self.name_of(actor_of(reference, frozenset()))

    def name_of(self, actor: Actor) -> str:
        """What `actor` is called now."""
        return self.of(actor.kind, actor.id, otherwise=actor.name)

    def of(self, kind: str, key: int | None, *, otherwise: str = "") -> str:
        """The same for kind and number; `otherwise`: of a row that holds a name."""
        if kind == ActorKind.USER and key is not None:
            return self._users.get(key) or _("gelöschter Benutzer")
        if kind == ActorKind.SHELL:
            return _(SHELL.name)
        if kind == ActorKind.TOKEN:
            if key is None:
                return str(ActorKind.TOKEN.label)
            name = self._tokens.get(key) or str(key)
            return _("Schnittstelle („{name}“)").format(name=name)
        return "Kurslink" if otherwise in ("", ActorKind.SYSTEM) else otherwise
