"""The number („Kennung") of the request being answered; an entrance binds it for the log."""

from structlog.contextvars import get_contextvars


def request_number() -> str:
    """It leads from an answer to its lines of the log; empty where nothing is being answered."""
    return str(get_contextvars().get("request", ""))
