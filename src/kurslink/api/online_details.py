"""The box „Online-Kurs": whether, with which software, account and host."""

from typing import Any

from ninja import Router
from pydantic import Field

from kurslink.api.addressing import NumberInPath, SemesterInPath, course_at
from kurslink.api.authentication import TokenRequest, actor_of
from kurslink.api.texts import Given, Identifier, Name, Sent
from kurslink.models import Course, OnlineDetails
from kurslink.services import clock
from kurslink.services.rights import Actor, Right
from kurslink.services.set_online import OnlineChoice, set_online

router = Router(tags=["Online details"])


class OnlineSent(Sent):
    """What to set; a field you leave out, or null, stays as it is."""

    online: bool | None = Field(
        None, description="Whether it is an online course.", examples=[True]
    )
    software: Name | None = Field(None, description="Entry of the pick list.", examples=["Zoom"])
    account: Identifier | None = Field(
        None, description="Zoom account by e-mail; the only one needs no naming."
    )
    host: Identifier | None = Field(
        None, description="Host by e-mail.", examples=["host1@vhs.example"]
    )
    alternatives: list[Identifier] | None = Field(
        None, max_length=20, description="Alternative hosts by e-mail."
    )


class OnlineGiven(Given):
    """The box as it is stored."""

    online: bool
    software: str | None
    account: str | None
    host: str | None
    alternatives: list[str]
    link: str | None
    phone_number: str | None
    participant_code: str | None
    meeting_id: str | None
    passcode: str | None = Field(description="Only for tokens that may change courses.")
    info: str | None


@router.get("/{semester}/{number}/online", response=OnlineGiven, summary="Read online details")
def read_online_details(
    request: TokenRequest, *, semester: SemesterInPath, number: NumberInPath
) -> dict[str, Any]:
    """How people get in. Link, ID and passcode are Zoom's while a meeting is attached."""
    actor = actor_of(request)
    return _document(course_at(semester, number, actor=actor), actor)


@router.put("/{semester}/{number}/online", response=OnlineGiven, summary="Set online details")
def write_online_details(
    request: TokenRequest, *, semester: SemesterInPath, number: NumberInPath, online: OnlineSent
) -> dict[str, Any]:
    """The only Zoom account and the only licence are filled in as on the page."""
    actor = actor_of(request)
    course = course_at(semester, number, actor=actor)
    choice = OnlineChoice(
        is_online=online.online,
        software=online.software,
        account=online.account,
        host=online.host,
        alternatives=online.alternatives,
    )
    set_online(course, choice, actor=actor, now=clock.now())
    return _document(course_at(semester, number, actor=actor), actor)


def _document(course: Course, actor: Actor) -> dict[str, Any]:
    details: OnlineDetails = course.online
    return {
        "online": details.is_online,
        "software": details.software.name if details.software else None,
        "account": details.account.email if details.account else None,
        "host": details.host.email if details.host else None,
        "alternatives": [each.email for each in details.alternatives.all()],
        "link": details.link or None,
        "phone_number": details.phone_number or None,
        "participant_code": details.participant_code or None,
        "meeting_id": details.meeting_number or None,
        "passcode": (details.passcode or None) if actor.may(Right.EDIT) else None,
        "info": details.info or None,
    }
