"""Changes what mails say of a person of the office („Meine Angaben"): name and telephone."""

from kurslink.models import User
from kurslink.planning.topic import one_line
from kurslink.services.entered_texts import require_fits
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import Actor, Right


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
