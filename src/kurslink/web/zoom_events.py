"""Where Zoom reports events: no page, no login, no form; the signature says who speaks."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kurslink.models.errors import EncryptionError
from kurslink.services import clock
from kurslink.services.receive_event import find_listener, receive_event
from kurslink.zoom.webhooks import LARGEST_BODY, Delivery, NotFromZoom

_NO_CONTENT, _UNAUTHORISED, _NOT_FOUND, _TOO_LARGE, _LATER = 204, 401, 404, 413, 503

log = logging.getLogger(__name__)


@csrf_exempt
@login_not_required
@require_POST
def zoom_event(request: HttpRequest, account_id: int) -> HttpResponse:
    """Take an event, or answer Zoom's question whether we know the secret.

    401 is all that a stranger gets, 404 where no Zugang waits for events; with 503, while the key
    to the secret is missing, Zoom comes again.
    """
    if _length(request) > LARGEST_BODY:
        return HttpResponse(status=_TOO_LARGE)
    try:
        account = find_listener(account_id)
    except EncryptionError:
        log.error("The secret for events of Zugang %d cannot be opened", account_id)
        return HttpResponse(status=_LATER)
    if account is None:
        return HttpResponse(status=_NOT_FOUND)
    try:
        answer = receive_event(_delivery(request), account=account, now=clock.now())
    except NotFromZoom as forged:
        log.warning("An event for Zugang %d is not Zoom's: %s", account_id, forged)
        return HttpResponse(status=_UNAUTHORISED)
    return JsonResponse(answer) if answer else HttpResponse(status=_NO_CONTENT)


def _length(request: HttpRequest) -> int:
    """As the server told it; Django reads no byte beyond it, and none without it."""
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return 0


def _delivery(request: HttpRequest) -> Delivery:
    return Delivery(
        body=request.body,
        signature=request.headers.get("x-zm-signature", ""),
        timestamp=request.headers.get("x-zm-request-timestamp", ""),
    )
