"""How answers look on the wire: JSON, Zoom's XML errors, and the broken ones tests ask for."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4
from xml.sax.saxutils import escape

from starlette.responses import HTMLResponse, JSONResponse, Response

from kurslink.simulator import limits
from kurslink.simulator.errors import ApiRefusal, invalid_token
from kurslink.simulator.faults import Failure
from kurslink.simulator.limits import Label
from kurslink.simulator.operation import Answer, Json

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
BROKEN_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


def reply(answer: Answer, headers: Mapping[str, str]) -> Response:
    tracked = {**headers, "x-zm-trackingid": f"v=2.0;clid=practice;rid={uuid4().hex}"}
    if answer.body is None:
        return Response(status_code=answer.status, headers=tracked)
    return JSONResponse(answer.body, status_code=answer.status, headers=tracked)


def refusal_reply(refusal: ApiRefusal, accept: str, headers: Mapping[str, str]) -> Response:
    """XML unless the client said that it accepts JSON; ``*/*`` does not say so.

    A refusal for too many requests brings its own headers, which replace the usual ``headers``.
    """
    everything = refusal.headers or headers
    if "application/json" in accept.lower():
        return reply(Answer(refusal.status, refusal_body(refusal)), everything)
    return Response(
        _xml(refusal),
        status_code=refusal.status,
        headers=everything,
        media_type="application/xml;charset=UTF-8",
    )


def refusal_body(refusal: ApiRefusal) -> Json:
    body: Json = {"code": refusal.code, "message": refusal.message}
    if refusal.fields:
        body["errors"] = [{"field": path, "message": text} for path, text in refusal.fields]
    return body


def _xml(refusal: ApiRefusal) -> str:
    fields = "".join(
        f"<errors><field>{escape(path)}</field><message>{escape(text)}</message></errors>"
        for path, text in refusal.fields
    )
    head = f"<code>{refusal.code}</code><message>{escape(refusal.message)}</message>"
    return f"{XML_HEAD}<result>{head}{fields}</result>"


def broken_reply(failure: Failure, good: Response | None, *, now: datetime) -> Response:
    """The answer of a failing Zoom; ``good`` is what would have been said, if that is known."""
    match failure:
        case Failure.HTML_500:
            return HTMLResponse(BROKEN_PAGE.format("Internal Server Error"), status_code=500)
        case Failure.UNAVAILABLE_503:
            return HTMLResponse(BROKEN_PAGE.format("Service Unavailable"), status_code=503)
        case Failure.HTML_200:
            return HTMLResponse(BROKEN_PAGE.format("Zoom"))
        case Failure.XML_502:
            body = _xml(ApiRefusal(502, 502, "Bad Gateway"))
            return Response(body, status_code=502, media_type="application/xml;charset=UTF-8")
        case Failure.TRUNCATED_JSON:
            return _truncated(good)
    return refusal_reply(_asked_refusal(failure, now), "application/json", {})


def _truncated(good: Response | None) -> Response:
    whole = bytes(good.body) if good and good.body else json.dumps({"id": 0, "topic": ""}).encode()
    status = good.status_code if good and good.body else 200
    return Response(whole[: len(whole) // 2], status_code=status, media_type="application/json")


def _asked_refusal(failure: Failure, now: datetime) -> ApiRefusal:
    refusals = {
        Failure.UNAUTHORISED_401: invalid_token(401),
        Failure.RATE_SECOND: limits.second_limit(Label.LIGHT, 30, now),
        Failure.RATE_DAY: limits.daily_limit(Label.LIGHT, 6000, now),
        Failure.RATE_HOST: limits.host_limit(100),
    }
    return refusals[failure]
