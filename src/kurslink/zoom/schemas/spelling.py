"""How Zoom writes single values: gaps, moments, ids; and the numbers it uses for kinds."""

from enum import IntEnum
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict


def _empty_for_none(value: Any) -> Any:
    return "" if value is None else value


def _none_for_no_time(value: Any) -> Any:
    # A meeting without fixed time has no start, an empty one, or one in the year 1.
    no_time = value == "" or (isinstance(value, str) and value.startswith(("0000-", "0001-")))
    return None if no_time else value


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int) else _empty_for_none(value)


Text = Annotated[str, BeforeValidator(_empty_for_none)]
Identifier = Annotated[str, BeforeValidator(_text)]
Moment = Annotated[AwareDatetime | None, BeforeValidator(_none_for_no_time)]


class Answer(BaseModel):
    """What Zoom says: unknown fields are left out, unknown values of known fields stay."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class MeetingType(IntEnum):
    """The types we create; Zoom holds others too (1 instant, 4 personal, 10 screen share)."""

    SCHEDULED = 2
    NO_FIXED_TIME = 3
    RECURRING = 8


class LicenceType(IntEnum):
    """What a user's `type` means."""

    BASIC = 1
    LICENSED = 2
    UNASSIGNED = 4
    NONE = 99
