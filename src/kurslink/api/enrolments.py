"""Who has a place in a course: written by the program's own id, cancelled, never removed."""

from typing import Annotated, Any

from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from kurslink.api.addressing import (
    NumberInPath,
    SemesterInPath,
    course_at,
    cursor_after,
    key_before,
)
from kurslink.api.authentication import TokenRequest, actor_of
from kurslink.api.texts import Given, Identifier, Name, Sent
from kurslink.models import Enrolment, EnrolmentStatus
from kurslink.services.edit_enrolments import EnrolmentValues, cancel_enrolment
from kurslink.services.edit_person import PersonValues, RegistrantValues
from kurslink.services.put_enrolment import find_enrolment, put_enrolment
from kurslink.services.rights import Actor, Right

router = Router(tags=["Enrolments"])

EnrolmentInPath = Annotated[
    str,
    Path(
        description="Your own id of the enrolment; or `id:7` with ours.",
        min_length=1,
        max_length=100,
        examples=["web-order-5531"],
    ),
]


class RegistrantSent(Sent):
    """Who registered somebody else; gets the access data if the participant has no address."""

    first_name: Name = ""
    last_name: Name = Field(min_length=1)
    email: Identifier = ""


class EnrolmentSent(Sent):
    """A person in a course."""

    last_name: Name = Field(min_length=1, examples=["Muster"])
    first_name: Name = Field("", examples=["Mia"])
    email: Identifier = Field("", description="One address.", examples=["mia@example.org"])
    salutation: Annotated[Name, Field(max_length=30)] = Field("", examples=["Frau"])
    title: Annotated[Name, Field(max_length=50)] = ""
    phone: Annotated[Name, Field(max_length=50)] = ""
    participant_number: Annotated[Name, Field(max_length=30)] = Field(
        "", description="Teilnehmernummer: names the person for ever.", examples=["T-2041"]
    )
    status: EnrolmentStatus = Field(EnrolmentStatus.ENROLLED, examples=["enrolled"])
    registrant: RegistrantSent | None = None

    def values(self) -> EnrolmentValues:
        """The same for services."""
        names = ("first_name", "last_name", "email", "salutation", "title", "phone")
        person = PersonValues(**{name: getattr(self, name) for name in names})
        sent = self.registrant
        registrant = RegistrantValues(**sent.model_dump()) if sent else None
        return EnrolmentValues(person, registrant, self.status)


class EnrolmentGiven(Given):
    """A person in a course, as stored."""

    id: int
    external_id: str | None
    number: str | None = Field(description="Anmeldenummer of the course administration.")
    status: EnrolmentStatus
    has_place: bool = Field(description="Expected in the course now.")
    participant_id: int = Field(description="Our id of the person, as webhooks name it.")
    participant_number: str | None
    salutation: str
    title: str
    first_name: str
    last_name: str
    email: str
    phone: str
    registrant: str | None


class EnrolmentPage(Given):
    """Some enrolments, and where to go on."""

    enrolments: list[EnrolmentGiven]
    next: str | None = Field(description="Send it as `cursor` for the next page; null at the end.")


@router.get("/{semester}/{number}/enrolments", response=EnrolmentPage, summary="List enrolments")
def list_enrolments(
    request: TokenRequest,
    *,
    semester: SemesterInPath,
    number: NumberInPath,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    cursor: Annotated[str, Query(max_length=40)] = "",
) -> dict[str, Any]:
    """Also cancelled ones and people on the waiting list."""
    course = course_at(semester, number, actor=actor_of(request))
    rows = course.enrolments.filter(pk__gt=key_before(cursor)).order_by("pk")
    found = list(rows.select_related("participant", "registrant")[: limit + 1])
    following = cursor_after(found[limit - 1].pk) if len(found) > limit else None
    return {"enrolments": [_document(each) for each in found[:limit]], "next": following}


@router.put(
    "/{semester}/{number}/enrolments/{enrolment}",
    response={200: EnrolmentGiven, 201: EnrolmentGiven},
    summary="Create or change an enrolment",
)
def write_enrolment(
    request: TokenRequest,
    *,
    semester: SemesterInPath,
    number: NumberInPath,
    enrolment: EnrolmentInPath,
    person: EnrolmentSent,
) -> Status[dict[str, Any]]:
    """Sent twice it is the same enrolment. Somebody imported before is recognised, not doubled."""
    actor = actor_of(request)
    course = course_at(semester, number, actor=actor)
    written, is_new = put_enrolment(
        course,
        enrolment,
        person.values(),
        actor=actor,
        participant_number=person.participant_number,
    )
    return Status(201 if is_new else 200, _document(written))


@router.post(
    "/{semester}/{number}/enrolments/{enrolment}/cancel",
    response=EnrolmentGiven,
    summary="Cancel an enrolment",
)
def cancel_enrolment_by_name(
    request: TokenRequest,
    *,
    semester: SemesterInPath,
    number: NumberInPath,
    enrolment: EnrolmentInPath,
) -> dict[str, Any]:
    """The enrolment stays in the list, and no import revives it; done twice it is the same."""
    actor = actor_of(request)
    found = _enrolment(semester, number, enrolment, actor)
    cancel_enrolment(found, actor=actor)
    return _document(found)


def _enrolment(semester: str, number: str, name: str, actor: Actor) -> Enrolment:
    actor.require(Right.EDIT)
    return find_enrolment(course_at(semester, number, actor=actor), name)


def _document(enrolment: Enrolment) -> dict[str, Any]:
    person = enrolment.participant
    return {
        "id": enrolment.pk,
        "external_id": enrolment.external_id or None,
        "number": enrolment.number or None,
        "status": enrolment.status,
        "has_place": enrolment.has_place,
        "participant_id": person.pk,
        "participant_number": person.number or None,
        "salutation": person.salutation,
        "title": person.title,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "phone": person.phone,
        "registrant": str(enrolment.registrant) if enrolment.registrant else None,
    }
