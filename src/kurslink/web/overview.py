"""„Übersicht": the page people start with; what waits today, each line leads to its remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurslink.models import Course
from kurslink.services import clock
from kurslink.services.checks_due import due_before_start
from kurslink.services.orders.workers import living_workers
from kurslink.services.overview.occupancy import WeekOccupancy, occupancy
from kurslink.services.overview.ready import ReadyLine, ready
from kurslink.services.rights import Actor
from kurslink.services.words.dates import without_year
from kurslink.web.overview_sections import board_of, sections
from kurslink.web.overview_words import Remedy, remedy_for
from kurslink.web.page import Page

_CHART = 48  # px
_LEAST = 2  # px: a day with a single course can be seen


class Overview(Page):
    """All of it comes from our rows; Zoom is only asked in the background."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; while meetings are being looked at its first section asks again."""
        now = clock.now()
        lines = [_shown(each, self.actor) for each in ready(now)]
        is_looking = any(each.line.is_due for each in lines)
        context = {
            "today": localdate(now),
            "days": _by_day(lines, localdate(now)),
            "counts": _counts(lines),
            "is_looking": is_looking,
            "is_nobody_working": is_looking and living_workers() == 0,
            "sections": tuple(sections(self.actor, now)),
            "has_courses": Course.objects.exists(),
            "week": _chart(occupancy(now), now),
        }
        return render(request, "overview/page.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """„Jetzt in Zoom nachsehen": the background service does it; nobody waits here."""
        count = due_before_start(actor=self.actor, now=clock.now())
        if count:
            words = ngettext(
                "%(n)s Meeting wird jetzt in Zoom nachgesehen.",
                "%(n)s Meetings werden jetzt in Zoom nachgesehen.",
                count,
            )
            messages.info(request, words % {"n": count})
        else:
            messages.info(request, _("Heute und morgen gibt es in Zoom nichts nachzusehen."))
        return redirect("home")


@dataclass(frozen=True)
class _ReadyShown:
    """A line of „Startklar" with the ways out of what was found."""

    line: ReadyLine
    remedies: tuple[Remedy, ...]


def _shown(line: ReadyLine, actor: Actor) -> _ReadyShown:
    found = (remedy_for(each, line.course, actor) for each in line.findings)
    return _ReadyShown(line, tuple(found))


def _by_day(lines: Iterable[_ReadyShown], today: date) -> list[tuple[str, date, list[_ReadyShown]]]:
    tomorrow = today + timedelta(days=1)
    named = ((_("Heute"), today), (_("Morgen"), tomorrow))
    listed = list(lines)
    grouped = [(name, on, [each for each in listed if each.line.on == on]) for name, on in named]
    return [group for group in grouped if group[2]]


def _counts(lines: Iterable[_ReadyShown]) -> dict[str, int]:
    listed = [each.line for each in lines]
    return {
        "total": len(listed),
        "ready": sum(each.is_ready for each in listed),
        "hindered": sum(bool(each.findings) for each in listed),
        "unchecked": sum(not each.findings and not each.is_ready for each in listed),
    }


@dataclass(frozen=True)
class _Column:
    """A day of the chart: its bar from `top`, `height` pixels high."""

    label: str
    url: str
    is_today: bool
    used: int
    is_short: bool
    top: int
    height: int


def _chart(week: WeekOccupancy, now: datetime) -> dict[str, object]:
    most = max([week.licences, *(each.used for each in week.peaks)])
    columns = [
        _Column(
            without_year(each.on),
            board_of(each.on),
            each.on == localdate(now),
            each.used,
            each.used > week.licences,
            _CHART - _height(each.used, most),
            _height(each.used, most),
        )
        for each in week.peaks
    ]
    line = _CHART - _height(week.licences, most)
    return {"week": week, "columns": columns, "height": _CHART, "line": line}


def _height(used: int, most: int) -> int:
    return max(_LEAST, round(_CHART * used / most)) if used else 0
