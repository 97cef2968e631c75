"""The page that plans a batch: look, tick, choose hosts, then start.

A semester has many rows: a page shows some, and the form carries what was chosen on the others.
"""

from collections.abc import Iterable, Mapping, Set
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from kurslink.models import Batch, Course
from kurslink.services import clock
from kurslink.services.batches.plan_row import SENDABLE, BatchPlan, PlanRow, RowState
from kurslink.services.batches.progress import rest_of
from kurslink.services.find_course import online_courses
from kurslink.services.place_batch import place_batch
from kurslink.services.plan_batch import plan_batch
from kurslink.services.rights import Right
from kurslink.services.words.describe_outlook import describe_outlook
from kurslink.services.words.sentences import describe_notice, explain
from kurslink.web.course_filter import CourseFilter
from kurslink.web.page import PATIENCE, Page
from kurslink.web.row_keys import find_key, keys_in

ROWS = 100
_HOST = "host-"


class NewBatch(Page):
    """Which courses are meant stands in the address; ticks and hosts come with the form."""

    right = Right.TRANSFER

    def get(self, request: HttpRequest) -> HttpResponse:
        """The plan as it is proposed."""
        courses = _courses(request.GET)
        plan = plan_batch(courses, actor=self.actor, now=clock.now(), budget=PATIENCE)
        return _drawn(request, plan)

    def post(self, request: HttpRequest) -> HttpResponse:
        """„Übertragung starten", another page, or the plan anew for other ticks and hosts."""
        now, ticked = clock.now(), _ticked(request.POST)
        plan = plan_batch(
            _courses(request.GET),
            actor=self.actor,
            now=now,
            hosts=_hosts(request.POST),
            ticks=lambda row: row.course.pk in ticked,
            budget=PATIENCE,
        )
        match request.POST.get("do"):
            case "start":
                return redirect("batch", place_batch(plan, actor=self.actor, now=now).pk)
            case "count":
                return _drawn(request, plan, "batches/new_counted.html")
            case _:
                return _drawn(request, plan)


def _courses(query: QueryDict) -> Any:
    """Ticked courses, those a batch left over, or all online courses the list shows."""
    if (rest := query.get("rest", "")).isdecimal():
        return rest_of(get_object_or_404(Batch, pk=find_key(rest))).order_by("number_key", "pk")
    if "all" in query:
        today = localdate(clock.now())
        listed = CourseFilter.parse({name: str(value) for name, value in query.items()}).courses(
            today
        )
        return listed.filter(pk__in=online_courses(today=today).values("pk"))
    return Course.objects.filter(pk__in=keys_in(query.getlist("course")))


def _ticked(form: QueryDict) -> Set[int]:
    ids = (*form.getlist("tick"), *form.get("ticks-elsewhere", "").split())
    return set(keys_in(ids))


def _hosts(form: QueryDict) -> Mapping[int, int]:
    elsewhere = (pair.partition(":") for pair in form.get("hosts-elsewhere", "").split())
    chosen = [(course, host) for course, _, host in elsewhere]
    chosen += [
        (name.removeprefix(_HOST), str(value))
        for name, value in form.items()
        if name.startswith(_HOST)
    ]
    found = ((find_key(course), find_key(host)) for course, host in chosen)
    return {course: host for course, host in found if course is not None and host is not None}


def _drawn(
    request: HttpRequest, plan: BatchPlan, template: str = "batches/new.html"
) -> HttpResponse:
    sendable, impossible = plan.in_state(*SENDABLE), plan.in_state(RowState.IMPOSSIBLE)
    # What needs a person comes first, as far as the pages go.
    page = Paginator((*impossible, *sendable), ROWS).get_page(request.POST.get("page"))
    shown = [_line(row, plan) for row in page.object_list]
    context = {
        "plan": plan,
        "page": page,
        "lines": [line for line in shown if line["row"].may_be_sent],
        "impossible": [line for line in shown if not line["row"].may_be_sent],
        "sendable_count": len(sendable),
        "impossible_count": len(impossible),
        "same": plan.in_state(RowState.SAME),
        "waiting": plan.in_state(RowState.WAITING),
        "outlook": describe_outlook(plan.outlook) if plan.chosen else "",
        **_elsewhere((*impossible, *sendable), page.object_list),
    }
    return render(request, template, context)


def _elsewhere(rows: Iterable[PlanRow], shown: Iterable[PlanRow]) -> dict[str, str]:
    """What was chosen for the rows of other pages, in two fields: a form may not have too many."""
    here = {row.course.pk for row in shown}
    others = [row for row in rows if row.course.pk not in here]
    hosts = [(row.course.pk, row.host.pk) for row in others if row.offered and row.host]
    return {
        "ticks_elsewhere": " ".join(str(row.course.pk) for row in others if row.is_ticked),
        "hosts_elsewhere": " ".join(f"{course}:{host}" for course, host in hosts),
    }


def _line(row: PlanRow, plan: BatchPlan) -> dict[str, Any]:
    return {
        "row": row,
        "host": row.host,
        "is_later": row.due_at is not None and row.due_at > plan.now,
        "notices": [describe_notice(notice) for notice in row.notices],
        "explanation": explain(row.error) if row.error else None,
    }
