"""The API as a whole: its routers, its errors in one shape, and its own description (OpenAPI)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from kurslink.api import (
    access_data,
    course_days,
    courses,
    enrolments,
    exports,
    meetings,
    online_details,
    orders,
    reference_lists,
)
from kurslink.api.authentication import Token, actor_of
from kurslink.api.problems import MEDIA_TYPE, generic, generic_for, of_error, of_fields
from kurslink.models.errors import EncryptionError
from kurslink.services.errors import Refusal
from kurslink.services.note_sign_in import note_if_forbidden
from kurslink.zoom.errors import ZoomError

_ABOUT = """Courses of an adult-education centre, their enrolments, and their meetings at Zoom.

Every write may be repeated: `PUT` by an id of your own, `POST` with an `Idempotency-Key`.
Errors are `application/problem+json` (RFC 9457); `code` is stable, `detail` and `hint` are
sentences in German, or in English with `Accept-Language: en`. Times are local wall clock of the
installation's time zone; moments carry an offset."""

_PROBLEMS = {
    400: "The request cannot be read.",
    401: "No valid token.",
    403: "The role of the token does not allow it.",
    404: "There is no such thing.",
    409: "The state of things does not allow it; `code` and `hint` say what to do.",
    412: "Somebody changed the course since you read it.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "A value is not valid; `errors` names each field.",
    429: "Too many requests; wait as long as `Retry-After` says.",
    500: "A fault of ours; `instance` leads to it in the log.",
    502: "Zoom refused or did not answer.",
}

_PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "description": "What went wrong, after RFC 9457.",
    "required": ["type", "title", "status", "code", "detail", "hint", "errors"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:kurslink:problem:course_unknown"]},
        "title": {"type": "string", "examples": ["Not Found"]},
        "status": {"type": "integer", "examples": [404]},
        "code": {
            "type": "string",
            "description": "Stable; docs/fehlermeldungen.md lists every code.",
            "examples": ["course_unknown"],
        },
        "detail": {"type": "string", "description": "What is wrong and why, in a sentence."},
        "hint": {"type": "string", "description": "What to do about it."},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "examples": ["#/course_days/0/date"]},
                    "parameter": {"type": "string"},
                    "in": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


class KurslinkApi(NinjaAPI):
    """The API; its description tells of the problems every operation may answer with."""

    def get_openapi_schema(self, **about: Any) -> OpenAPISchema:
        """OpenAPI 3.1."""
        schema = super().get_openapi_schema(**about)
        schema["components"]["schemas"]["Problem"] = _PROBLEM_SCHEMA
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, description in _PROBLEMS.items():
                    operation["responses"].setdefault(status, _problem(description))
        return schema

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The name of the view, which is the name in generated clients too."""
        return str(operation.view_func.__name__)


def _problem(description: str) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content}


api = KurslinkApi(
    title="Kurslink",
    version="1",
    description=_ABOUT,
    auth=Token(),
    docs_url=None,
    urls_namespace="api",
)
for _prefix, _router in (
    ("", reference_lists.router),
    ("/courses", courses.router),
    ("/courses", course_days.router),
    ("/courses", online_details.router),
    ("/courses", enrolments.router),
    ("/courses", meetings.router),
    ("/courses", access_data.router),
    ("/orders", orders.router),
    ("/exports", exports.router),
):
    api.add_router(_prefix, _router)


@api.exception_handler(Refusal)
@api.exception_handler(ZoomError)
@api.exception_handler(EncryptionError)
def _explained(request: Any, error: Any) -> HttpResponse:
    note_if_forbidden(actor_of(request), error)
    return of_error(error)


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: Any) -> HttpResponse:
    return of_fields(error.errors)


@api.exception_handler(AuthenticationError)
def _unknown(_request: HttpRequest, _error: Any) -> HttpResponse:
    return generic("not_authenticated")


@api.exception_handler(HttpError)
def _unreadable(_request: HttpRequest, error: Any) -> HttpResponse:
    return generic_for(error.status_code, {})


@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _error: Any) -> HttpResponse:
    return generic("not_found")
