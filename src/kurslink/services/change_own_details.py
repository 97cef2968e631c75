"""Changes what a person of the office says of themselves („Meine Angaben")."""

from django.db import transaction

from kurslink.models import Event, Language, User
from kurslink.planning.topic import one_line
from kurslink.services.entered_texts import require_fits
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record_changes, snapshot
from kurslink.services.rights import actor_for

OWN = ("name", "phone")
"""What a person may change of themselves; the journal never says what they are."""


def change_own_details(user: User, *, name: str, phone: str, language: Language) -> None:
    """Store them for `user`, who asks: this takes no right but to be signed in.

    Raises Refusal; its data name the form field as `attribute`.
    """
    before = snapshot(user, OWN)
    user.name, user.phone = own_details(name, phone)
    user.language = language
    with transaction.atomic():
        user.save(update_fields=[*OWN, "language"])
        after = snapshot(user, OWN)
        record_changes(actor_for(user), Event.USER_CHANGED, user, before, after, hidden=OWN)


def change_own_language(user: User, language: Language) -> None:
    """Speak `language` to `user`, who asks, from now on and wherever they sign in."""
    user.language = language
    user.save(update_fields=["language"])


def own_details(name: str, phone: str) -> tuple[str, str]:
    """Both as they can be stored. Raises Refusal; data name the form field as `attribute`."""
    values = {"name": one_line(name), "phone": one_line(phone)}
    for attribute, text in values.items():
        require_fits(User, attribute, text)
    if not values["name"]:
        raise Refusal(RefusalCode.USER_NAME_MISSING, attribute="name")
    return values["name"], values["phone"]
