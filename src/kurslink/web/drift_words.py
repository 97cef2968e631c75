"""How changes made at Zoom read: field by field and day by day, here beside there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kurslink.planning.days import Day
from kurslink.services.transfer.drift import KIND, WITHOUT_DATES, Drift, DriftField, Value
from kurslink.services.transfer.field_differences import Field
from kurslink.services.transfer.meeting_settings import in_words
from kurslink.services.transfer.take_over import (
    AddDay,
    CancelDay,
    DayChange,
    MoveDay,
    RestoreDay,
    TakeOver,
)
from kurslink.services.words.catalogue.meeting_settings import NAMES as SETTING_NAMES
from kurslink.services.words.sentences import in_words as date_in_words
from kurslink.web.day_words import span
from kurslink.web.field_names import FIELD_NAMES
from kurslink.web.forms import NOT_SHOWN


@dataclass(frozen=True)
class SidesLine:
    """A row of a table: what it is about, one side, and the other."""

    name: str
    here: str
    there: str


def drift_lines(drift: Drift, *, with_passcode: bool = True) -> list[SidesLine]:
    """What differs: the course beside Zoom; without passcodes only that they differ."""
    days = (SidesLine(_("Termin"), _held(day.here), _held(day.at_zoom)) for day in drift.days)
    lines = [
        _field_line(each)
        if with_passcode or each.name != Field.PASSCODE
        else SidesLine(_name(each.name), str(NOT_SHOWN), str(NOT_SHOWN))
        for each in drift.fields
    ]
    return [*lines, *days]


def take_over_lines(plan: TakeOver) -> list[SidesLine]:
    """What would change in the course: before beside after."""
    return [*map(_field_line, plan.fields), *_changed_days(plan.days)]


def kept_sentences(kept: Iterable[DriftField]) -> list[str]:
    """Why a field cannot be taken over, one sentence each."""
    return [_reason(each).format(name=_name(each.name)) for each in kept]


def _field_line(drifted: DriftField) -> SidesLine:
    name = drifted.name
    return SidesLine(_name(name), _value(name, drifted.here), _value(name, drifted.at_zoom))


def _name(name: str) -> str:
    if name == KIND:
        return _("Typ")
    return str(SETTING_NAMES[name] if name in SETTING_NAMES else FIELD_NAMES[Field(name)])


def _value(name: str, value: Value) -> str:
    if name == KIND:
        return _("ohne feste Zeiten") if value == WITHOUT_DATES else _("mit Terminen")
    if name in SETTING_NAMES and not isinstance(value, str):
        return in_words(name, value)
    return str(value)


def _reason(drifted: DriftField) -> str:
    match drifted.name:
        case Field.TOPIC:
            return _(
                "{name}: Es folgt dem „Aufbau des Themas“ beim Zugang und dem Titel des Kurses."
            )
        case Field.HOST:
            return _(
                "{name}: In Zoom steht jemand, der hier nicht als Benutzer mit Lizenz bekannt ist."
            )
        case Field.ALTERNATIVES:
            return _("{name}: Nicht alle sind hier als Benutzer mit Lizenz bekannt.")
        case name if name == KIND:
            return _("{name}: Er folgt der Zahl der Kurstage.")
        case _:
            return _("{name}: Diese Einstellung folgt dem Meeting-Profil des Zugangs.")


def _changed_days(changes: Iterable[DayChange]) -> Iterator[SidesLine]:
    for change in changes:
        match change:
            case MoveDay(_day_id, before, after):
                yield SidesLine(_("Kurstag"), day_words(before), day_words(after))
            case AddDay(day):
                yield SidesLine(_("Kurstag"), "–", day_words(day))
            case RestoreDay(_day_id, day):
                yield SidesLine(_("Kurstag"), _("entfällt"), day_words(day))
            case CancelDay(_day_id, day):
                yield SidesLine(_("Kurstag"), day_words(day), _("entfällt"))


def _held(day: Day | None) -> str:
    return day_words(day) if day else "–"


def day_words(day: Day) -> str:
    """„Mi 09.09.2026, 18:00 – 19:30"."""
    return f"{date_in_words(day.start.date())}, {span(day)}"
