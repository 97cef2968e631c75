"""The kinds of values requests and answers are made of."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from kurslink.sources.clean_text import clean_text

_TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


def _time_of_day(value: Any) -> time:
    if isinstance(value, time):
        return value
    return datetime.strptime(str(value), "%H:%M").time()  # noqa: DTZ007  # wall clock


TimeOfDay = Annotated[
    time,
    BeforeValidator(_time_of_day),
    PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": _TIME, "examples": ["18:00"]}),
]
"""Wall clock of the installation's time zone, hours and minutes."""

_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 31)

CourseDate = Annotated[date, Field(ge=_EARLIEST, le=_LATEST)]


def _moment(value: datetime) -> datetime:
    if not _EARLIEST.year <= value.year <= _LATEST.year:
        raise ValueError("out of range")
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_moment)]
"""A moment, in UTC if no offset is given."""

Name = Annotated[str, StringConstraints(max_length=100), AfterValidator(clean_text)]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(clean_text)]
Identifier = Annotated[str, StringConstraints(max_length=100), AfterValidator(clean_text)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class Sent(BaseModel):
    """What a program sends; a field nobody knows is refused, it would be lost silently."""

    model_config = ConfigDict(extra="forbid")


class Given(BaseModel):
    """What a program gets."""
