"""The door of the API: nothing of sessions, forms and sign-in pages touches what comes in here."""

import logging
from collections.abc import Callable

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from kurslink.api.problems import MEDIA_TYPE, Problem, generic, generic_for
from kurslink.services.request_number import request_number

PREFIX = "/api/"
_LARGEST = 1024 * 1024
_WITH_BODY = ("POST", "PUT", "PATCH")
_FIRST_ERROR = 400

log = logging.getLogger(__name__)


class ApiEntrance:
    """Middleware; what it answers, no middleware behind it ever sees.

    So a cookie opens nothing here, and no page of ours (HTML) is ever an answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a program, or pass a browser on."""
        if not request.path_info.startswith(PREFIX):
            return self._get_response(request)
        language = _language_of(request)
        with translation.override(language):
            answer = _as_problem(_answer(request))
        answer["Content-Language"] = language
        answer.setdefault("Cache-Control", "no-store")
        patch_vary_headers(answer, ("Accept-Language", "Authorization"))
        return answer


def _answer(request: HttpRequest) -> HttpResponseBase:
    try:
        _check(request)
        match = resolve(request.path_info)
        request.resolver_match = match
        answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    except Resolver404:
        return generic("not_found")
    except Problem as problem:
        return generic(problem.code, headers=problem.headers)
    except RequestDataTooBig:
        return generic("body_too_large")
    except (SuspiciousOperation, BadRequest):
        return generic("request_unreadable")
    except Exception:  # an entrance: a program gets a problem whatever breaks
        log.exception("Fault at %s %s", request.method, request.path)
        return generic("fault", instance=f"urn:kurslink:fault:{request_number()}")
    return answer


def _check(request: HttpRequest) -> None:
    """What no address or body can be. Raises Problem, or SuspiciousOperation for a strange host."""
    request.get_host()
    if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        raise Problem("request_unreadable")
    if request.method not in _WITH_BODY:
        return
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > _LARGEST:
        raise Problem("body_too_large" if length.isdecimal() else "request_unreadable")
    if int(length) and request.content_type != "application/json":
        raise Problem("not_json")


def _language_of(request: HttpRequest) -> str:
    """German or English, as the program prefers; German if it does not say."""
    said = request.headers.get("Accept-Language", "").lower()
    for wanted, _quality in parse_accept_lang_header(said):
        if wanted[:2] in ("de", "en"):
            return str(wanted[:2])
    return "de"


def _as_problem(answer: HttpResponseBase) -> HttpResponseBase:
    """What a framework answered in words of its own, in ours."""
    media_type = answer.headers.get("Content-Type", "")
    if answer.status_code < _FIRST_ERROR or media_type.startswith(MEDIA_TYPE):
        return answer
    kept = {name: answer.headers[name] for name in ("Allow", "Retry-After") if name in answer}
    replaced: HttpResponse = generic_for(answer.status_code, kept)
    return replaced
