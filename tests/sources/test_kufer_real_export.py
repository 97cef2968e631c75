"""Measures on a real export (collected only where it lies beside the project)."""

import time

from kurslink.sources.kufer_xml import read_courses
from tests.sources.real_export import REAL_EXPORT


def test_a_real_export_is_read_without_a_remark() -> None:
    with REAL_EXPORT.open("rb") as stream:
        file = read_courses(stream)
    assert (len(file.courses), sum(len(course.days) for course in file.courses)) == (95, 1969)
    assert (file.warnings, file.rejected) == ((), ())


def test_a_real_export_is_read_in_well_under_a_second() -> None:
    begin = time.process_time()
    with REAL_EXPORT.open("rb") as stream:
        read_courses(stream)
    assert time.process_time() - begin < 0.5


def test_what_we_keep_of_a_real_export_fits_what_was_measured_of_it() -> None:
    with REAL_EXPORT.open("rb") as stream:
        courses = read_courses(stream).courses
    sizes = sorted(len(course.days) for course in courses)
    assert (sizes[0], sizes[47], sizes[-1]) == (5, 20, 25)
    assert all(course.starts_on == course.days[0].date for course in courses)
    assert {course.semester_code for course in courses} == {None}
