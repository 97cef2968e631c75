"""How a line of the log looks: who asked, for which order and course, and never a secret."""

import json
import logging
import re
from collections.abc import Iterable
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

_SECRET_KEY = re.compile(r"(?i)secret|passw|passcode|token|authorization|cookie|api_?key|otp")
_SECRET_IN_TEXT = re.compile(
    r"""(?ix)
    (?P<before> \b(?:bearer|basic)\s+                                   # as headers carry it
      | \b[\w-]*(?:secret|password|passwort|passcode|token|pwd|api_key)["']?\s*[=:]\s*["']?
      | ://[^/\s:@]*:                                                   # as addresses carry it
    )
    (?P<secret> [^\s"'&,;@]+ )
    """
)
HIDDEN = "***"


def logging_settings(*, log_format: str, level: str) -> dict[str, Any]:
    """Django's LOGGING: everything on stderr, where systemd, Docker and a terminal read it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _facts(),
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    as_json if log_format == "json" else as_text,
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
    }


def _facts() -> Iterable[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        _name_of_logger,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]


def _name_of_logger(_logger: Any, _method: str, line: EventDict) -> EventDict:
    record: logging.LogRecord = line["_record"]
    line["logger"] = record.name
    return line


def hide_secrets(_logger: Any, _method: str, line: EventDict) -> EventDict:
    """Replace what is called like a secret, and what looks like one within a text."""
    return {
        key: HIDDEN if _SECRET_KEY.search(key) else _hidden_in(value) for key, value in line.items()
    }


def _hidden_in(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return _SECRET_IN_TEXT.sub(lambda found: found["before"] + HIDDEN, value)


def as_json(_logger: Any, _method: str, line: EventDict) -> str:
    """One object a line, in ASCII: readers differ in what else they take for the end of a line."""
    return json.dumps(line, default=str)


def as_text(_logger: Any, _method: str, line: EventDict) -> str:
    """One line; a traceback follows it, indented, so that no text can pretend to be a line."""
    head = [line.pop(name, "") for name in ("timestamp", "level", "logger", "event")]
    traceback = str(line.pop("exception", ""))
    facts = [f"{key}={value}" for key, value in line.items()]
    first = _on_one_line(" ".join([head[0], head[1].upper(), f"{head[2]}:", str(head[3]), *facts]))
    return "\n".join([first, *(f"    {_on_one_line(each)}" for each in traceback.splitlines())])


def _on_one_line(text: str) -> str:
    """Characters that begin a line, or steer a terminal, are written out."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )
