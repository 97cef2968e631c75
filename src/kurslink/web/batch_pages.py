"""„Übertragungen": every batch, how one stands row by row, and its report as a file."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kurslink.models import OPEN, Batch, Order
from kurslink.services import clock
from kurslink.services.batches.progress import orders_of, progress_of, report_of
from kurslink.services.cancel_order import cancel_batch
from kurslink.services.exports.table import ExportFormat
from kurslink.services.orders.workers import living_workers
from kurslink.services.rights import Right
from kurslink.services.words.describe_outlook import describe_outlook
from kurslink.services.words.result_words import ORDER_WORDS, word_key
from kurslink.services.words.stored import as_read
from kurslink.sources.csv_writer import write_csv
from kurslink.web.download import download
from kurslink.web.page import Page

ROWS = 100
_BATCHES = 50


class BatchList(Page):
    """The newest batch first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """All batches, with what is open of each."""
        open_orders = Count("orders", filter=Q(orders__state__in=OPEN))
        counted = Batch.objects.annotate(total=Count("orders"), open=open_orders)
        batches = counted.order_by("-placed_at", "-pk")
        page = Paginator(batches, _BATCHES).get_page(request.GET.get("page"))
        numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2)
        single = Order.objects.filter(state__in=OPEN, batch=None).count()
        context = {"page": page, "page_numbers": numbers, "single": single}
        return render(request, "batches/list.html", context)


class _OneBatch(Page):
    @cached_property
    def batch(self) -> Batch:
        """The batch of the address. Raises Http404."""
        return get_object_or_404(Batch, pk=self.kwargs["batch_id"])


class BatchProgress(_OneBatch):
    """While something of it is open the page asks again every two seconds."""

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Sums, and one page of rows."""
        return render(request, "batches/show.html", self._context(request))

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """„Abbrechen"."""
        self.actor.require(Right.TRANSFER)
        cancel_batch(self.batch, actor=self.actor, now=clock.now())
        return redirect(request.path)

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        now, shown = clock.now(), request.GET.get("show", "")
        progress = progress_of(self.batch, now=now)
        key = shown if shown in ORDER_WORDS else ""
        page = Paginator(orders_of(self.batch, key), ROWS).get_page(request.GET.get("page"))
        return {
            "batch": self.batch,
            "progress": progress,
            "tenths": progress.done * 10 // progress.total * 10 if progress.total else 100,
            "counts": [(name, ORDER_WORDS[name], count) for name, count in progress.counts.items()],
            "shown": key,
            "outlook": describe_outlook(progress.outlook) if progress.outlook else "",
            "is_nobody_working": bool(progress.open) and living_workers() == 0,
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "lines": [_line(order, now) for order in page.object_list],
            "may_transfer": self.actor.may(Right.TRANSFER),
        }


def _line(order: Order, now: Any) -> dict[str, Any]:
    return {
        "order": order,
        "key": word_key(order.state, order.status),
        "waits_until": order.waits_until(now),
        "error": as_read(order.result).get("error") if order.state != "running" else None,
    }


class BatchFile(_OneBatch):
    """„Als CSV"."""

    def get(self, _request: HttpRequest, **_address: int) -> HttpResponse:
        """The report for a spreadsheet."""
        header = (
            _("Kursnummer"),
            _("Titel"),
            _("Stand"),
            _("Host"),
            _("Link"),
            _("Meeting-ID"),
            _("Passwort"),
            _("Hinweis"),
        )
        content = write_csv(header, report_of(self.batch), quotes_all=False)
        name = f"uebertragung-{self.batch.pk}.csv"
        return download(content, name=name, media_type=ExportFormat.CSV.media_type)
