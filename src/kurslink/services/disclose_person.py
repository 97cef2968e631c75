"""Everything stored about one person, as Art. 15 DSGVO demands it."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from kurslink.models import (
    Course,
    CourseDay,
    Enrolment,
    EnrolmentStatus,
    Event,
    Institution,
    Instructor,
    JournalEntry,
    MailMessage,
    Participant,
    Retention,
)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.exports.taught_by import taught_by
from kurslink.services.journal.lines import event_label
from kurslink.services.journal.record import record_many
from kurslink.services.journal.subjects import subject_of
from kurslink.services.mails_of import mails_of
from kurslink.services.rights import Actor, Right
from kurslink.services.words.catalogue.disclosure import ORIGIN, PURPOSE, RECIPIENTS, RIGHTS
from kurslink.services.words.describe_periods import describe_periods

Person = Participant | Instructor

_PERSON = ("number", "salutation", "title", "first_name", "last_name", "email", "phone")
_ACCESS = ("link", "participant_code", "passcode")


def find_records(name: str) -> tuple[Person, ...]:
    """Every row of the one human being with this number or e-mail address.

    Raises Refusal (PERSON_UNKNOWN, PERSON_AMBIGUOUS): families share addresses, and nobody may
    learn what is stored about somebody else.
    """
    wanted = name.strip()
    meant = Q(number=wanted) | Q(address=wanted.lower()) if wanted else Q(pk=None)
    found: list[Person] = []
    for model in (Participant, Instructor):
        found += model.objects.annotate(address=Lower("email")).filter(meant).order_by("pk")
    if not found:
        raise Refusal(RefusalCode.PERSON_UNKNOWN, name=name)
    humans = {(each.last_name.casefold(), each.first_name.casefold()) for each in found}
    if len(humans) > 1:
        raise Refusal(RefusalCode.PERSON_AMBIGUOUS, name=name, count=len(humans))
    return tuple(found)


def disclose_person(*records: Person, actor: Actor, now: datetime) -> dict[str, Any]:
    """The whole of it as a JSON document; `records` are rows of one human being.

    Names of others stand in it only where the person registered them or was registered by them.
    Raises Refusal.
    """
    actor.require(Right.PRIVACY)
    record_many(actor, Event.PERSON_DISCLOSED, ((person, {}) for person in records))
    return {
        "generated_at": now.isoformat(),
        "controller": Institution.load().name,
        "records": [_record(each) for each in records],
        "information": {
            "purpose": str(PURPOSE),
            "origin": str(ORIGIN),
            "recipients": str(RECIPIENTS),
            "periods": describe_periods(Retention.load()),
            "rights": str(RIGHTS),
        },
    }


def days_of(person: Instructor) -> "QuerySet[CourseDay]":
    """The days that name the person, the latest first."""
    days = CourseDay.objects.filter(instructors=person).select_related("course__semester")
    return days.order_by("-date", "-starts_at", "-pk")


def _record(person: Person) -> dict[str, Any]:
    held = {name: getattr(person, name) for name in _PERSON if hasattr(person, name)}
    mails = [_mail(each) for each in mails_of(person)]
    noted = [_noted(each) for each in noted_about(person)]
    if isinstance(person, Instructor):
        courses = taught_by(Course.objects.select_related("semester"), person)
        return {
            "kind": "instructor",
            "person": held,
            "courses": [_course(each) for each in courses],
            "days": [_day(each) for each in days_of(person)],
            "mails": mails,
            "journal": noted,
        }
    related = ("course__semester", "registrant", "participant")
    others = person.registrations.exclude(participant=person).select_related(*related)
    return {
        "kind": "participant",
        "person": held,
        "enrolments": [_enrolment(each) for each in person.enrolments.select_related(*related)],
        "registrations": [
            {"participant": str(each.participant), "course": _course(each.course)}
            for each in others
        ],
        "mails": mails,
        "journal": noted,
    }


def noted_about(person: Person) -> "QuerySet[JournalEntry]":
    """What the journal says was done to the person; it knows only the number."""
    about = subject_of(person)
    return JournalEntry.objects.filter(subject_kind=about.kind, subject_id=about.id)


def _noted(entry: JournalEntry) -> dict[str, Any]:
    return {"at": entry.at.isoformat(), "what": event_label(entry.event), "course": entry.label}


def _course(course: Course) -> dict[str, Any]:
    return {
        "number": course.number,
        "title": course.title,
        "semester": course.semester.code,
        "starts_on": _iso(course.starts_on),
        "ends_on": _iso(course.ends_on),
    }


def _enrolment(enrolment: Enrolment) -> dict[str, Any]:
    return {
        "course": _course(enrolment.course),
        "number": enrolment.number,
        "status": enrolment.status,
        "status_label": str(EnrolmentStatus(enrolment.status).label),
        "registered_by": str(enrolment.registrant) if enrolment.registrant else "",
        "missing_in_export_since": _iso(enrolment.missing_since),
        **{name: getattr(enrolment, name) for name in _ACCESS},
    }


def _day(day: CourseDay) -> dict[str, Any]:
    times = day.times()
    return {
        "course": _course(day.course),
        "date": day.date.isoformat(),
        "begin": f"{times[0]:%H:%M}" if times else "",
        "end": f"{times[1]:%H:%M}" if times else "",
    }


def _mail(mail: MailMessage) -> dict[str, Any]:
    return {
        "written_at": mail.placed_at.isoformat(),
        "ended_at": _iso(mail.ended_at),
        "state": mail.state,
        "state_label": mail.get_state_display(),
        "about": mail.get_area_display(),
        "course": mail.course.number if mail.course else "",
        "to_name": mail.to_name,
        "to_address": mail.to_address,
        "subject": mail.subject,
        "text": mail.text,
        "calendar": mail.calendar,
    }


def _iso(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
