"""Who is in a course as a file: one row per place, each variable with its own field."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import Course, Enrolment, EnrolmentStatus, Instructor, Role, User
from kurslink.services.errors import Refusal
from kurslink.services.export_enrolments import export_enrolments
from kurslink.services.exports.table import ExportChoice, ExportFormat
from kurslink.services.import_enrolments import import_enrolments
from kurslink.services.rights import SHELL, actor_for
from kurslink.services.variables.enrolment_values import enrolment_values
from kurslink.services.variables.known import VARIABLES, Level, enrolment_variables
from kurslink.services.variables.person_values import greeting_values
from kurslink.sources.enrolment_file import read_enrolments
from tests.course_office import NOW, make_course, weekly
from tests.enrolments import enrol, make_participant

pytestmark = pytest.mark.django_db

NAMES = ("KURSNR", "NACHNAME", "WEBIN_LINK", "WEBIN_PW", "ONLINELINK", "ONLINECODE", "ONLINEPW")


def export(form: ExportFormat, *names: str, **wishes: Any) -> bytes:
    actor = wishes.pop("actor", SHELL)
    return export_enrolments(Course.objects.all(), ExportChoice(form, names, **wishes), actor=actor)


def rows(*names: str, **wishes: Any) -> list[list[str]]:
    text = export(ExportFormat.CSV, *names, **wishes).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.fixture
def course() -> Course:
    course = make_course("262-9", days=weekly(date(2026, 9, 2), 2))
    course.online.link, course.online.passcode = "https://zoom.example/j/1", "012345"
    course.online.save()
    return course


def test_each_variable_keeps_its_own_field(course: Course) -> None:
    enrol(course, link="https://own", participant_code="7", passcode="geheim")
    enrol(course, make_participant("Albers", first_name="Ben"))
    assert rows(*NAMES) == [
        list(NAMES),
        ["262-9", "Albers", "https://zoom.example/j/1", "012345", "", "", ""],
        ["262-9", "Müller", "https://zoom.example/j/1", "012345", "https://own", "7", "geheim"],
    ]  # fmt: skip


def test_only_who_has_a_place_has_a_row_course_by_course(course: Course) -> None:
    other = make_course("262-10")
    make_course("262-1")
    for each in (course, other):
        enrol(each, make_participant("Zahn"))
        enrol(each, make_participant("Adler"))
    enrol(course, status=EnrolmentStatus.WAITING)
    enrol(course, status=EnrolmentStatus.CANCELLED)
    enrol(course, missing_since=NOW)
    assert rows("KURSNR", "NACHNAME")[1:] == [
        ["262-9", "Adler"],
        ["262-9", "Zahn"],
        ["262-10", "Adler"],
        ["262-10", "Zahn"],
    ]


def test_json_names_its_rows_enrolments(course: Course) -> None:
    enrol(course, make_participant(email="anna@example.org", title="Dr."))
    document = json.loads(export(ExportFormat.JSON, "TITEL", "EMAIL", "ANM_STATUS"))
    person = {"TITEL": "Dr.", "EMAIL": "anna@example.org", "ANM_STATUS": "angemeldet"}
    assert document == {"enrolments": [person]}


def test_without_a_choice_every_variable_is_a_column(course: Course) -> None:
    enrol(course)
    header, row = rows()
    assert header == [each.name for each in enrolment_variables(SHELL)]
    assert len(row) == len(header)


def test_every_variable_of_the_level_has_a_value(course: Course) -> None:
    of_people = [each.name for each in VARIABLES if each.level is not Level.COURSE]
    enrolment = enrol(course)
    values = enrolment_values(enrolment) | greeting_values(enrolment.participant)
    assert sorted(values) == sorted(of_people)


def test_own_access_data_are_left_out_while_the_course_is_not_online(course: Course) -> None:
    enrolment = enrol(course, link="https://own.example", passcode="geheim")
    course.online.is_online = False
    course.online.save()
    values = enrolment_values(Enrolment.objects.get(pk=enrolment.pk))
    assert [values[name] for name in ("ONLINELINK", "ONLINECODE", "ONLINEPW")] == ["", "", ""]
    assert values["NACHNAME"] == "Müller"


def test_an_exported_list_read_again_changes_nothing(course: Course) -> None:
    enrol(course, make_participant(title="Dr.", number="77"), number="A1", passcode="-geheim")
    file = read_enrolments(io.BytesIO(export(ExportFormat.CSV)))
    done = import_enrolments(file, actor=SHELL, now=NOW)
    assert (done.new, done.changed, done.unchanged, done.rejected) == (0, 0, 1, 0)


def test_the_courses_of_one_person_can_be_chosen(course: Course) -> None:
    anna = Instructor.objects.create(last_name="Höß")
    course.instructors.add(anna)
    enrol(course)
    enrol(make_course("262-10"))
    assert [row[0] for row in rows("KURSNR", instructor=anna)[1:]] == ["262-9"]


@pytest.mark.parametrize("role", [Role.READER, Role.PRIVACY])
def test_a_file_of_people_is_for_those_who_edit_courses(course: Course, role: Role) -> None:
    enrol(course)
    with pytest.raises(Refusal) as caught:
        rows("KURSNR", actor=actor_for(User(email="a@vhs.example", role=role)))
    assert caught.value.code == "not_allowed"
    assert len(rows("ONLINEPW", actor=actor_for(User(role=Role.OFFICE)))) == 2


@pytest.mark.parametrize(
    ("form", "names", "code"),
    [
        (ExportFormat.ICS, (), "calendar_of_enrolments"),
        (ExportFormat.CSV, ("KURSNUMMER",), "variable_unknown"),
    ],
)
def test_what_cannot_be_is_refused(form: ExportFormat, names: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        export(form, *names)
    assert caught.value.code == code


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    export(ExportFormat.CSV)
    for number in range(count):
        course = make_course(f"262-{number}", days=weekly(date(2026, 9, 2), 2))
        for _ in range(count):
            enrol(course)
    with django_assert_num_queries(8):
        export(ExportFormat.CSV)
