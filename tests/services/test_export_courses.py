"""Courses in files, read back with other programs as a person would compare them."""

import csv
import io
import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from kurslink.models import Course, CourseDay, CourseStatus, Institution, Instructor, Role, User
from kurslink.services.edit_course_days import cancel_course_day
from kurslink.services.errors import Refusal
from kurslink.services.export_courses import export_courses
from kurslink.services.exports.table import ExportChoice, ExportFormat
from kurslink.services.rights import SHELL, Actor, actor_for
from kurslink.services.withdraw_course import withdraw_course
from tests.course_office import NOW, clock, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 9, 2)
NAMES = ("KURSNR", "KURSTITEL", "BEG_DATTXT", "WEBIN_MID", "WEBIN_PW")
READER = actor_for(User(email="lesen@vhs.example", role=Role.READER))


def export(form: ExportFormat, *names: str, **wishes: Any) -> bytes:
    actor = wishes.pop("actor", SHELL)
    now, user = wishes.pop("now", NOW), wishes.pop("user", None)
    choice = ExportChoice(form, names, **wishes)
    return export_courses(Course.objects.all(), choice, actor=actor, now=now, user=user)


def csv_rows(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";"))


def xlsx_rows(file: bytes) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0)
    return [[*row] for row in sheet.to_python()]


def events(actor: Actor = SHELL, **wishes: Any) -> list[Any]:
    file = export(ExportFormat.ICS, actor=actor, **wishes)
    return list(Calendar.from_ical(file).walk("VEVENT"))


@pytest.fixture
def course() -> Course:
    course = make_course("262-1", title="=Rechnen", days=weekly(FIRST, 2), place="Rathaus")
    course.online.meeting_number, course.online.passcode = "081234567890", "012345"
    course.online.link = "https://zoom.example/j/081234567890?pwd=a"
    course.online.moderator_code = "998877"
    course.online.save()
    return course


def test_three_formats_say_the_same(course: Course) -> None:
    make_course("262-2", title="Yoga", software=None)
    expected = [
        ["262-1", "=Rechnen", "Mi 02.09.2026", "081234567890", "012345"],
        ["262-2", "Yoga", "", "", ""],
    ]
    assert xlsx_rows(export(ExportFormat.XLSX, *NAMES)) == [list(NAMES), *expected]
    document = json.loads(export(ExportFormat.JSON, *NAMES))
    assert document == {"courses": [dict(zip(NAMES, row, strict=True)) for row in expected]}
    expected[0][1] = "'=Rechnen"
    assert csv_rows(export(ExportFormat.CSV, *NAMES)) == [list(NAMES), *expected]
    assert course.number == "262-1"


def test_without_a_choice_every_variable_of_the_role_is_a_column(course: Course) -> None:
    header, *rows = csv_rows(export(ExportFormat.CSV))
    assert (header[:3], len(rows)) == (["KURSNR", "KURSTITEL", "SEMESTER"], 1)
    hidden = set(header) - set(csv_rows(export(ExportFormat.CSV, actor=READER))[0])
    assert hidden == {"WEBIN_PW", "WEBIN_MOCO"}
    assert course.online.passcode not in export(ExportFormat.JSON, actor=READER).decode()


def test_the_institution_and_who_asks_have_their_columns(course: Course) -> None:
    Institution.load()
    Institution.objects.update(name="VHS Musterstadt")
    user = User(email="brandt@vhs.example")
    rows = csv_rows(export(ExportFormat.CSV, "KURSNR", "EINR_NAME", "BEN_EMAIL", user=user))
    assert rows[1] == [course.number, "VHS Musterstadt", "brandt@vhs.example"]


@pytest.mark.usefixtures("course")
def test_an_own_wish_for_a_passcode_is_refused_to_readers() -> None:
    with pytest.raises(Refusal) as caught:
        export(ExportFormat.CSV, "WEBIN_PW", actor=READER)
    assert caught.value.code == "variable_not_allowed"


def test_nobody_exports_without_the_right_to_look() -> None:
    with pytest.raises(Refusal) as caught:
        export(ExportFormat.ICS, actor=Actor("niemand", frozenset()))
    assert caught.value.code == "not_allowed"


@pytest.mark.parametrize("form", list(ExportFormat))
def test_the_number_of_queries_does_not_grow(
    form: ExportFormat, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Institution.load()
    person = Instructor.objects.create(last_name="Zander")
    for number in range(3):
        course = make_course(f"262-{number}", days=weekly(FIRST, 2))
        course.days.get(date=FIRST).instructors.add(person)
    with django_assert_num_queries(8 if form is ExportFormat.ICS else 7):
        export(form)


def test_every_day_is_an_event_of_its_own(course: Course) -> None:
    first, second = events()
    days = list(course.days.all())
    instance = Institution.load().instance_id
    assert [each["uid"] for each in (first, second)] == [
        f"kurstag-{day.pk}@{instance}" for day in days
    ]
    assert first["dtstart"].dt == datetime(2026, 9, 2, 18, 0, tzinfo=BERLIN)
    assert first["dtend"].dt == datetime(2026, 9, 2, 19, 30, tzinfo=BERLIN)
    assert first["summary"] == "=Rechnen (262-1)"
    assert (first["location"], first["url"]) == ("Rathaus", course.online.link)
    assert first["description"] == (
        "Kursnummer: 262-1\nMeeting beitreten: https://zoom.example/j/081234567890?pwd=a\n"
        "Passwort: 012345\nMeeting-ID: 081234567890\nSoftware: Zoom"
    )


def test_an_evening_over_midnight_ends_on_the_next_day() -> None:
    make_course(days=[(date(2026, 10, 24), time(22), time(0, 30))])
    (event,) = events()
    assert event["dtend"].dt == datetime(2026, 10, 25, 0, 30, tzinfo=BERLIN)


@pytest.mark.usefixtures("course")
def test_codes_that_are_not_for_the_reader_stay_out_of_the_calendar() -> None:
    texts = " ".join(str(each["description"]) for each in events(READER))
    assert ("Meeting-ID: 081234567890" in texts, "012345" in texts) == (True, False)
    assert "998877" not in export(ExportFormat.ICS).decode()


def test_a_link_that_makes_people_the_host_is_in_no_calendar(course: Course) -> None:
    course.online.link = "https://zoom.example/s/81234567890?zak=eyJ0"
    course.online.save()
    assert b"zak" not in export(ExportFormat.ICS)


def test_cancelling_a_day_cancels_exactly_its_event_and_raises_the_sequence(
    course: Course,
) -> None:
    before = events()
    day = course.days.get(date=FIRST)
    cancel_course_day(day, actor=SHELL, now=NOW + timedelta(minutes=1))
    after = events()
    assert [each["status"] for each in after] == ["CANCELLED", "CONFIRMED"]
    assert [each["uid"] for each in after] == [each["uid"] for each in before]
    assert [new["sequence"] - old["sequence"] for new, old in zip(after, before, strict=True)] == [
        60,
        60,
    ]
    assert (after[0]["summary"], "url" in after[0]) == ("Entfällt: =Rechnen (262-1)", False)


def test_a_cancelled_course_cancels_all_its_events(course: Course) -> None:
    Course.objects.update(status=CourseStatus.CANCELLED)
    assert [each["status"] for each in events()] == ["CANCELLED"] * course.days.count()


def test_a_day_no_longer_in_the_export_is_cancelled_too(course: Course) -> None:
    CourseDay.objects.filter(course=course, date=FIRST).update(missing_since=NOW)
    assert [each["status"] for each in events()] == ["CANCELLED", "CONFIRMED"]


@pytest.mark.usefixtures("course")
def test_nothing_changed_means_the_same_sequence_later() -> None:
    first = [each["sequence"] for each in events()]
    assert [each["sequence"] for each in events(now=NOW + timedelta(days=3))] == first


def test_a_new_link_raises_the_sequence_and_a_deleted_one_too(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course(days=weekly(FIRST, 1), changed_at=datetime(2026, 8, 1, tzinfo=UTC))
    seen = [events()[0]]
    transfer(course)
    seen.append(events()[0])
    withdraw_course(Course.objects.get(), actor=SHELL, clock=lambda: clock() + timedelta(minutes=5))
    seen.append(events()[0])
    sequences = [each["sequence"] for each in seen]
    assert sequences == sorted(set(sequences))
    assert ["url" in each for each in seen] == [False, True, False]


def test_a_course_without_days_is_one_event() -> None:
    course = make_course(starts_on=FIRST, starts_at=time(18), ends_at=time(19, 30), room="Raum 1")
    (event,) = events()
    assert event["uid"] == f"kurs-{course.pk}@{Institution.load().instance_id}"
    assert (event["dtstart"].dt.hour, event["location"]) == (18, "Raum 1")


def test_without_hours_the_whole_day_is_taken() -> None:
    make_course(starts_on=FIRST)
    assert events()[0]["dtstart"].dt == FIRST


def test_an_instructor_gets_the_days_they_teach(course: Course) -> None:
    anna = Instructor.objects.create(first_name="Anna", last_name="Höß")
    ben = Instructor.objects.create(last_name="Zander")
    course.instructors.add(anna)
    course.days.get(date=FIRST).instructors.add(ben)
    make_course("262-9", days=weekly(FIRST, 1))
    assert [each["dtstart"].dt.date() for each in events(instructor=ben)] == [FIRST]
    rows = csv_rows(export(ExportFormat.CSV, "KURSNR", instructor=anna))
    assert rows == [["KURSNR"], ["262-1"]]
    assert [each["dtstart"].dt.date() for each in events(instructor=anna)] == [
        FIRST + timedelta(weeks=1)
    ]
