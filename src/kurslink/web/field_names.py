"""How the fields of a meeting are called on pages, and whose value wins where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from kurslink.services.transfer.field_differences import Field, FieldDifference, Owner
from kurslink.services.words.catalogue.meeting_settings import FIELDS

FIELD_NAMES: dict[Field, Promise] = {each: FIELDS[each] for each in Field}


@dataclass(frozen=True)
class FieldLine:
    """A field that differs; `is_sent`: our value goes to Zoom, else Zoom's is taken over."""

    name: Promise
    here: str
    at_zoom: str
    is_sent: bool


def field_lines(differences: Iterable[FieldDifference]) -> list[FieldLine]:
    """Lines for a table side by side."""
    return [
        FieldLine(FIELD_NAMES[each.field], each.here, each.at_zoom, each.owner is Owner.OFFICE)
        for each in differences
    ]
