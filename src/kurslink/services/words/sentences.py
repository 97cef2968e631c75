"""Turns errors, notices and remarks into sentences a clerk understands; nothing else does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurslink.mail.errors import MailError
from kurslink.models.errors import EncryptionError
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.errors import Refusal
from kurslink.services.words.catalogue import (
    encryption,
    files,
    mail_server,
    notices,
    passcodes,
    refusals,
    zoom,
)
from kurslink.services.words.dates import in_full
from kurslink.services.words.notices import Notice
from kurslink.sources.course_rows import Rejection, SourceWarning
from kurslink.sources.errors import SourceError, WrongFileKind
from kurslink.zoom.errors import (
    CredentialsRefused,
    DailyLimit,
    InvalidField,
    MissingScopes,
    ZoomError,
)

WEEKDAYS = (_("Mo"), _("Di"), _("Mi"), _("Do"), _("Fr"), _("Sa"), _("So"))  # by date.weekday()
_MOMENT = _("{date}, {time} Uhr")

Explainable = Refusal | ZoomError | MailError | SourceError | EncryptionError


@dataclass(frozen=True)
class Explanation:
    """What is wrong and why, and what to do; `code` names the kind for programs."""

    code: str
    message: str
    hint: str

    def as_json(self) -> dict[str, str]:
        """The shape of errors in the public commands."""
        return {"code": self.code, "message": self.message, "hint": self.hint}


def explain(error: Explainable) -> Explanation:
    """The sentences for an error of ours, of Zoom's, of a mail server's, of a file or the keys."""
    match error:
        case Refusal():
            code, entry, data = error.code.value, refusals.SENTENCES[error.code], error.data
        case ZoomError():
            code, entry, data = error.key, zoom.SENTENCES[error.key], _zoom_data(error)
        case MailError():
            code, entry, data = error.key, mail_server.SENTENCES[error.key], mail_data(error)
        case EncryptionError():
            code, entry, data = error.key, encryption.SENTENCES[error.key], {}
        case SourceError():
            code, entry, data = error.key, files.UNREADABLE[error.key], _file_data(error)
    message, hint = entry
    return Explanation(code, fill(message, data), fill(hint, data))


def describe_notice(notice: Notice) -> str:
    """The sentence for a notice."""
    data = dict(notice.data)
    if isinstance(data.get("error"), ZoomError):
        data["reason"] = explain(data["error"]).hint
    return fill(notices.SENTENCES[notice.code], data)


def describe_remark(remark: Rejection | SourceWarning) -> str:
    """The sentence for what is odd or wrong with one course of a file."""
    return fill(files.REMARKS[remark.code], dict(remark.data))


def _zoom_data(error: ZoomError) -> dict[str, Any]:
    data: dict[str, Any] = {"zoom_text": error.message, "status": error.status}
    match error:
        case MissingScopes():
            data["scopes"] = sorted(error.scopes)
        case DailyLimit():
            data["resume_at"] = error.resume_at
        case CredentialsRefused():
            data["credential_fault"] = zoom.CREDENTIAL_FAULTS[error.reason.value]
        case InvalidField():
            named = [f"{_field(name)}: {text}" for name, text in error.fields.items()]
            data["fields"] = named or error.message
    return data


def mail_data(error: MailError) -> dict[str, Any]:
    """What fills the sentence of a mail server's answer; as JSON it is kept with the mail."""
    return {"server_text": error.server_text, "status": error.status}


def _field(name: str) -> str:
    """The office's word for a field of Zoom's; "settings.jbh_time" is known by its last part."""
    known = (zoom.FIELDS[part] for part in reversed(name.split(".")) if part in zoom.FIELDS)
    return str(next(known, name))


def _file_data(error: SourceError) -> dict[str, Any]:
    data: dict[str, Any] = {"line": error.line, "element": error.element, **error.data}
    if isinstance(error, WrongFileKind):
        data["kind"] = files.KINDS[error.kind]
    return data


class _Words(dict[str, str]):
    """Values for a sentence; what nobody supplied shows as a dash, never as a fault."""

    def __missing__(self, key: str) -> str:
        return "–"


def fill(sentence: Any, data: Mapping[str, Any]) -> str:
    """A sentence of the catalogue with its braces filled, in the language of the moment."""
    return str(sentence).format_map(_Words({name: in_words(value) for name, value in data.items()}))


def in_words(value: Any) -> str:
    """Return one value as people read it: „Di 03.08.2021", „16:30", lists with commas."""
    match value:
        case datetime():
            local = value.astimezone(time_zone()) if value.tzinfo else value
            return str(_MOMENT).format(date=in_words(local.date()), time=in_words(local.time()))
        case date():
            return in_full(value)
        case time():
            return f"{value:%H:%M}"
        case list() | tuple() | set() | frozenset():
            return ", ".join(str(passcodes.VIOLATIONS.get(each, each)) for each in value) or "–"
        case None:
            return "–"
        case _:
            return str(value)
