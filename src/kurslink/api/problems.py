"""Everything that goes wrong, as RFC 9457 says it: `application/problem+json`."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kurslink.models.errors import EncryptionError
from kurslink.services.errors import Busy, Refusal, RefusalCode
from kurslink.services.words.sentences import explain
from kurslink.zoom.errors import ZoomError

MEDIA_TYPE = "application/problem+json"
_SOON = "5"  # seconds after which what is busy is worth another try

_STATUS = {
    RefusalCode.NOT_ALLOWED: 403,
    RefusalCode.VARIABLE_NOT_ALLOWED: 403,
    RefusalCode.LOCKED: 403,
    RefusalCode.ACTIVATION_EXPIRED: 403,
    RefusalCode.ACTIVATION_FOREIGN: 403,
    RefusalCode.ACTIVATION_DAMAGED: 403,
    RefusalCode.COURSE_UNKNOWN: 404,
    RefusalCode.ENROLMENT_UNKNOWN: 404,
    RefusalCode.NO_MEETING: 404,
    RefusalCode.CHANGED_MEANWHILE: 412,
    RefusalCode.KEY_USED_OTHERWISE: 422,
    RefusalCode.INSTRUCTOR_UNKNOWN: 422,
    RefusalCode.ACCOUNT_UNKNOWN: 422,
    RefusalCode.HOST_UNKNOWN: 422,
    RefusalCode.SOFTWARE_UNKNOWN: 422,
    RefusalCode.SOFTWARE_SPELLING: 422,
    RefusalCode.DAY_UNKNOWN: 422,
    RefusalCode.NO_DAY_SELECTED: 422,
    RefusalCode.VARIABLE_UNKNOWN: 422,
    RefusalCode.VARIABLE_OF_ENROLMENT: 422,
    RefusalCode.VARIABLE_LONG: 422,
    RefusalCode.CALENDAR_OF_ENROLMENTS: 422,
}
_FIELDS = {"starts_on": "first_day", "ends_on": "last_day"}

_GENERIC: dict[str, tuple[int, Any, Any]] = {
    "request_unreadable": (
        400,
        _("Die Anfrage ist nicht lesbar."),
        _("Prüfen Sie, ob der Inhalt gültiges JSON ist und die Adresse keine Nullzeichen enthält."),
    ),
    "not_authenticated": (
        401,
        _("Die Anfrage trägt kein gültiges Token."),
        _("Senden Sie den Kopf „Authorization: Bearer …“ mit einem gültigen Token."),
    ),
    "not_found": (
        404,
        _("Unter dieser Adresse gibt es nichts."),
        _("Die Beschreibung der Schnittstelle nennt alle Adressen: /api/v1/docs."),
    ),
    "method_not_allowed": (
        405,
        _("Diese Methode gibt es unter dieser Adresse nicht."),
        _("Der Kopf „Allow“ nennt die erlaubten Methoden."),
    ),
    "body_too_large": (
        413,
        _("Der Inhalt der Anfrage ist zu groß."),
        _("Senden Sie höchstens 1 MB; teilen Sie größere Mengen auf mehrere Anfragen auf."),
    ),
    "not_json": (
        415,
        _("Der Inhalt der Anfrage muss JSON sein."),
        _("Senden Sie den Kopf „Content-Type: application/json“."),
    ),
    "fields_invalid": (
        422,
        _("Einige Angaben sind nicht gültig."),
        _("„errors“ nennt jedes betroffene Feld und den Grund."),
    ),
    "cursor_invalid": (
        422,
        _("Die Angabe „cursor“ ist nicht gültig."),
        _("Übernehmen Sie sie unverändert aus „next“ der vorigen Seite."),
    ),
    "too_many_requests": (
        429,
        _("Das sind zu viele Anfragen in kurzer Zeit."),
        _("Warten Sie so viele Sekunden, wie der Kopf „Retry-After“ nennt."),
    ),
    "fault": (
        500,
        _("In Kurslink ist ein Fehler aufgetreten."),
        _("Die Systemverwaltung findet ihn mit der Kennung aus „instance“ im Protokoll."),
    ),
}
_BY_STATUS = {status: code for code, (status, _detail, _hint) in reversed(_GENERIC.items())}

_REASONS = {
    "missing": _("Diese Angabe fehlt."),
    "extra_forbidden": _("Ein Feld dieses Namens gibt es nicht."),
    "string_too_long": _("Der Text ist zu lang."),
    "string_too_short": _("Der Text ist zu kurz."),
    "string_type": _("Hier wird ein Text erwartet."),
    "int_type": _("Hier wird eine ganze Zahl erwartet."),
    "int_parsing": _("Hier wird eine ganze Zahl erwartet."),
    "bool_type": _("Hier wird true oder false erwartet."),
    "enum": _("Diesen Wert gibt es hier nicht."),
    "list_type": _("Hier wird eine Liste erwartet."),
}


class Problem(Exception):
    """A request that cannot be answered, by one of the generic codes."""

    def __init__(self, code: str, **headers: str) -> None:
        super().__init__(code)
        self.code = code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def generic(
    code: str,
    *,
    errors: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    instance: str = "",
) -> HttpResponse:
    """The answer for one of the codes that no service gave."""
    status, detail, hint = _GENERIC[code]
    extra = {"instance": instance} if instance else {}
    document = _document(code, status, str(detail), str(hint), errors) | extra
    return _answer(status, document, headers or {})


def generic_for(status: int, headers: Mapping[str, str]) -> HttpResponse:
    """The same for a status somebody else answered with."""
    code = _BY_STATUS.get(status, "request_unreadable" if status < 500 else "fault")  # noqa: PLR2004
    return generic(code, headers=headers)


def of_error(error: Refusal | ZoomError | EncryptionError) -> HttpResponse:
    """What a service refused, or Zoom did."""
    why = explain(error)
    errors = []
    if isinstance(error, Refusal) and (attribute := error.data.get("attribute")):
        name = _FIELDS.get(str(attribute), str(attribute))
        errors = [{"pointer": f"#/{name}", "code": why.code, "detail": why.message}]
    status = status_of(error)
    headers = {"Retry-After": _SOON} if isinstance(error, Busy) else {}
    return _answer(status, _document(why.code, status, why.message, why.hint, errors), headers)


def status_of(error: Refusal | ZoomError | EncryptionError) -> int:
    """Whose turn it is: the program's (4xx), Zoom's (502), ours (500)."""
    match error:
        case ZoomError():
            return 502
        case EncryptionError():
            return 500
        case Refusal():
            return _STATUS.get(error.code, 422 if "attribute" in error.data else 409)


def of_fields(found: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """What the description does not allow, field by field."""
    return generic("fields_invalid", errors=[_field_error(each) for each in found])


def _field_error(found: Mapping[str, Any]) -> dict[str, str]:
    source, *path = found["loc"]
    reason = _REASONS.get(found["type"])
    said = {"code": str(found["type"]), "detail": str(reason or found["msg"])}
    if source == "body":
        parts = [str(part).replace("~", "~0").replace("/", "~1") for part in path[1:]]
        return {"pointer": "#" + "".join(f"/{part}" for part in parts)} | said
    return {"parameter": ".".join(map(str, path)), "in": str(source)} | said


def _document(
    code: str, status: int, detail: str, hint: str, errors: Iterable[Mapping[str, str]]
) -> dict[str, Any]:
    return {
        "type": f"urn:kurslink:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "hint": hint,
        "errors": [dict(each) for each in errors],
    }


def _answer(status: int, document: dict[str, Any], headers: Mapping[str, str]) -> HttpResponse:
    content = json.dumps(document, ensure_ascii=False)
    answer = HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=dict(headers))
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="Kurslink"'
    return answer
