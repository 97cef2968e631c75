"""Many courses with days, people and mails, made in bulk; call only once the database is open."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.test import Client

from kurslink.models import (
    Audience,
    Course,
    CourseDay,
    Enrolment,
    Instructor,
    LicenceType,
    MailArea,
    MailMessage,
    MailState,
    Meeting,
    MeetingState,
    OnlineDetails,
    Participant,
    Plan,
    Role,
    Semester,
    Software,
    User,
    ZoomAccount,
    ZoomUser,
)
from kurslink.models.course import natural_key
from kurslink.models.meeting import MeetingKind
from kurslink.services import clock

SEMESTERS, DAYS, PEOPLE, BATCH = 5, 8, 4, 2000
_SUBJECTS = ("Englisch", "Yoga", "Italienisch", "Töpfern", "Excel", "Fotografie", "Gitarre")
_DEPARTMENTS = ("Sprachen", "Gesundheit", "Beruf", "Kultur", "Gesellschaft", "Grundbildung")


def open_office(count: int) -> Client:
    """Somebody of the office, signed in where there are `count` courses."""
    fill(count, now=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.create_user("a@vhs.example", name="A", role=Role.OFFICE))
    return client


def fill(count: int, *, now: datetime) -> None:
    """`count` courses in five semesters, the newest around `now`; every fifth is online."""
    _semesters(now.date())
    hosts = _hosts()
    _people(count // 2)
    courses = list(_courses(count, now))
    Course.objects.bulk_create(courses, batch_size=BATCH)
    _days(courses)
    _online(courses, hosts, now)
    _enrolments(courses, now)


def _semesters(today: date) -> None:
    for back in range(SEMESTERS):
        first = today - timedelta(days=60 + 182 * back)
        last = first + timedelta(days=181)
        Semester.objects.create(
            code=f"s{back}", name=f"Halbjahr {back}", first_on=first, last_on=last
        )


def _hosts() -> list[ZoomUser]:
    account = ZoomAccount.objects.create(
        email="zoom@vhs.example", account_id="a", client_id="c", plan=Plan.PRO
    )
    users = [
        ZoomUser(
            account=account,
            zoom_user_id=f"u{n}",
            email=f"host{n:02}@vhs.example",
            licence_type=LicenceType.LICENSED,
            is_offered=True,
        )
        for n in range(40)
    ]
    return ZoomUser.objects.bulk_create(users)


def _people(count: int) -> None:
    Participant.objects.bulk_create(
        (
            Participant(last_name=f"Name{n % 997}", first_name=f"P{n}", email=f"p{n}@example.org")
            for n in range(count)
        ),
        batch_size=BATCH,
    )
    Instructor.objects.bulk_create(
        Instructor(last_name=f"Lehrkraft{n}", first_name="L", number=str(n))
        for n in range(count // 10)
    )


def _courses(count: int, now: datetime) -> Iterator[Course]:
    semesters = list(Semester.objects.order_by("code"))
    for n in range(count):
        semester = semesters[n % SEMESTERS]
        start = semester.first_on + timedelta(days=n * 7 % 120)
        number = f"{semester.code}-{n:05}"
        yield Course(
            semester=semester,
            number=number,
            number_key=natural_key(number),
            title=f"{_SUBJECTS[n % 7]} {n % 331} am Abend",
            department=_DEPARTMENTS[n % 6],
            starts_on=start,
            ends_on=start + timedelta(days=7 * (DAYS - 1)),
            starts_at=time(16 + n % 4, 0),
            ends_at=time(18 + n % 4, 0),
            maximum=14,
            changed_at=now - timedelta(days=90),
        )


def _days(courses: list[Course]) -> None:
    CourseDay.objects.bulk_create(
        (
            CourseDay(
                course=course,
                date=course.starts_on + timedelta(days=7 * n),  # type: ignore[operator, misc]  # all have one
                starts_at=course.starts_at,
                ends_at=course.ends_at,
            )
            for course in courses
            for n in range(DAYS)
        ),
        batch_size=BATCH,
    )
    teachers = list(Instructor.objects.values_list("pk", flat=True))
    through = Course.instructors.through
    through.objects.bulk_create(
        (
            through(course_id=course.pk, instructor_id=teachers[place % len(teachers)])
            for place, course in enumerate(courses)
        ),
        batch_size=BATCH,
    )


def _online(courses: list[Course], hosts: list[ZoomUser], now: datetime) -> None:
    zoom = Software.objects.get_or_create(name="Zoom")[0]
    online = [
        (place, course) for place, course in enumerate(courses) if place // SEMESTERS % 5 == 0
    ]
    OnlineDetails.objects.bulk_create(
        (
            OnlineDetails(
                course=course,
                is_online=True,
                software=zoom,
                account=hosts[0].account,
                host=hosts[place % 40] if place % 3 else None,
            )
            for place, course in online
        ),
        batch_size=BATCH,
    )
    Meeting.objects.bulk_create(
        (
            Meeting(
                course=course,
                generation=1,
                marker=f"m{course.pk}",
                kind=MeetingKind.RECURRING,
                state=MeetingState.LIVE,
                host=hosts[place % 40],
                zoom_meeting_id=10**10 + place,
                created_at=now,
                transferred_at=now,
            )
            for place, course in online
            if place % 2
        ),
        batch_size=BATCH,
    )


def _enrolments(courses: list[Course], now: datetime) -> None:
    """Half of those in online courses were told the way in."""
    people = list(Participant.objects.values_list("pk", flat=True))
    made = Enrolment.objects.bulk_create(
        (
            Enrolment(course=course, participant_id=people[(place * PEOPLE + n) % len(people)])
            for place, course in enumerate(courses)
            for n in range(PEOPLE)
        ),
        batch_size=BATCH,
    )
    online = set(OnlineDetails.objects.values_list("course", flat=True))
    MailMessage.objects.bulk_create(
        (
            MailMessage(
                course_id=each.course_id,
                enrolment=each,
                area=MailArea.ACCESS_DATA,
                audience=Audience.PARTICIPANTS,
                to_name=f"P{each.participant_id}",
                to_address=f"p{each.participant_id}@example.org",
                subject="Ihre Zugangsdaten",
                state=MailState.SENT,
                placed_at=now - timedelta(minutes=place),
                due_at=now,
            )
            for place, each in enumerate(made)
            if each.course_id in online and place % 2
        ),
        batch_size=BATCH,
    )
