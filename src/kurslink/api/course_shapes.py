"""What a course looks like in requests and answers."""

import json
from datetime import date
from hashlib import sha256
from typing import Annotated, Any

from django.utils.timezone import localdate
from pydantic import Field

from kurslink.api.texts import (
    Count,
    CourseDate,
    Given,
    Identifier,
    Line,
    Name,
    Sent,
    TimeOfDay,
)
from kurslink.models import Course, CourseDay, CourseStatus, ZoomState
from kurslink.services import clock
from kurslink.services.documents import course_document
from kurslink.services.edit_course_days import DayValues
from kurslink.services.edit_person import InstructorValues
from kurslink.services.put_course import CourseDraft
from kurslink.services.replace_course_days import GivenDay
from kurslink.services.rights import Actor, Right

_RENAMED = {"first_day": "starts_on", "last_day": "ends_on", "bamf": "is_bamf"}
_OWN = ("semester", "number", "external_id", "course_days", "instructors")
_NOT_OFFICES = ("zoom_state", "link", "meeting_id", "passcode", "changed_at", "missing_since")
"""What changes without anybody writing the course: no part of its ETag."""


class DaySent(Sent):
    """A course day. Without own times those of the course hold."""

    date: CourseDate = Field(description="Date of the day.", examples=["2026-09-02"])
    starts_at: TimeOfDay | None = Field(None, description="Begin, local wall clock.")
    ends_at: TimeOfDay | None = Field(
        None, description="End; at or before the begin means the next day.", examples=["19:30"]
    )
    room: Line = Field("", description="Room.", examples=["online"])
    note: Line = Field("", description="Remark, for people.")
    cancelled: bool | None = Field(
        None,
        description="Whether the day does not take place; left out: as it is.",
        examples=[False],
    )

    def given(self) -> GivenDay:
        """The same for services."""
        values = DayValues(self.date, self.starts_at, self.ends_at, self.room, self.note)
        return GivenDay(values, self.cancelled)


class DayGiven(Given):
    """A course day as it is stored; its id stays when the set of days is written again."""

    id: int = Field(description="Our id.", examples=[311])
    date: date
    starts_at: TimeOfDay | None
    ends_at: TimeOfDay | None
    room: str
    note: str
    cancelled: bool
    takes_place: bool = Field(description="Neither cancelled nor gone from what was sent last.")
    selected: bool = Field(description="Whether Zoom gets this day.")


class InstructorSent(Sent):
    """Somebody who teaches the course: known by number, else by name and address."""

    number: Annotated[Name, Field(max_length=30)] = Field(
        "", description="Number in the course administration.", examples=["D-17"]
    )
    salutation: Annotated[Name, Field(max_length=30)] = Field("", examples=["Frau"])
    title: Annotated[Name, Field(max_length=50)] = Field("", examples=["Dr."])
    first_name: Name = Field("", examples=["Ada"])
    last_name: Name = Field(min_length=1, examples=["Beispiel"])
    email: Identifier = Field("", description="Gets the access data.", examples=["ada@vhs.example"])

    def values(self) -> InstructorValues:
        """The same for services."""
        return InstructorValues(**self.model_dump())


class InstructorGiven(Given):
    """Somebody who teaches the course."""

    number: str
    first_name: str
    last_name: str
    email: str


class CourseSent(Sent):
    """A course. A field you leave out stays as it is; for a new course it gets its default."""

    semester: Name | None = Field(
        None, description="Semester code; needed for a new course addressed by external id."
    )
    number: Name | None = Field(None, description="Course number; as `semester`.")
    external_id: Identifier | None = Field(
        None, description="What your system calls the course; unique.", examples=["web-8812"]
    )
    title: Line | None = Field(
        None, description="Needed for a new course.", examples=["Englisch B1 am Abend"]
    )
    subtitle: Line = Field("", examples=["mit Muttersprachlerin"])
    department: Name = Field("", description="Fachbereich.", examples=["Sprachen"])
    first_day: CourseDate | None = Field(None, examples=["2026-09-02"])
    last_day: CourseDate | None = Field(None, examples=["2026-12-16"])
    starts_at: TimeOfDay | None = Field(None, description="Usual begin of the days.")
    ends_at: TimeOfDay | None = Field(None, description="Usual end.", examples=["19:30"])
    place: Line = ""
    room: Line = ""
    bamf: bool = Field(False, description="BAMF-Kurs.")
    status: CourseStatus = Field(
        CourseStatus.PLANNED, description="Whether the course takes place.", examples=["confirmed"]
    )
    minimum: Count | None = Field(None, description="Participants at least.")
    maximum: Count | None = Field(None, description="Participants at most.", examples=[12])
    course_days: list[DaySent] | None = Field(
        None,
        max_length=500,
        description="The whole set of days. Matched by date and begin, so that ids stay; days that "
        "are no longer named stop taking place. Days the office entered by hand are left alone.",
    )
    instructors: list[InstructorSent] | None = Field(
        None, max_length=50, description="Everybody who teaches the course."
    )

    def draft(self) -> CourseDraft:
        """What was said, for services."""
        said = self.model_fields_set.difference(_OWN)
        values = {_RENAMED.get(name, name): getattr(self, name) for name in said}
        if "title" in values:
            values["title"] = values["title"] or ""
        return CourseDraft(
            values,
            semester=self.semester,
            number=self.number,
            external_id=self.external_id,
            days=_each_given(self.course_days),
            instructors=None
            if self.instructors is None
            else [each.values() for each in self.instructors],
        )


def _each_given(days: list[DaySent] | None) -> list[GivenDay] | None:
    return None if days is None else [each.given() for each in days]


class CourseGiven(Given):
    """A course, with its days and how it stands with Zoom."""

    id: int = Field(description="Our id.", examples=[17])
    external_id: str | None = Field(examples=["web-8812"])
    number: str = Field(examples=["262-4107"])
    semester: str = Field(description="Semester code.", examples=["262"])
    title: str
    subtitle: str
    department: str
    status: CourseStatus
    first_day: date | None
    last_day: date | None
    starts_at: TimeOfDay | None
    ends_at: TimeOfDay | None
    place: str
    room: str
    bamf: bool
    minimum: int | None
    maximum: int | None
    days: int = Field(description="How many course days there are.")
    course_days: list[DayGiven]
    instructors: list[InstructorGiven]
    online: bool = Field(description="Whether it is an online course.")
    software: str | None = Field(examples=["Zoom"])
    account: str | None = Field(description="Zoom account, by e-mail address.")
    host: str | None = Field(description="Host of the meeting, by e-mail address.")
    link: str | None = Field(examples=["https://zoom.us/j/81234567890"])
    meeting_id: str | None = Field(examples=["81234567890"])
    passcode: str | None = Field(description="Only for tokens that may change courses.")
    zoom_state: ZoomState = Field(description="How course and meeting stand.")
    changed_at: str = Field(
        description="When something changed that Zoom would learn.",
        examples=["2026-08-20T10:00:00+00:00"],
    )
    missing_since: str | None = Field(
        description="Since when it is missing in the office's export."
    )


class CoursePage(Given):
    """Some courses, and where to go on."""

    courses: list[CourseGiven]
    next: str | None = Field(description="Send it as `cursor` for the next page; null at the end.")


def in_full(course: Course, actor: Actor) -> dict[str, Any]:
    """The document of a course from `courses_in_full`, annotated with its zoom_state."""
    document = course_document(course, course.zoom_state) | {
        "id": course.pk,
        "external_id": course.external_id or None,
        "subtitle": course.subtitle,
        "department": course.department,
        "status": course.status,
        "first_day": course.starts_on,
        "last_day": course.ends_on,
        "starts_at": course.starts_at,
        "ends_at": course.ends_at,
        "place": course.place,
        "room": course.room,
        "bamf": course.is_bamf,
        "minimum": course.minimum,
        "maximum": course.maximum,
        "days": len(course.days.all()),
        "course_days": [day_document(day) for day in course.days.all()],
        "instructors": [
            {
                "number": each.number,
                "first_name": each.first_name,
                "last_name": each.last_name,
                "email": each.email,
            }
            for each in course.instructors.all()
        ],
        "changed_at": course.changed_at.isoformat(),
        "missing_since": course.missing_since.isoformat() if course.missing_since else None,
    }
    return document if actor.may(Right.EDIT) else document | {"passcode": None}


def day_document(day: CourseDay) -> dict[str, Any]:
    """One day."""
    return {
        "id": day.pk,
        "date": day.date,
        "starts_at": day.starts_at,
        "ends_at": day.ends_at,
        "room": day.room,
        "note": day.note,
        "cancelled": day.is_cancelled,
        "takes_place": day.takes_place,
        "selected": day.is_selected,
    }


def today() -> date:
    """The office's date."""
    return localdate(clock.now())


def etag_of(document: dict[str, Any]) -> str:
    """Changes whenever somebody changes the course; the same for the same course."""
    kept = {name: value for name, value in document.items() if name not in _NOT_OFFICES}
    text = json.dumps(kept, sort_keys=True, default=str)
    return f'"{sha256(text.encode()).hexdigest()[:32]}"'
