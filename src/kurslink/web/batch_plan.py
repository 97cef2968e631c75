"""The page that plans a batch: look, tick, choose hosts, then start."""

from collections.abc import Mapping, Set
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from kurslink.models import Batch, Course
from kurslink.services import clock
from kurslink.services.batches.plan_row import BatchPlan, PlanRow, RowState
from kurslink.services.batches.progress import rest_of
from kurslink.services.find_course import online_courses
from kurslink.services.place_batch import place_batch
from kurslink.services.plan_batch import plan_batch
from kurslink.services.rights import Right
from kurslink.services.words.describe_outlook import describe_outlook
from kurslink.services.words.sentences import describe_notice, explain
from kurslink.web.course_filter import CourseFilter
from kurslink.web.page import Page

_HOST = "host-"


class NewBatch(Page):
    """Which courses are meant stands in the address; ticks and hosts come with the form."""

    right = Right.TRANSFER

    def get(self, request: HttpRequest) -> HttpResponse:
        """The plan as it is proposed."""
        plan = plan_batch(_courses(request.GET), actor=self.actor, now=clock.now())
        return _drawn(request, plan)

    def post(self, request: HttpRequest) -> HttpResponse:
        """„Übertragung starten", or the plan anew for other ticks and hosts."""
        now, ticked = clock.now(), _ticked(request.POST)
        plan = plan_batch(
            _courses(request.GET),
            actor=self.actor,
            now=now,
            hosts=_hosts(request.POST),
            ticks=lambda row: row.course.pk in ticked,
        )
        if request.POST.get("do") != "start":
            return _drawn(request, plan)
        batch = place_batch(plan, actor=self.actor, now=now)
        return redirect("batch", batch.pk)


def _courses(query: QueryDict) -> Any:
    """Ticked courses, those a batch left over, or all online courses the list shows."""
    if (rest := query.get("rest", "")).isdecimal():
        return rest_of(get_object_or_404(Batch, pk=rest)).order_by("number_key", "pk")
    if "all" in query:
        today = localdate(clock.now())
        listed = CourseFilter.parse({name: str(value) for name, value in query.items()}).courses(
            today
        )
        return listed.filter(pk__in=online_courses(today=today).values("pk"))
    ids = [int(each) for each in query.getlist("course") if each.isdecimal()]
    return Course.objects.filter(pk__in=ids)


def _ticked(form: QueryDict) -> Set[int]:
    return {int(each) for each in form.getlist("tick") if each.isdecimal()}


def _hosts(form: QueryDict) -> Mapping[int, int]:
    chosen = {
        name.removeprefix(_HOST): str(value)
        for name, value in form.items()
        if name.startswith(_HOST)
    }
    return {
        int(course): int(host)
        for course, host in chosen.items()
        if course.isdecimal() and host.isdecimal()
    }


def _drawn(request: HttpRequest, plan: BatchPlan) -> HttpResponse:
    sendable = plan.in_state(RowState.NEW, RowState.CHANGED)
    context = {
        "plan": plan,
        "lines": [_line(row, plan) for row in sendable],
        "impossible": [_line(row, plan) for row in plan.in_state(RowState.IMPOSSIBLE)],
        "same": plan.in_state(RowState.SAME),
        "waiting": plan.in_state(RowState.WAITING),
        "outlook": describe_outlook(plan.outlook) if plan.chosen else "",
    }
    return render(request, "batches/new.html", context)


def _line(row: PlanRow, plan: BatchPlan) -> dict[str, Any]:
    return {
        "row": row,
        "host": row.host,
        "is_later": row.due_at is not None and row.due_at > plan.now,
        "notices": [describe_notice(notice) for notice in row.notices],
        "explanation": explain(row.error) if row.error else None,
    }
