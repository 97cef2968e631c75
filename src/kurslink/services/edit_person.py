"""Changes what is kept about a person; it holds in every course."""

from dataclasses import asdict, dataclass

from django.db import transaction

from kurslink.models import Event, Instructor, Participant
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record, record_changes, snapshot
from kurslink.services.rights import Actor, Right
from kurslink.sources.email_address import is_email_address


@dataclass(frozen=True)
class RegistrantValues:
    """Who registered somebody else."""

    first_name: str
    last_name: str
    email: str


@dataclass(frozen=True)
class PersonValues(RegistrantValues):
    """What is kept about somebody who takes part."""

    salutation: str
    title: str
    phone: str


@dataclass(frozen=True)
class InstructorValues(RegistrantValues):
    """What is kept about somebody who teaches; `number` as the course administration has it."""

    salutation: str
    title: str
    number: str


def edit_participant(person: Participant, *, actor: Actor, values: PersonValues) -> None:
    """Store `values`. Raises Refusal; its data name the form field as `attribute`."""
    actor.require(Right.EDIT)
    check_person(values)
    bring_up(person, values, actor=actor)


def add_instructor(*, actor: Actor, values: InstructorValues) -> Instructor:
    """Somebody no course file has named yet. Raises Refusal as `edit_instructor` does."""
    person = Instructor()
    edit_instructor(person, actor=actor, values=values)
    return person


def edit_instructor(person: Instructor, *, actor: Actor, values: InstructorValues) -> None:
    """Store `values`. Raises Refusal; its data name the form field as `attribute`."""
    actor.require(Right.EDIT)
    check_person(values)
    if values.number:
        same = Instructor.objects.filter(number=values.number).exclude(pk=person.pk).first()
        if same is not None:
            raise Refusal(
                RefusalCode.PERSON_NUMBER_TAKEN,
                number=values.number,
                name=str(same),
                attribute="number",
            )
    bring_up(person, values, actor=actor)


def check_person(values: RegistrantValues, *, prefix: str = "") -> None:
    """Raise Refusal unless there is a name and, if any, a single valid address.

    The field it names begins with `prefix`.
    """
    if not values.last_name:
        raise Refusal(RefusalCode.NAME_MISSING, attribute=f"{prefix}last_name")
    if values.email and not is_email_address(values.email):
        raise Refusal(RefusalCode.EMAIL_INVALID, email=values.email, attribute=f"{prefix}email")


def bring_up(
    person: Participant | Instructor, values: PersonValues | InstructorValues, *, actor: Actor
) -> None:
    """Store `values`, already checked; the journal knows which fields, not what they say."""
    wanted, is_new = asdict(values), person.pk is None
    before = snapshot(person, wanted)
    for name, text in wanted.items():
        setattr(person, name, text)
    with transaction.atomic():
        person.save()
        if is_new:
            record(actor, Event.PERSON_CREATED, person)
        else:
            record_changes(actor, Event.PERSON_CHANGED, person, before, wanted, hidden=wanted)
