"""How a course's latest order stands: waiting, running step by step, or what came of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kurslink.models import Order, OrderState
from kurslink.services import clock
from kurslink.services.cancel_order import cancel_order
from kurslink.services.course_history import steps_since
from kurslink.services.orders.workers import living_workers
from kurslink.services.rights import Right
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.words.stored import as_read
from kurslink.web.course_page import CoursePage

Headline = tuple[str, str | Promise]

HEADLINES: dict[TransferStatus, Headline] = {
    TransferStatus.TRANSFERRED: ("success", _("Übertragen: Zoom hält jetzt, was der Kurs sagt.")),
    TransferStatus.UNCHANGED: ("success", _("Nichts zu tun: Zoom hielt schon, was der Kurs sagt.")),
    TransferStatus.DIFFERENCE: ("warning", _("Übertragen, aber Zoom hält noch etwas anderes.")),
    TransferStatus.FAILED: ("error", _("Zoom hat die Übertragung nicht ausgeführt.")),
    TransferStatus.REFUSED: ("error", _("Nichts übertragen.")),
    TransferStatus.UNKNOWN: ("warning", _("Der Ausgang ist noch nicht bekannt.")),
    TransferStatus.SCHEDULED: ("info", _("Wird später von selbst übertragen.")),
    TransferStatus.WITHDRAWN: (
        "success",
        _("Das Meeting ist gelöscht; der Link gilt nicht mehr."),
    ),
}
_SOON: Headline = ("info", _("Wird gleich noch einmal versucht."))
_WAITS: Headline = ("info", _("Wartet auf den Hintergrunddienst."))
_RUNS: Headline = ("info", _("Wird gerade ausgeführt."))
_CANCELLED: Headline = ("warning", _("Abgebrochen. Was Zoom schon bekommen hat, bleibt dort."))


_TOLD_WHILE_WAITING = (TransferStatus.SCHEDULED, TransferStatus.UNKNOWN)


class TransferResult(CoursePage):
    """The course's latest order; while it is open the page asks again every second."""

    tab = "online_details"

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """How it stands; without an order, the tab it belongs to."""
        order = self.course.orders.order_by("placed_at", "pk").last()
        if order is None:
            return redirect("online_details", self.course.pk)
        return self.draw(request, "transfer/result.html", self._context(order))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """„Abbrechen"."""
        self.actor.require(Right.TRANSFER)
        for order in self.course.orders.all():
            cancel_order(order, actor=self.actor, now=clock.now())
        return redirect(request.path)

    def _context(self, order: Order) -> dict[str, Any]:
        now = clock.now()
        level, headline = headline_of(order)
        is_waiting = order.state == OrderState.WAITING
        return {
            "order": order,
            "result": as_read(order.result),
            "level": level,
            "headline": headline,
            "waits_until": order.waits_until(now),
            "is_nobody_working": is_waiting and living_workers() == 0,
            "progress": steps_since(self.course, order.started_at) if order.started_at else [],
            "details": self.course.online,
        }


def headline_of(order: Order) -> Headline:
    """One sentence about an order, and how serious it is."""
    match OrderState(order.state):
        case OrderState.RUNNING:
            return _RUNS
        case OrderState.CANCELLED:
            return _CANCELLED
        case OrderState.WAITING if not order.status:
            return _WAITS
        case OrderState.WAITING if order.status not in _TOLD_WHILE_WAITING:
            return _SOON
        case _:
            return HEADLINES[TransferStatus(order.status)]
