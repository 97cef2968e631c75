"""The guide to the app at Zoom, and the statement of accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kurslink.web.page import Page
from kurslink.zoom.scopes import GRANULAR
from kurslink.zoom.webhooks import EVENTS


class Accessibility(Page):
    """The statement of accessibility, as BITV 2.0 asks public bodies for one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What was tried and how, and whom to tell of a barrier: the institution's contact."""
        return render(request, "help/accessibility.html")


class ZoomAppGuide(Page):
    """How the app at Zoom is made, to be printed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The numbered steps, with the scopes and events to copy."""
        context = {"scopes": GRANULAR, "events": EVENTS.values()}
        return render(request, "help/zoom_app.html", context)
