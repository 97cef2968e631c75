"""The page „Folgende Daten werden an Zoom übertragen": look, tick days, then transfer."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kurslink.models import MeetingKind
from kurslink.planning.days import Day
from kurslink.planning.differences import Differs, Extra, Missing, Row
from kurslink.planning.plan import Kind
from kurslink.services import clock
from kurslink.services.choose_days import choose_days
from kurslink.services.connection.zoom_access import time_zone
from kurslink.services.limits.write_budget import DAILY_WRITES
from kurslink.services.place_order import place_order
from kurslink.services.prepare_transfer import Preparation, prepare_transfer
from kurslink.services.rights import Right
from kurslink.services.transfer.course_schedule import Schedule, schedule_of
from kurslink.services.words.describe_steps import describe
from kurslink.services.words.notices import NoticeCode
from kurslink.services.words.sentences import describe_notice
from kurslink.web.course_page import CoursePage
from kurslink.web.field_names import field_lines
from kurslink.web.page import PATIENCE


@dataclass(frozen=True)
class MeetingBox:
    """The box „Meeting": what Zoom will show of it. „unterschiedlich" where days differ."""

    topic: str
    host: str
    alternatives: str
    kind: str
    first: Day
    times_differ: bool
    lengths_differ: bool


class TransferPreview(CoursePage):
    """Shows what would happen; sends it on „Daten übertragen"."""

    tab = "online_details"
    right = Right.TRANSFER

    def get(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """The plan for the stored choice of days, or for the one being ticked."""
        choice, now = _choice(request.GET), clock.now()
        schedule = schedule_of(self.course, now=now, zone=time_zone(), choice=choice)
        context: dict[str, Any] = {
            "schedule": schedule,
            "has_day_table": len(schedule.days) > 1,
            "chosen_count": len(schedule.chosen),
            "daily_writes": DAILY_WRITES,
            "transfer_label": _("Daten übertragen"),
        }
        if schedule.chosen or not _may_choose(schedule):
            context |= _plan(self._prepare(choice, now))
        return self.draw(request, "transfer/preview.html", context)

    def _prepare(self, choice: Set[date] | None, now: datetime) -> Preparation:
        return prepare_transfer(
            self.course, actor=self.actor, now=now, choice=choice, budget=PATIENCE
        )

    def post(self, request: HttpRequest, **_address: int) -> HttpResponse:
        """Keep the choice of days, queue the transfer, and go on to its progress."""
        choice = _choice(request.POST)
        if choice is not None:
            choose_days(self.course, choice, actor=self.actor, now=clock.now())
            self.course.refresh_from_db()
        may_overlap = "may_overlap" in request.POST  # „Trotzdem übertragen"
        place_order(self.course, actor=self.actor, now=clock.now(), may_overlap=may_overlap)
        return redirect("transfer_result", self.course.pk)


def _choice(data: QueryDict) -> Set[date] | None:
    """The ticked days; None if the form had no day table. Raises BadRequest."""
    if "choose" not in data:
        return None
    try:
        return {date.fromisoformat(text) for text in data.getlist("day")}
    except ValueError:
        raise BadRequest("a ticked day is no date") from None


def _may_choose(schedule: Schedule) -> bool:
    return len(schedule.days) > 1 and any(line.may_be_chosen for line in schedule.days)


def _plan(preparation: Preparation) -> Mapping[str, Any]:
    changes = [_change(row) for row in preparation.day_rows] if preparation.at_zoom else []
    is_busy = any(each.code is NoticeCode.HOST_BUSY for each in preparation.notices)
    return {
        "preparation": preparation,
        "is_host_busy": is_busy,
        "transfer_label": _("Trotzdem übertragen") if is_busy else _("Daten übertragen"),
        "box": _box(preparation),
        "steps": [describe(step) for step in preparation.steps],
        "writes_after": preparation.writes_today + preparation.calls.writes,
        "notices": [describe_notice(notice) for notice in preparation.notices],
        "fields": field_lines(preparation.field_differences),
        "changes": changes,
        "has_changes": any(change.word for change in changes),
    }


def _box(preparation: Preparation) -> MeetingBox:
    wanted = preparation.wanted
    days = sorted(wanted.days)
    times = {day.start.time() for day in days}
    lengths = {day.duration for day in days}
    return MeetingBox(
        topic=wanted.topic,
        host=wanted.host.email,
        alternatives="; ".join(wanted.alternatives),
        kind=_kind(preparation.kind, is_regular=len(times) == len(lengths) == 1),
        first=days[0],
        times_differ=len(times) > 1,
        lengths_differ=len(lengths) > 1,
    )


def _kind(kind: Kind, *, is_regular: bool) -> str:
    """The word of the seed; a series whose days differ is „unregelmäßig"."""
    if kind is Kind.RECURRING and not is_regular:
        return _("unregelmäßig")
    return str(MeetingKind(kind.value).label)


@dataclass(frozen=True)
class Change:
    """One line of the list neu / geändert / entfällt; `word` is empty for a day that stays."""

    word: str
    day: Day
    before: Day | None = None


def _change(row: Row) -> Change:
    match row:
        case Missing(day):
            return Change("new", day)
        case Differs(wanted, held):
            return Change("changed", wanted, held)
        case Extra(day):
            return Change("removed", day)
        case _:
            return Change("", row.day)
