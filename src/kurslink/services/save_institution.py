"""Stores what mails say of the institution („Einrichtung")."""

from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from kurslink.models import Event, Institution
from kurslink.planning.topic import one_line
from kurslink.services.entered_texts import label_of, require_email, require_fits
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record_changes, snapshot
from kurslink.services.rights import Actor, Right

_UNSAID = ("sender_address", "contact_phone", "contact_email")  # they may be a person's
_is_web_address = URLValidator(schemes=("https", "http"))


@dataclass(frozen=True, kw_only=True)
class InstitutionValues:
    """The box „Einrichtung"; all but the name may be empty. `contact_…` is the standard contact."""

    name: str
    short_name: str = ""
    street: str = ""
    city: str = ""
    website: str = ""
    sender_address: str = ""
    contact_phone: str = ""
    contact_email: str = ""


def save_institution(values: InstitutionValues, *, actor: Actor) -> Institution:
    """Store them. Raises Refusal; its data name the form field as `attribute`."""
    actor.require(Right.SETTINGS)
    row, names = Institution.load(), [each.name for each in fields(values)]
    before = snapshot(row, names)
    for each in fields(values):
        text = one_line(getattr(values, each.name))
        require_fits(Institution, each.name, text)
        setattr(row, each.name, text)
    if not row.name:
        raise Refusal(RefusalCode.INSTITUTION_NAME_MISSING, attribute="name")
    for attribute in ("sender_address", "contact_email"):
        require_email(getattr(row, attribute), attribute=attribute)
    _require_website(row.website)
    with transaction.atomic():
        row.save(update_fields=names)
        after = snapshot(row, names)
        record_changes(actor, Event.SETTINGS_CHANGED, row, before, after, hidden=_UNSAID)
    return row


def empty_fields(institution: Institution) -> list[str]:
    """The labels of what is not filled in yet, as the page names them."""
    names = (each.name for each in fields(InstitutionValues))
    return [label_of(Institution, name) for name in names if not getattr(institution, name)]


def _require_website(website: str) -> None:
    if not website:
        return
    try:
        _is_web_address(website if "://" in website else f"https://{website}")
    except ValidationError:
        raise Refusal(RefusalCode.WEBSITE_INVALID, website=website, attribute="website") from None
