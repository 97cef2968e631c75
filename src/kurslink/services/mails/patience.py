"""When a mail, or the mail server, is tried again."""

from datetime import datetime, timedelta

_MAIL = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
_MAIL_THEN = timedelta(hours=6)
_GIVEN_UP = timedelta(days=2)
_SERVER = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When a mail the server has put off `attempts` times is offered again; None after two days."""
    waited = sum((_pause(number) for number in range(1, attempts)), timedelta())
    return None if waited >= _GIVEN_UP else now + _pause(attempts)


def next_look(failures: int, now: datetime) -> datetime:
    """When a server that failed `failures` times in a row is tried again."""
    return now + _SERVER[min(failures, len(_SERVER)) - 1]


def _pause(attempt: int) -> timedelta:
    return _MAIL[attempt - 1] if attempt <= len(_MAIL) else _MAIL_THEN
