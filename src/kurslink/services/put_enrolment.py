"""Makes an enrolment what a program says of it, found by the program's own id."""

from django.db import transaction

from kurslink.models import Course, Enrolment, Event, Participant
from kurslink.services.edit_enrolments import EnrolmentValues, add_enrolment, edit_enrolment
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record
from kurslink.services.rights import Actor, Right

OUR_ID = "id:"
"""Before an id of ours, for enrolments that no program has named yet."""

_MOST_DIGITS = 18


def put_enrolment(
    course: Course,
    external_id: str,
    values: EnrolmentValues,
    *,
    actor: Actor,
    participant_number: str = "",
) -> tuple[Enrolment, bool]:
    """The enrolment, and whether it is new; done twice it is the same.

    The same person, entered or imported before without an external id, gets this one.
    `participant_number` names the person for ever. „id:7" changes what is there. Raises Refusal.
    """
    actor.require(Right.EDIT)
    if external_id.startswith(OUR_ID):
        named = find_enrolment(course, external_id)
        edit_enrolment(named, actor=actor, values=values)
        return named, False
    with transaction.atomic():
        Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
        known = Participant.objects.filter(number=participant_number).exclude(number="").first()
        held = _held(course, external_id, values, known)
        if held is not None:
            edit_enrolment(held, actor=actor, values=values)
        is_new = held is None
        if held is None and known is not None:
            held = Enrolment(course=course, participant=known)
            held.save()
            record(actor, Event.ENROLMENT_CREATED, held, status=values.status)
            edit_enrolment(held, actor=actor, values=values)
        enrolment = held or add_enrolment(course, actor=actor, values=values)
        _mark(enrolment, external_id, participant_number)
    return enrolment, is_new


def find_enrolment(course: Course, name: str) -> Enrolment:
    """The enrolment with this external id, or „id:7" with ours. Raises Refusal."""
    enrolments = course.enrolments.select_related("participant", "registrant", "course")
    if name.startswith(OUR_ID):
        key = name.removeprefix(OUR_ID)
        is_id = key.isascii() and key.isdecimal() and len(key) <= _MOST_DIGITS
        found = enrolments.filter(pk=int(key)).first() if is_id else None
    else:
        found = enrolments.filter(external_id=name).first()
    if found is None:
        raise Refusal(RefusalCode.ENROLMENT_UNKNOWN, name=name, number=course.number)
    return found


def _held(
    course: Course, external_id: str, values: EnrolmentValues, known: Participant | None
) -> Enrolment | None:
    mine = course.enrolments.filter(external_id=external_id).first()
    if mine is not None:
        return mine
    nameless = course.enrolments.filter(external_id="").order_by("pk")
    if known is not None:
        return nameless.filter(participant=known).first()
    person = values.person
    if not person.email:
        return None
    return nameless.filter(
        participant__first_name=person.first_name,
        participant__last_name=person.last_name,
        participant__email__iexact=person.email,
    ).first()


def _mark(enrolment: Enrolment, external_id: str, participant_number: str) -> None:
    enrolment.external_id = external_id
    enrolment.missing_since = None
    enrolment.save(update_fields=["external_id", "missing_since"])
    person = enrolment.participant
    if participant_number and person.number != participant_number:
        other = Participant.objects.filter(number=participant_number).exclude(pk=person.pk)
        if other.exists():
            raise Refusal(
                RefusalCode.PERSON_NUMBER_TAKEN,
                number=participant_number,
                name=str(other.first()),
                attribute="participant_number",
            )
        person.number = participant_number
        person.save(update_fields=["number"])
