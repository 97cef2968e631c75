"""For machines that watch over this installation: alive, ready, and in numbers."""

import platform
from collections.abc import Iterator, Mapping
from hmac import compare_digest
from importlib.metadata import version

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from kurslink.services import clock
from kurslink.services.measurements import Measurements, measure
from kurslink.services.readiness import look_whether_ready

_UNAUTHORISED, _UNAVAILABLE = 401, 503


@never_cache
@login_not_required
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers at all; whoever gets no answer starts it anew."""
    return JsonResponse({"status": "live"})


@never_cache
@login_not_required
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 if people can be served here, otherwise 503; which part is missing, and no more."""
    found = look_whether_ready()
    parts = {"database": found.database, "migrations": found.tables, "keys": found.keys}
    return JsonResponse(
        {
            "status": "ready" if found.is_ready else "not ready",
            "checks": {name: "ok" if is_fine else "failed" for name, is_fine in parts.items()},
            "workers": found.workers,
        },
        status=200 if found.is_ready else _UNAVAILABLE,
    )


@never_cache
@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers in the format of Prometheus, for whoever knows the token of the settings."""
    if not settings.KURSLINK_METRICS_TOKEN:
        return HttpResponseNotFound()
    expected = f"Bearer {settings.KURSLINK_METRICS_TOKEN}"
    if not compare_digest(request.headers.get("Authorization", "").encode(), expected.encode()):
        return HttpResponse(status=_UNAUTHORISED, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Numbers(measure(clock.now())))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Numbers(Collector):
    """What was measured, as the library wants it; made anew for each question."""

    def __init__(self, found: Measurements) -> None:
        self._found = found

    def collect(self) -> Iterator[Metric]:
        """Called by the registry."""
        return numbers_of(self._found)


def numbers_of(found: Measurements) -> Iterator[Metric]:
    """One family for each number; `docs/betrieb/ueberwachung.md` explains them all."""
    yield _by("state", "kurslink_orders", "Orders, by state.", found.orders)
    yield _by("state", "kurslink_mails", "Mails and letters, by state.", found.mails)
    yield _by("state", "kurslink_meetings", "Meetings, by state.", found.meetings)
    yield _by(
        "account",
        "kurslink_zoom_writes_today",
        "Create and update requests since 00:00 UTC, by account.",
        found.writes_today,
    )
    yield _one(
        "kurslink_oldest_waiting_order_seconds",
        "How long the oldest order that is due waits.",
        found.oldest_order.total_seconds(),
    )
    yield _one(
        "kurslink_oldest_waiting_mail_seconds",
        "How long the oldest mail that is due waits.",
        found.oldest_mail.total_seconds(),
    )
    yield _one("kurslink_workers", "Workers that live.", found.workers)
    build = GaugeMetricFamily(
        "kurslink_build_info", "Always 1; says what runs.", labels=["version", "python"]
    )
    build.add_metric([version("kurslink"), platform.python_version()], 1)
    yield build


def _by(label: str, name: str, help_text: str, values: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family


def _one(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help_text, value=value)
