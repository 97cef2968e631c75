"""Importing: what is new, changed or gone is told apart; nothing the office did is lost."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from kurslink.models import Course, CourseDay, CourseStatus, Instructor, Semester
from kurslink.services.edit_course_days import restore_course_day
from kurslink.services.import_courses import import_courses
from kurslink.services.importing.compare_courses import Comparison
from kurslink.services.rights import SHELL
from kurslink.sources.course_rows import (
    CourseFile,
    CourseRow,
    DayRow,
    InstructorRow,
    Rejection,
    RemarkCode,
    Room,
    Salutation,
)
from kurslink.sources.kufer_xml import read_courses
from kurslink.sources.kufer_xml_writer import write_courses
from tests.course_office import NOW, make_semester
from tests.sources.real_export import REAL_EXPORT

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)
ERIKA = InstructorRow("77", Salutation.MS, "Dr.", "Erika", "Muster", "erika@vhs.example")


def day(number: int, **fields: Any) -> DayRow:
    """The `number`-th Tuesday of the course."""
    on = date(2026, 9, 29) + timedelta(weeks=number)
    row = DayRow(on, time(18), time(19, 30), Room("Haus A", "", "1"), ())
    return replace(row, **fields)


def course_row(number: str = "262-1", **fields: Any) -> CourseRow:
    row = CourseRow(
        number=number,
        semester_code="262",
        title="Italienisch A1",
        subtitle="",
        department_code="4",
        department="Sprachen",
        starts_on=date(2026, 9, 29),
        ends_on=date(2026, 10, 13),
        starts_at=time(18),
        ends_at=time(19, 30),
        minimum=7,
        maximum=14,
        enrolled=9,
        waiting=0,
        is_cancelled=False,
        place="Musterstadt",
        room=Room("Haus A", "", "1"),
        days=(day(0), day(1), day(2)),
        instructors=(ERIKA,),
        source_line=3,
    )
    return replace(row, **fields)


def take(*rows: CourseRow, rejected: tuple[Rejection, ...] = (), **options: Any) -> Comparison:
    file = CourseFile(courses=rows, warnings=(), rejected=rejected)
    return import_courses(file, actor=SHELL, now=options.pop("now", NOW), **options)


def counts(found: Comparison) -> tuple[int, int, int, int, int]:
    """New, changed, unchanged, missing, returned."""
    parts = (found.new, found.changed, found.unchanged, found.missing, found.returned)
    new, changed, unchanged, missing, returned = map(len, parts)
    return new, changed, unchanged, missing, returned


def the_course() -> Course:
    return Course.objects.get(number="262-1")


def days_of(course: Course) -> list[tuple[date, bool]]:
    """Each day and whether it takes place."""
    return [(each.date, each.takes_place) for each in course.days.all()]


def test_a_new_course_is_stored_with_days_people_and_an_empty_online_box() -> None:
    assert counts(take(course_row())) == (1, 0, 0, 0, 0)
    course = the_course()
    assert (course.title, course.semester.code, course.room) == (
        "Italienisch A1",
        "262",
        "Haus A; 1",
    )
    assert [(d.date, d.starts_at, d.ends_at, d.room) for d in course.days.all()] == [
        (day(n).date, time(18), time(19, 30), "Haus A; 1") for n in range(3)
    ]
    assert [str(person) for person in course.instructors.all()] == ["Dr. Erika Muster"]
    assert course.online.is_online is False


def test_the_same_file_again_changes_nothing() -> None:
    rows = [
        course_row(),
        course_row("262-2", days=(day(0, instructors=(ERIKA,)), day(1, ends_at=None))),
        course_row("262-3", days=(), room=Room(), instructors=()),
    ]
    take(*rows)
    before = list(Course.objects.values_list("pk", "changed_at"))
    assert counts(take(*rows, now=LATER)) == (0, 0, 3, 0, 0)
    assert list(Course.objects.values_list("pk", "changed_at")) == before


def test_people_the_file_describes_in_two_ways_do_not_change_back_and_forth() -> None:
    other = replace(ERIKA, email="e.muster@vhs.example")
    rows = [course_row(), course_row("262-2", instructors=(other,))]
    take(*rows)
    assert counts(take(*rows)) == (0, 0, 2, 0, 0)
    assert counts(take(replace(rows[0], title="Neu"), rows[1])) == (0, 1, 1, 0, 0)
    assert Instructor.objects.get().email == "e.muster@vhs.example"


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    assert counts(take(course_row(), dry_run=True)) == (1, 0, 0, 0, 0)
    assert (Course.objects.count(), Semester.objects.count()) == (0, 0)


def test_a_changed_title_is_told_with_old_and_new() -> None:
    take(course_row())
    (change,) = take(course_row(title="Italienisch A2"), now=LATER).changed
    assert [(f.name, f.old, f.new) for f in change.fields] == [
        ("title", "Italienisch A1", "Italienisch A2")
    ]
    assert (the_course().title, the_course().changed_at) == ("Italienisch A2", LATER)


def test_a_course_that_left_the_export_is_marked_and_comes_back_unmarked() -> None:
    take(course_row(), course_row("262-2"))
    assert counts(take(course_row("262-2"), now=LATER)) == (0, 0, 1, 1, 0)
    assert the_course().missing_since == LATER
    assert counts(take(course_row("262-2"), now=LATER)) == (0, 0, 1, 0, 0)
    assert counts(take(course_row(), course_row("262-2"))) == (0, 0, 2, 0, 1)
    assert the_course().missing_since is None
    assert the_course().changed_at == NOW


def test_only_semesters_of_the_file_are_searched_for_missing_courses() -> None:
    take(course_row(), course_row("261-1", semester_code="261"))
    assert counts(take(course_row())) == (0, 0, 1, 0, 0)


def test_a_rejected_course_has_not_left_the_export() -> None:
    take(course_row(), course_row("262-2"))
    rejected = Rejection(9, "termin", RemarkCode.DATE_INVALID, "262-1", "262")
    found = take(course_row("262-2"), rejected=(rejected,))
    assert (counts(found), found.rejected) == ((0, 0, 1, 0, 0), (rejected,))
    assert the_course().missing_since is None


def test_a_number_is_the_same_course_whatever_its_case() -> None:
    take(course_row("262-a"))
    assert counts(take(course_row("262-A"))) == (0, 0, 1, 0, 0)


def test_a_day_that_left_the_export_is_marked_and_comes_back_unmarked() -> None:
    take(course_row())
    take(course_row(days=(day(0), day(2))), now=LATER)
    assert days_of(the_course()) == [
        (day(0).date, True),
        (day(1).date, False),
        (day(2).date, True),
    ]
    take(course_row(), now=LATER)
    assert all(takes_place for _, takes_place in days_of(the_course()))
    assert the_course().days.count() == 3


def test_what_the_office_did_to_days_survives() -> None:
    take(course_row())
    first, second, _ = the_course().days.all()
    CourseDay.objects.filter(pk=first.pk).update(is_cancelled=True, note="Brückentag")
    CourseDay.objects.filter(pk=second.pk).update(is_selected=False)
    own = the_course().days.create(date=date(2026, 12, 1), starts_at=time(9), ends_at=time(10))
    take(course_row(days=(day(0, ends_at=time(20)), day(1), day(2))), now=LATER)
    first.refresh_from_db()
    assert (first.is_cancelled, first.note, first.ends_at) == (True, "Brückentag", time(20))
    assert CourseDay.objects.get(pk=second.pk).is_selected is False
    assert CourseDay.objects.get(pk=own.pk).takes_place is True


def test_a_day_the_office_restored_stays_although_the_export_lacks_it() -> None:
    take(course_row())
    take(course_row(days=(day(0), day(2))))
    gone = the_course().days.get(missing_since__isnull=False)
    restore_course_day(gone, actor=SHELL, now=NOW)
    take(course_row(days=(day(0), day(2))))
    assert days_of(the_course())[1] == (day(1).date, True)


def test_the_office_fields_of_a_course_survive() -> None:
    take(course_row())
    Course.objects.update(kind="Prüfung", is_bamf=True)
    take(course_row(title="Neu"))
    assert (the_course().kind, the_course().is_bamf) == ("Prüfung", True)


def test_a_file_cancels_a_course_and_never_revives_one() -> None:
    take(course_row())
    take(course_row(is_cancelled=True))
    assert the_course().status == CourseStatus.CANCELLED
    assert counts(take(course_row())) == (0, 0, 1, 0, 0)
    assert the_course().status == CourseStatus.CANCELLED


@pytest.mark.parametrize(
    ("fields", "concerns_zoom"),
    [
        ({"title": "Neu"}, True),
        ({"subtitle": "mit Anna"}, False),
        ({"enrolled": 12}, False),
        ({"room": Room("Haus B", "", "")}, False),
        ({"instructors": ()}, False),
        ({"starts_on": date(2026, 9, 28)}, False),
        ({"starts_at": time(17)}, False),
        ({"days": (day(0), day(1))}, True),
        ({"days": (day(0), day(1), day(2), day(3))}, True),
        ({"days": (day(0), day(1), day(2, ends_at=time(20)))}, True),
        ({"days": (day(0), day(1), day(2, room=Room("", "", "9")))}, False),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else "",
)
def test_only_what_zoom_would_learn_makes_a_meeting_due(
    fields: dict[str, Any], *, concerns_zoom: bool
) -> None:
    take(course_row())
    assert counts(take(course_row(**fields), now=LATER)) == (0, 1, 0, 0, 0)
    assert the_course().changed_at == (LATER if concerns_zoom else NOW)
    assert counts(take(course_row(**fields), now=LATER)) == (0, 0, 1, 0, 0)


def test_times_of_the_first_page_concern_zoom_where_a_day_relies_on_them() -> None:
    rows = (day(0, starts_at=None, ends_at=None),)
    take(course_row(days=rows))
    take(course_row(days=rows, starts_at=time(17)), now=LATER)
    assert the_course().changed_at == LATER


def test_the_date_of_the_first_page_concerns_zoom_where_there_are_no_days() -> None:
    take(course_row(days=()))
    take(course_row(days=(), starts_on=date(2026, 9, 30)), now=LATER)
    assert the_course().changed_at == LATER


def test_the_semester_is_the_files_else_the_chosen_else_the_known_else_the_half_year() -> None:
    make_semester("H26", first_on=date(2026, 9, 1), last_on=date(2026, 12, 31))
    take(course_row("1"))
    take(course_row("2", semester_code=None), semester_code="X")
    take(course_row("3", semester_code=None))
    take(course_row("4", semester_code=None, days=(day(0, date=date(2027, 1, 5)),)))
    take(course_row("5", semester_code=None, days=(), starts_on=date(2027, 3, 1)))
    assert [course.semester.code for course in Course.objects.order_by("number")] == [
        "262",
        "X",
        "H26",
        "262",
        "271",
    ]


def test_a_course_without_date_and_semester_is_rejected_and_the_others_are_taken() -> None:
    homeless = course_row("A-1", semester_code=None, days=(), starts_on=None, source_line=12)
    found = take(homeless, course_row("A-2"))
    assert [(each.line, each.number) for each in found.rejected] == [(12, "A-1")]
    assert [course.number for course in Course.objects.all()] == ["A-2"]


def test_a_person_known_by_number_is_brought_up_to_date() -> None:
    take(course_row())
    take(course_row(instructors=(replace(ERIKA, last_name="Neu"),)))
    assert [(p.number, p.last_name) for p in Instructor.objects.all()] == [("77", "Neu")]


def test_people_without_number_are_told_apart_by_name_and_address() -> None:
    one = replace(ERIKA, number="", email="a@vhs.example")
    two = replace(one, email="b@vhs.example")
    rows = course_row(instructors=(one, two))
    take(rows)
    assert counts(take(rows)) == (0, 0, 1, 0, 0)
    assert Instructor.objects.count() == 2


def many(count: int) -> list[CourseRow]:
    return [course_row(f"262-{n:04}", days=tuple(map(day, range(8)))) for n in range(count)]


def test_two_thousand_courses_take_as_many_questions_as_twenty(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = many(2_000)
    with django_assert_max_num_queries(60):
        assert counts(take(*rows)) == (2_000, 0, 0, 0, 0)
    with django_assert_max_num_queries(20):
        assert counts(take(*rows)) == (0, 0, 2_000, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_make_each_course_once() -> None:
    def alone() -> tuple[int, ...]:
        try:
            return counts(take(*many(40)))
        finally:
            connection.close()

    with ThreadPoolExecutor() as threads:
        results = [each.result() for each in [threads.submit(alone) for _ in range(2)]]
    assert sorted(results) == [(0, 0, 40, 0, 0), (40, 0, 0, 0, 0)]
    assert Course.objects.count() == 40


def real_file() -> CourseFile:
    with REAL_EXPORT.open("rb") as stream:
        return read_courses(stream)


REAL_FILES = [real_file] if REAL_EXPORT.exists() else []


@pytest.mark.parametrize("read", REAL_FILES)
def test_a_real_export_is_taken_over_whole_and_changes_nothing_the_second_time(
    read: Callable[[], CourseFile],
) -> None:
    file = read()
    first = import_courses(file, actor=SHELL, now=NOW)
    assert (counts(first)[0], CourseDay.objects.count()) == (95, 1_969)
    assert counts(import_courses(file, actor=SHELL, now=LATER)) == (0, 0, 95, 0, 0)


def test_a_sample_written_and_read_again_is_the_same_courses() -> None:
    take(course_row())
    stream = io.BytesIO()
    write_courses([course_row()], stream)
    stream.seek(0)
    assert counts(import_courses(read_courses(stream), actor=SHELL, now=LATER)) == (0, 0, 1, 0, 0)


# --- files that do not say everything


def test_what_a_file_says_nothing_of_stays_as_it_is() -> None:
    take(course_row())
    unsaid = {"place", "maximum", "room", "instructors", "starts_at", "ends_at"}
    nothing: dict[str, Any] = {"place": "", "maximum": None, "room": Room(), "instructors": ()}
    silent = course_row(unsaid=frozenset(unsaid), starts_at=None, ends_at=None, **nothing)
    silent = replace(silent, days=tuple(replace(day(n), room=Room()) for n in range(3)))
    assert counts(take(silent, now=LATER)) == (0, 0, 1, 0, 0)
    shorter = replace(silent, days=(day(0, ends_at=time(20), room=Room()), *silent.days[1:]))
    assert counts(take(shorter, now=LATER)) == (0, 1, 0, 0, 0)
    course = the_course()
    assert (course.place, course.maximum, course.room) == ("Musterstadt", 14, "Haus A; 1")
    first = course.days.get(date=day(0).date)
    assert (first.ends_at, first.room) == (time(20), "Haus A; 1")
    assert course.instructors.count() == 1


def test_a_file_without_days_changes_no_day() -> None:
    take(course_row())
    assert counts(take(course_row(days=(), unsaid=frozenset({"days"})))) == (0, 0, 1, 0, 0)
    assert [takes_place for _, takes_place in days_of(the_course())] == [True] * 3


def test_a_file_without_titles_changes_courses_but_adds_none() -> None:
    take(course_row())
    unsaid = frozenset({"title"})
    known, unknown = (course_row(n, title="", unsaid=unsaid) for n in ("262-1", "262-2"))
    found = take(known, unknown)
    assert counts(found) == (0, 0, 1, 0, 0)
    assert [(r.number, r.code) for r in found.rejected] == [("262-2", RemarkCode.TITLE_MISSING)]


def test_courses_of_one_semester_that_share_a_number_are_all_refused() -> None:
    take(course_row())
    twins = [course_row(semester_code=None, source_line=line) for line in (3, 9)]
    make_semester("262")
    found = take(*twins, course_row("262-2"))
    assert counts(found) == (1, 0, 0, 0, 0)
    assert [(r.line, dict(r.data)["lines"]) for r in found.rejected] == [(3, "3, 9"), (9, "3, 9")]
    assert the_course().missing_since is None


def test_the_same_number_in_two_half_years_is_two_courses() -> None:
    spring = tuple(replace(day(n), date=date(2027, 3, 2) + timedelta(n)) for n in range(2))
    found = take(
        course_row(semester_code=None), course_row(semester_code=None, days=spring), dry_run=True
    )
    assert counts(found) == (2, 0, 0, 0, 0)


def test_who_is_only_named_is_recognised_if_the_name_is_one_persons() -> None:
    take(course_row())
    named = replace(ERIKA, number="", email="", title="", salutation=Salutation.NONE)
    assert counts(take(course_row(instructors=(named,)))) == (0, 0, 1, 0, 0)
    Instructor.objects.create(number="78", first_name="Erika", last_name="Muster")
    assert counts(take(course_row(instructors=(named,)))) == (0, 1, 0, 0, 0)
    assert Instructor.objects.filter(last_name="Muster").count() == 3


def test_a_semester_is_known_by_its_code_or_its_name() -> None:
    make_semester("262", name="Programm Herbst und Winter 26/27")
    named = course_row(semester_code="programm herbst und winter 26/27")
    assert counts(take(named)) == (1, 0, 0, 0, 0)
    assert the_course().semester.code == "262"
    rejected = Rejection(3, "tag", RemarkCode.DATE_MISSING, "262-1", named.semester_code)
    assert counts(take(course_row("262-2"), rejected=(rejected,))) == (1, 0, 0, 0, 0)
    unknown = take(course_row(semester_code="Programm Frühjahr 2027"))
    assert [each.code for each in unknown.rejected] == [RemarkCode.TOO_LONG]
