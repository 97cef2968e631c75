"""What every page behind the login shares: who asks, and how a refusal is answered."""

from typing import Any, ClassVar, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views import View

from kurslink.models import Institution, User
from kurslink.models.errors import EncryptionError
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.note_sign_in import note_if_forbidden
from kurslink.services.rights import Actor, Right, actor_for
from kurslink.services.words.sentences import explain
from kurslink.zoom.errors import ZoomError

_FORBIDDEN, _CONFLICT, _OUR_FAULT, _BAD_GATEWAY = 403, 409, 500, 502

PATIENCE = 8.0
"""Seconds a page waits for Zoom, all calls together; who wants more queues a job."""

LONG_PATIENCE = 20.0
"""The same where many calls are known to be needed, and what did not come is shown as missing."""

Unable = Refusal | ZoomError | EncryptionError
"""What keeps a page from doing what it was asked; each has a sentence."""


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; the login middleware lets nobody else come this far."""
    return actor_for(cast(User, request.user))


def institution_of(request: HttpRequest) -> Institution:
    """The institution, read once for an answer."""
    held: Institution | None = getattr(request, "kurslink_institution", None)
    if held is None:
        held = Institution.load()
        request.kurslink_institution = held  # type: ignore[attr-defined]  # ours
    return held


def is_htmx(request: HttpRequest) -> bool:
    """Whether a script asks, which shows a part of the answer in the page there is."""
    return "HX-Request" in request.headers


class Page(View):
    """A view for people with `right`. What a service refuses becomes a page with a remedy."""

    right: ClassVar[Right] = Right.VIEW
    actor: Actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, or explain in a sentence why not; browsers keep neither after signing out."""
        self.actor = actor_of(request)
        try:
            self.actor.require(self.right)
            answer = super().dispatch(request, *args, **kwargs)
        except (Refusal, ZoomError, EncryptionError) as error:
            note_if_forbidden(self.actor, error)
            answer = self.refused(request, error)
        add_never_cache_headers(answer)
        return answer

    def refused(self, request: HttpRequest, error: Unable) -> HttpResponse:
        """The page that says what was refused, why, and what to do."""
        context = {"explanation": explain(error)}
        return render(request, "refused.html", context, status=status_of(error))


def status_of(error: Unable) -> int:
    """The HTTP status of a refusal: ours to allow, ours to change, Zoom's, or the keys'."""
    match error:
        case ZoomError():
            return _BAD_GATEWAY
        case EncryptionError():
            return _OUR_FAULT
        case Refusal():
            return _FORBIDDEN if error.code is RefusalCode.NOT_ALLOWED else _CONFLICT
