"""Enters, changes and cancels enrolments by hand; none is ever removed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction

from kurslink.models import Course, Enrolment, EnrolmentStatus, Event, OnlineDetails, Participant
from kurslink.services.edit_person import (
    PersonValues,
    RegistrantValues,
    bring_up,
    check_person,
)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record, record_changes, snapshot
from kurslink.services.rights import Actor, Right

ACCESS_LIMIT = 200
"""Characters of an own link, code or passcode; longer ones are refused, never cut (decision 28)."""


_NOTED = ("status", "registrant_id")


@dataclass(frozen=True)
class EnrolmentValues:
    """„Seite 1" of an enrolment; `registrant` is None if the person registered alone."""

    person: PersonValues
    registrant: RegistrantValues | None
    status: EnrolmentStatus


@dataclass(frozen=True)
class AccessValues:
    """„Seite 2": the person's own way in; what is empty is taken from the course."""

    link: str
    participant_code: str
    passcode: str


def add_enrolment(course: Course, *, actor: Actor, values: EnrolmentValues) -> Enrolment:
    """Enrol a person; one we know by name and address is taken, not made again.

    Raises Refusal; its data name the form field as `attribute`.
    """
    actor.require(Right.EDIT)
    _check(values)
    with transaction.atomic():
        Course.objects.select_for_update().get(pk=course.pk)
        person = _known(values.person)
        if person is not None and course.enrolments.filter(participant=person).exists():
            raise Refusal(RefusalCode.ENROLMENT_EXISTS, name=str(person), attribute="last_name")
        person = person or Participant()
        bring_up(person, values.person, actor=actor)
        enrolment = Enrolment.objects.create(
            course=course,
            participant=person,
            registrant=_registrant(values.registrant, actor),
            status=values.status,
            is_cancelled_here=values.status == EnrolmentStatus.CANCELLED,
        )
        record(actor, Event.ENROLMENT_CREATED, enrolment, status=values.status)
    return enrolment


def edit_enrolment(enrolment: Enrolment, *, actor: Actor, values: EnrolmentValues) -> None:
    """Change the person, everywhere the person is enrolled, and this enrolment's status.

    Raises Refusal; its data name the form field as `attribute`.
    """
    actor.require(Right.EDIT)
    _check(values)
    with transaction.atomic():
        bring_up(enrolment.participant, values.person, actor=actor)
        before = snapshot(enrolment, _NOTED)
        enrolment.registrant = _registrant(values.registrant, actor)
        _set_status(enrolment, values.status, before, actor=actor)


def cancel_enrolment(enrolment: Enrolment, *, actor: Actor) -> None:
    """„stornieren": the enrolment stays in the list, and no import revives it."""
    actor.require(Right.EDIT)
    before = snapshot(enrolment, _NOTED)
    with transaction.atomic():
        _set_status(enrolment, EnrolmentStatus.CANCELLED, before, actor=actor)


def revive_enrolment(enrolment: Enrolment, status: EnrolmentStatus, *, actor: Actor) -> None:
    """Take „stornieren" back: the enrolment is again what it was."""
    actor.require(Right.EDIT)
    before = snapshot(enrolment, _NOTED)
    with transaction.atomic():
        _set_status(enrolment, status, before, actor=actor)


def edit_access(enrolment: Enrolment, *, actor: Actor, values: AccessValues) -> None:
    """Store the person's own link, code and passcode of an online course.

    Raises Refusal (NOT_ONLINE, TEXT_TOO_LONG with the field as `attribute`).
    """
    actor.require(Right.EDIT)
    online = OnlineDetails.objects.filter(course=enrolment.course, is_online=True)
    if not online.exists():
        raise Refusal(RefusalCode.NOT_ONLINE, number=enrolment.course.number)
    for name, text in asdict(values).items():
        if len(text) > ACCESS_LIMIT:
            label = str(Enrolment._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a plain column
            raise Refusal(
                RefusalCode.TEXT_TOO_LONG,
                field=label,
                count=len(text),
                limit=ACCESS_LIMIT,
                attribute=name,
            )
    wanted = asdict(values)
    before = snapshot(enrolment, wanted)
    for name, text in wanted.items():
        setattr(enrolment, name, text)
    with transaction.atomic():
        enrolment.save(update_fields=list(wanted))
        event = Event.ENROLMENT_CHANGED
        record_changes(actor, event, enrolment, before, wanted, hidden=wanted)


def _check(values: EnrolmentValues) -> None:
    check_person(values.person)
    if values.registrant is not None:
        check_person(values.registrant, prefix="registrant_")


def _known(person: RegistrantValues) -> Participant | None:
    """Somebody of this name with this address; a name alone is no proof."""
    if not person.email:
        return None
    same = Participant.objects.filter(
        first_name=person.first_name, last_name=person.last_name, email__iexact=person.email
    )
    return same.order_by("pk").first()


def _registrant(values: RegistrantValues | None, actor: Actor) -> Participant | None:
    if values is None:
        return None
    known = _known(values)
    if known is not None:
        return known
    person = Participant.objects.create(**asdict(values))
    record(actor, Event.PERSON_CREATED, person)
    return person


def _set_status(
    enrolment: Enrolment,
    status: EnrolmentStatus,
    before: Mapping[str, object],
    *,
    actor: Actor,
) -> None:
    if enrolment.status != status:
        enrolment.is_cancelled_here = status == EnrolmentStatus.CANCELLED
    enrolment.status = status
    enrolment.save(update_fields=["registrant", "status", "is_cancelled_here"])
    after = snapshot(enrolment, _NOTED)
    event = Event.ENROLMENT_CHANGED
    record_changes(actor, event, enrolment, before, after, hidden=("registrant_id",))
