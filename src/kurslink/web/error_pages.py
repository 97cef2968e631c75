"""The page for a fault of ours: no details for visitors, a number that leads to the log."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

log = logging.getLogger(__name__)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Status 500; the same number stands on the page and in the log, beside the traceback."""
    number = secrets.token_hex(4)
    log.exception("Fault %s at %s %s", number, request.method, request.path)
    page = loader.get_template("500.html").render({"number": number})
    return HttpResponse(page, status=500)
