"""„Software für Online-Kurse": adding, changing and deleting entries; „Zoom" stays as it is."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from kurslink.models import ZOOM, Course, Event, Software
from kurslink.planning.topic import one_line
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record, record_changes, snapshot
from kurslink.services.rights import Actor, Right

_NOTED = ("name", "default_link", "is_active")
_NAMED = 5  # courses named when an entry in use shall be deleted
_is_link = URLValidator(schemes=("https", "http"))


@dataclass(frozen=True, kw_only=True)
class SoftwareValues:
    """One entry; the default link goes to courses that choose it while their link is empty."""

    name: str
    default_link: str = ""
    is_active: bool = True


def save_software(
    values: SoftwareValues, *, actor: Actor, software: Software | None = None
) -> Software:
    """Add an entry, or change, rename or deactivate `software`; courses that have it keep it.

    Raises Refusal; its data name the form field as `attribute`.
    """
    actor.require(Right.SETTINGS)
    row = software or Software()
    before = snapshot(row, _NOTED)
    if row.is_zoom:
        raise Refusal(RefusalCode.SOFTWARE_FIXED)
    row.name, row.default_link = _name(values.name), _link(values.default_link)
    row.is_active = values.is_active
    try:
        with transaction.atomic():
            row.save()
            after = snapshot(row, _NOTED)
            record_changes(actor, Event.SOFTWARE_CHANGED, row, before, after)
    except IntegrityError:
        raise Refusal(RefusalCode.SOFTWARE_EXISTS, name=row.name, attribute="name") from None
    return row


def delete_software(software: Software, *, actor: Actor) -> None:
    """Delete an entry no course uses. Raises Refusal naming courses that do."""
    actor.require(Right.SETTINGS)
    if software.is_zoom:
        raise Refusal(RefusalCode.SOFTWARE_FIXED)
    try:
        with transaction.atomic():
            record(actor, Event.SOFTWARE_CHANGED, software, deleted=True)
            software.delete()
    except ProtectedError:
        users = Course.objects.filter(online__software=software)
        raise Refusal(
            RefusalCode.SOFTWARE_IN_USE,
            name=software.name,
            count=users.count(),
            courses=_some_numbers(list(users.values_list("number", flat=True)[: _NAMED + 1])),
        ) from None


def _some_numbers(numbers: list[str]) -> list[str]:
    return numbers if len(numbers) <= _NAMED else [*numbers[:_NAMED], "…"]


def _name(entered: str) -> str:
    name = one_line(entered)
    if not name:
        raise Refusal(RefusalCode.SOFTWARE_NAME_MISSING, attribute="name")
    if name.casefold() == ZOOM.casefold():
        code = RefusalCode.SOFTWARE_EXISTS if entered == ZOOM else RefusalCode.SOFTWARE_SPELLING
        raise Refusal(code, name=entered, attribute="name")
    limit = Software._meta.get_field("name").max_length
    if limit is not None and len(name) > limit:
        raise Refusal(
            RefusalCode.TEXT_TOO_LONG,
            field=str(Software._meta.get_field("name").verbose_name),
            count=len(name),
            limit=limit,
            attribute="name",
        )
    return name


def _link(entered: str) -> str:
    link = entered.strip()
    if not link:
        return ""
    try:
        _is_link(link)
    except ValidationError:
        raise Refusal(RefusalCode.LINK_INVALID, link=link, attribute="default_link") from None
    return link
