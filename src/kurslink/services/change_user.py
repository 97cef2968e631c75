"""Changes who may sign in and as what; somebody always stays who can change it back."""

from dataclasses import dataclass

from django.db import transaction

from kurslink.models import Event, Role, User
from kurslink.services.change_own_details import OWN, own_details
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record, record_changes, snapshot
from kurslink.services.rights import Actor, Right

_NOTED = (*OWN, "role", "is_active")


@dataclass(frozen=True, kw_only=True)
class UserValues:
    """What may be changed about a person."""

    name: str
    role: Role
    is_active: bool
    phone: str = ""


def find_user(email: str) -> User:
    """The person with this e-mail address. Raises Refusal(USER_UNKNOWN)."""
    found = User.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        raise Refusal(RefusalCode.USER_UNKNOWN, email=email)
    return found


def change_user(user: User, values: UserValues, *, actor: Actor) -> User:
    """The person as stored now; another role, or being switched off, ends every session at once.

    Raises Refusal (name missing, text too long, last Systemverwaltung); its data name the form
    field as `attribute`.
    """
    actor.require(Right.SETTINGS)
    name, phone = own_details(values.name, values.phone)
    with transaction.atomic():
        held = _locked(user)
        if not (values.is_active and values.role == Role.SYSTEM):
            _require_another(held, "role" if values.is_active else "is_active")
        if held.is_active and not values.is_active:
            held.session_round += 1  # also if they are switched on again
        before = snapshot(held, _NOTED)
        held.name, held.phone = name, phone
        held.role, held.is_active = values.role, values.is_active
        held.save(update_fields=["name", "phone", "role", "is_active", "session_round"])
        after = snapshot(held, _NOTED)
        record_changes(actor, Event.USER_CHANGED, held, before, after, hidden=OWN)
    return held


def end_sessions(user: User, *, actor: Actor) -> None:
    """Sign the person out everywhere, at their next request."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        held.session_round += 1
        held.save(update_fields=["session_round"])
        record(actor, Event.USER_SIGNED_OUT, held)


def _locked(user: User) -> User:
    """The row, with all of the Systemverwaltung: two at once shall not remove each other."""
    list(User.objects.select_for_update().filter(role=Role.SYSTEM).order_by("pk"))
    return User.objects.select_for_update().get(pk=user.pk)


def _require_another(user: User, attribute: str) -> None:
    if user.role != Role.SYSTEM or not user.is_active:
        return
    others = User.objects.filter(role=Role.SYSTEM, is_active=True).exclude(pk=user.pk)
    if not any(other.has_usable_password() or other.last_login for other in others):
        raise Refusal(RefusalCode.LAST_SYSTEM_USER, name=str(user), attribute=attribute)
