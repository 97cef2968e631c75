"""The page for a fault of ours: no details for visitors, a number that leads to the log."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

log = logging.getLogger(__name__)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Status 500; the number of the request stands on the page and in the log."""
    log.exception("Fault at %s %s", request.method, request.path)
    return HttpResponse(loader.get_template("500.html").render(), status=500)
