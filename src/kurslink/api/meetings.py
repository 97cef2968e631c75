"""A course's meeting at Zoom: plan it, transfer it, look at it, withdraw it."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Header, Router
from ninja.responses import Status
from pydantic import Field

from kurslink.api.addressing import NumberInPath, SemesterInPath, course_at
from kurslink.api.authentication import TokenRequest, actor_of
from kurslink.api.course_shapes import today
from kurslink.api.courses import PATIENCE
from kurslink.api.fingerprint import fingerprint
from kurslink.api.order_shapes import (
    OccurrenceGiven,
    OrderGiven,
    WorkGiven,
    order_in_full,
    seen_by,
)
from kurslink.api.texts import CourseDate, Given, Identifier, Sent
from kurslink.models import OPEN, Course, Order, OrderKind, ZoomState
from kurslink.services import clock
from kurslink.services.choose_days import choose_days
from kurslink.services.documents import meeting_document, preparation_document
from kurslink.services.edit_online_details import is_attached
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.inspect_meeting import inspect_meeting
from kurslink.services.once_per_key import order_once
from kurslink.services.place_order import place_order
from kurslink.services.prepare_transfer import prepare_transfer
from kurslink.services.reports.inspection import inspection_document
from kurslink.services.rights import Actor, Right
from kurslink.services.set_online import OnlineChoice, apply_choice, by_name, set_online

router = Router(tags=["Meetings"])

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        description="A value of your own, best a UUID: the same again does nothing twice.",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ),
]


class TransferSent(Sent):
    """How to transfer; nothing of it is needed."""

    host: Identifier | None = Field(None, description="Host by e-mail.")
    days: list[CourseDate] | None = Field(
        None, max_length=500, description="Only these course days; remembered."
    )


class MeetingGiven(Given):
    """How a course and its meeting stand, as we know it without asking Zoom."""

    zoom_state: ZoomState
    link: str | None
    meeting_id: str | None
    passcode: str | None = Field(description="Only for tokens that may change courses.")
    host: str | None
    timezone: str
    occurrences: list[OccurrenceGiven]
    transferred_at: datetime | None
    checked_at: datetime | None = Field(description="When it was last compared with Zoom.")
    order: OrderGiven | None = Field(description="What is still to be done, if anything.")


class AtZoomGiven(Given):
    """What Zoom holds, beside what the course says."""

    number: str
    semester: str
    topic: str
    host: str | None
    alternatives: list[str]
    kind: str
    link: str
    meeting_id: str
    passcode: str | None = Field(description="Only for tokens that may change courses.")
    timezone: str
    occurrences: list[OccurrenceGiven]
    differences: dict[str, list[dict[str, Any]]] = Field(
        description="`fields` and `days` in which course and meeting differ."
    )
    changed_at_zoom: dict[str, list[dict[str, Any]]] | None = Field(
        description="What somebody changed at Zoom, until the office decides."
    )


@router.post("/{semester}/{number}/transfer", response={202: OrderGiven}, summary="Transfer")
def transfer_to_zoom(
    request: TokenRequest,
    *,
    response: HttpResponse,
    semester: SemesterInPath,
    number: NumberInPath,
    transfer: TransferSent | None = None,
    idempotency_key: IdempotencyKey = "",
) -> Status[dict[str, Any]]:
    """Creates the meeting or brings it up to date, in the background; `Location` names the order.

    While an order of the course is open, the same one is returned. Like `kurslink transfer`, an
    empty „Online-Kurs" and „Software" become an online course with Zoom.
    """
    actor, wish = actor_of(request), transfer or TransferSent(host=None, days=None)
    course = course_at(semester, number, actor=actor)
    _prepare(course, wish, actor)
    order = order_once(
        request.auth,
        idempotency_key,
        fingerprint(request),
        lambda: place_order(course, actor=actor, now=clock.now()),
        now=clock.now(),
    )
    return _accepted(order, response, actor)


@router.post("/{semester}/{number}/transfer/plan", response=WorkGiven, summary="Plan a transfer")
def plan_transfer(
    request: TokenRequest,
    *,
    semester: SemesterInPath,
    number: NumberInPath,
    transfer: TransferSent | None = None,
) -> dict[str, Any]:
    """What a transfer would do now, and what it would cost; nothing is changed anywhere."""
    actor, wish = actor_of(request), transfer or TransferSent(host=None, days=None)
    actor.require(Right.TRANSFER)
    course = course_at(semester, number, actor=actor)
    now = clock.now()
    apply_choice(course, by_name(course, wish.host), now=now)
    days = frozenset(wish.days) if wish.days else None
    prepared = prepare_transfer(course, actor=actor, now=now, choice=days, budget=PATIENCE)
    return seen_by(actor, preparation_document(prepared))


@router.get("/{semester}/{number}/meeting", response=MeetingGiven, summary="Read the meeting")
def read_meeting_state(
    request: TokenRequest, *, semester: SemesterInPath, number: NumberInPath
) -> dict[str, Any]:
    """State, access data, dates and the open order, without a call to Zoom."""
    actor = actor_of(request)
    course = course_at(semester, number, actor=actor)
    state = Course.objects.with_zoom_state(today()).get(pk=course.pk).zoom_state
    order = course.orders.filter(state__in=OPEN).first()
    document = meeting_document(course) | {
        "zoom_state": state,
        "order": order_in_full(order, actor) if order else None,
    }
    return seen_by(actor, document)


@router.get(
    "/{semester}/{number}/meeting/at-zoom", response=AtZoomGiven, summary="Ask Zoom for the meeting"
)
def inspect_at_zoom(
    request: TokenRequest, *, semester: SemesterInPath, number: NumberInPath
) -> dict[str, Any]:
    """One call to Zoom: what it holds now, and what of it differs from the course."""
    actor = actor_of(request)
    course = course_at(semester, number, actor=actor)
    found = inspect_meeting(course, actor=actor, now=clock.now(), budget=PATIENCE)
    return _shown(inspection_document(found), actor)


@router.delete("/{semester}/{number}/meeting", response={202: OrderGiven}, summary="Withdraw")
def withdraw_from_zoom(
    request: TokenRequest, *, response: HttpResponse, semester: SemesterInPath, number: NumberInPath
) -> Status[dict[str, Any]]:
    """Deletes the meeting at Zoom in the background; the link becomes invalid."""
    actor = actor_of(request)
    actor.require(Right.TRANSFER)
    course = course_at(semester, number, actor=actor)
    if not is_attached(course.current_meeting()):
        raise Refusal(RefusalCode.NO_MEETING, number=course.number)
    order = place_order(course, actor=actor, now=clock.now(), kind=OrderKind.WITHDRAW)
    return _accepted(order, response, actor)


def _prepare(course: Course, wish: TransferSent, actor: Actor) -> None:
    """What naming a course for transfer sets, and the days; done twice nothing changes."""
    actor.require(Right.TRANSFER)
    choice = by_name(course, wish.host)
    if choice != OnlineChoice():
        set_online(course, choice, actor=actor, now=clock.now())
    if wish.days:
        choose_days(course, frozenset(wish.days), actor=actor, now=clock.now())


def _accepted(order: Order, response: HttpResponse, actor: Actor) -> Status[dict[str, Any]]:
    response["Location"] = f"/api/v1/orders/{order.pk}"
    return Status(202, order_in_full(order, actor))


def _shown(document: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """Without passcodes, also among the differences, for those who may not change courses."""
    if actor.may(Right.EDIT):
        return document
    fields = [each for each in document["differences"]["fields"] if each["field"] != "passcode"]
    drift = document["changed_at_zoom"]
    kept = drift and drift | {
        "fields": [each for each in drift["fields"] if each["field"] != "passcode"]
    }
    differences = document["differences"] | {"fields": fields}
    return document | {"passcode": None, "differences": differences, "changed_at_zoom": kept}
