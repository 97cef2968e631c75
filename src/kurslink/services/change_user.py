<<<<<<< HEAD
"""Changes what mails say of a person of the office („Meine Angaben"): name and telephone."""

from kurslink.models import User
from kurslink.planning.topic import one_line
from kurslink.services.entered_texts import require_fits
=======
"""Changes who may sign in and as what; somebody always stays who can change it back."""

from dataclasses import dataclass

from django.db import transaction

from kurslink.models import Role, User
>>>>>>> 03ce018 (Let people be invited, prove themselves with a second factor, or come by an OpenID provider)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Actor, Right


<<<<<<< HEAD
def change_own_details(user: User, *, name: str, phone: str) -> None:
    """Store both for `user`, who asks: this takes no right but to be signed in.

    Raises Refusal; its data name the form field as `attribute`.
    """
    values = {"name": one_line(name), "phone": one_line(phone)}
    for attribute, text in values.items():
        require_fits(User, attribute, text)
    if not values["name"]:
        raise Refusal(RefusalCode.USER_NAME_MISSING, attribute="name")
    user.name, user.phone = values["name"], values["phone"]
    user.save(update_fields=list(values))


def change_user(email: str, *, actor: Actor, name: str | None, phone: str | None) -> User:
    """Store what is not None for the person with this address. Raises Refusal."""
    actor.require(Right.SETTINGS)
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise Refusal(RefusalCode.USER_UNKNOWN, email=email)
    change_own_details(
        user,
        name=user.name if name is None else name,
        phone=user.phone if phone is None else phone,
    )
    return user
=======
@dataclass(frozen=True, kw_only=True)
class UserValues:
    """What may be changed about a person."""

    name: str
    role: Role
    is_active: bool


def find_user(email: str) -> User:
    """The person with this e-mail address. Raises Refusal(USER_UNKNOWN)."""
    found = User.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        raise Refusal(RefusalCode.USER_UNKNOWN, email=email)
    return found


def change_user(user: User, values: UserValues, *, actor: Actor) -> User:
    """The person as stored now; another role, or being switched off, ends every session at once.

    Raises Refusal: USER_NAME_MISSING, LAST_SYSTEM_USER; data name the form field as `attribute`.
    """
    actor.require(Right.SETTINGS)
    name = values.name.strip()
    if not name:
        raise Refusal(RefusalCode.USER_NAME_MISSING, attribute="name")
    with transaction.atomic():
        held = _locked(user)
        if not (values.is_active and values.role == Role.SYSTEM):
            _require_another(held, "role" if values.is_active else "is_active")
        if held.is_active and not values.is_active:
            held.session_round += 1  # also if they are switched on again
        held.name, held.role, held.is_active = name, values.role, values.is_active
        held.save(update_fields=["name", "role", "is_active", "session_round"])
    return held


def end_sessions(user: User, *, actor: Actor) -> None:
    """Sign the person out everywhere, at their next request."""
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        held.session_round += 1
        held.save(update_fields=["session_round"])


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
>>>>>>> 03ce018 (Let people be invited, prove themselves with a second factor, or come by an OpenID provider)
