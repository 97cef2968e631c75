"""Access data for participants and instructors: prepared, sent, and what became of them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from ninja import Header, Query, Router
from ninja.responses import Status
from pydantic import Field

from kurslink.api.addressing import NumberInPath, SemesterInPath, course_at
from kurslink.api.authentication import TokenRequest, actor_of
from kurslink.api.fingerprint import fingerprint
from kurslink.api.order_shapes import FaultGiven, NoticeGiven
from kurslink.api.texts import Given, Sent
from kurslink.models import Dispatch, MailMessage, MailState
from kurslink.services import clock
from kurslink.services.mails.wish import Fate, Wish
from kurslink.services.once_per_key import dispatch_once
from kurslink.services.place_dispatch import place_dispatch, require_sending
from kurslink.services.prepare_dispatch import prepare_dispatch
from kurslink.services.reports.access_data import dispatch_document
from kurslink.services.rights import Right

router = Router(tags=["Access data"])

_MOST_MAILS = 1_000


class To(StrEnum):
    """Whom to write to."""

    PARTICIPANTS = "participants"
    INSTRUCTORS = "instructors"
    ALL = "all"


class AccessDataSent(Sent):
    """Who gets the access data."""

    to: To = Field(To.PARTICIPANTS, description="Whom to write to.", examples=["participants"])
    only_new: bool = Field(
        True, description="Only people who have not been told yet; false sends once more."
    )


class RecipientGiven(Given):
    """One person, and what becomes of them."""

    name: str
    address: str
    audience: str
    fate: Fate = Field(description="`mail`, `letter`, or why nothing is written.")


class DispatchGiven(Given):
    """Who gets what."""

    number: str
    semester: str
    status: str = Field(description="`planned`, `queued`, `unchanged` or `refused`.")
    mails: int
    letters: int
    recipients: list[RecipientGiven]
    warnings: list[NoticeGiven]
    error: FaultGiven | None


class PlacedGiven(Given):
    """A dispatch in the outbox."""

    id: int
    state: str
    placed_at: datetime
    mails: int
    repeated: bool = Field(description="Whether this Idempotency-Key had led to it before.")


class MailGiven(Given):
    """A mail or letter, and what became of it."""

    id: str
    area: str
    audience: str
    to_name: str
    to_address: str
    state: MailState
    placed_at: datetime
    ended_at: datetime | None
    enrolment_id: int | None


class OutboxGiven(Given):
    """The mails of a course, the newest first."""

    mails: list[MailGiven]
    counts: dict[str, int] = Field(description="How many in each state.", examples=[{"sent": 11}])


@router.get(
    "/{semester}/{number}/access-data", response=DispatchGiven, summary="Prepare access data"
)
def prepare_access_data(
    request: TokenRequest,
    *,
    semester: SemesterInPath,
    number: NumberInPath,
    to: Annotated[To, Query(description="Whom to write to.")] = To.PARTICIPANTS,
    only_new: Annotated[bool, Query(description="Only people not told yet.")] = True,
) -> dict[str, Any]:
    """Who would get what, and who cannot and why; nothing is written."""
    actor = actor_of(request)
    actor.require(Right.SEND)
    course = course_at(semester, number, actor=actor)
    plan = prepare_dispatch(course, _wish(to, only_new=only_new), now=clock.now())
    return dispatch_document(plan, error=plan.error, placed=False)


@router.post(
    "/{semester}/{number}/access-data", response={202: PlacedGiven}, summary="Send access data"
)
def send_access_data(
    request: TokenRequest,
    *,
    semester: SemesterInPath,
    number: NumberInPath,
    idempotency_key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=200,
            description="Needed: the same again sends nothing twice.",
            examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
        ),
    ],
    access_data: AccessDataSent | None = None,
) -> Status[dict[str, Any]]:
    """The mails are in the outbox when this returns. 409 if nobody is left to write to."""
    actor, sent = actor_of(request), access_data or AccessDataSent()
    require_sending(actor)
    course = course_at(semester, number, actor=actor)
    wish, now = _wish(sent.to, only_new=sent.only_new), clock.now()
    dispatch, is_new = dispatch_once(
        request.auth,
        idempotency_key,
        fingerprint(request),
        lambda: place_dispatch(course, wish, actor=actor, now=now),
        now=now,
    )
    return Status(202, _placed(dispatch) | {"repeated": not is_new})


@router.get("/{semester}/{number}/outbox", response=OutboxGiven, summary="Read the outbox")
def read_outbox(
    request: TokenRequest, *, semester: SemesterInPath, number: NumberInPath
) -> dict[str, Any]:
    """What became of the mails and letters of the course; their texts are never given."""
    course = course_at(semester, number, actor=actor_of(request))
    mails = list(course.mails.filter(is_test=False).order_by("-placed_at", "-pk")[:_MOST_MAILS])
    states = [each.state for each in mails]
    counts = {state: states.count(state) for state in sorted(set(states))}
    return {"mails": [_mail(each) for each in mails], "counts": counts}


def _wish(to: To, *, only_new: bool) -> Wish:
    return Wish.usual(
        to_participants=to is not To.INSTRUCTORS,
        to_instructors=to is not To.PARTICIPANTS,
        only_new=only_new,
    )


def _placed(dispatch: Dispatch) -> dict[str, Any]:
    return {
        "id": dispatch.pk,
        "state": dispatch.state,
        "placed_at": dispatch.placed_at,
        "mails": dispatch.mails.count(),
    }


def _mail(mail: MailMessage) -> dict[str, Any]:
    return {
        "id": str(mail.uid),
        "area": mail.area,
        "audience": mail.audience,
        "to_name": mail.to_name,
        "to_address": mail.to_address,
        "state": mail.state,
        "placed_at": mail.placed_at,
        "ended_at": mail.ended_at,
        "enrolment_id": mail.enrolment_id,
    }
