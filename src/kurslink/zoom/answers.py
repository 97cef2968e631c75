"""Reading Zoom's answers: what was asked for, or the typed error that says why not."""

from datetime import datetime
from typing import Any, TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from kurslink.zoom.calls import Call
from kurslink.zoom.errors import Circumstances, NotZoom, ProxyRefused, TokenRejected, ZoomError
from kurslink.zoom.faults import unanswered, unreadable
from kurslink.zoom.limits import too_many
from kurslink.zoom.problems import parsed, problem_in
from kurslink.zoom.refusals import refusal
from kurslink.zoom.wire import TRACKING_HEADER

Schema = TypeVar("Schema", bound=BaseModel)


def read_answer(response: httpx2.Response, call: Call, *, now: datetime) -> Any:
    """Return the parsed body of a success (None if empty), or raise what the answer means.

    A success may carry an error too: some of Zoom's refusals come with status 200 and a code.
    """
    body = parsed(response.content) if response.content else None
    problem = problem_in(body)
    at = circumstances(response, call, code=problem.code if problem else None)
    if response.status_code == httpx2.codes.TOO_MANY_REQUESTS:
        words = problem.message if problem else ""
        raise too_many(words, at, headers=response.headers, now=now)
    if response.is_server_error:
        raise unanswered(problem.text if problem else "a fault on Zoom's side", call, at)
    if problem:
        raise refusal(problem, at)
    if not response.is_success:
        raise _wordless(response, at)
    if body is None and response.content:
        raise unreadable("the answer is neither JSON nor Zoom's XML", call, at)
    return body


def as_schema(schema: type[Schema], body: Any, call: Call, at: Circumstances) -> Schema:
    """Return `body` as `schema`; the error for a missing or impossible value names its field."""
    try:
        return schema.model_validate(body)
    except ValidationError as error:
        fields = ", ".join(".".join(str(part) for part in e["loc"]) for e in error.errors())
    # Raised outside the handler: the library's error quotes the values it did not like.
    raise unreadable(f"missing or impossible in the answer: {fields}", call, at)


def circumstances(
    response: httpx2.Response, call: Call, *, code: int | None = None
) -> Circumstances:
    """Return how this answer can be named in a log and to Zoom's support."""
    return Circumstances(
        call.operation,
        status=response.status_code,
        code=code,
        tracking_id=response.headers.get(TRACKING_HEADER),
    )


def _wordless(response: httpx2.Response, at: Circumstances) -> ZoomError:
    if response.status_code == httpx2.codes.PROXY_AUTHENTICATION_REQUIRED:
        return ProxyRefused("the proxy wants a login", at)
    if response.status_code == httpx2.codes.UNAUTHORIZED:
        return TokenRejected("no reason given", at)
    if response.is_redirect:
        return NotZoom("the answer sends us to another address", at)
    return NotZoom("the answer is not one of Zoom's", at)
