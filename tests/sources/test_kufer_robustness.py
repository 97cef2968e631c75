"""Whatever the bytes, reading ends in courses or in an error of ours, never in another one."""

import io
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kurslink.sources.course_rows import CourseFile
from kurslink.sources.errors import SourceError
from kurslink.sources.kufer_xml import read_courses
from tests.sources.kufer_files import kufer_course, kufer_file

OWN = Path(__file__).with_name("kufer_own.xml").read_bytes()
SMALL = kufer_file(kufer_course()).encode()


def outcome_of(content: bytes) -> type:
    try:
        return type(read_courses(io.BytesIO(content)))
    except SourceError as error:
        return type(error).__mro__[1]


@given(st.binary(max_size=300))
@example(b"\xff\xfe<\x00k\x00")
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
@settings(max_examples=80, deadline=None)
def test_any_bytes_end_in_an_outcome_of_ours(content: bytes) -> None:
    assert outcome_of(content) in {CourseFile, SourceError}


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_spoilt_file_ends_in_an_outcome_of_ours(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from((OWN, SMALL)))
    position = data.draw(st.integers(0, len(whole) - 1))
    spoilt = whole[:position] + data.draw(st.binary(max_size=4)) + whole[position + 2 :]
    assert outcome_of(spoilt) in {CourseFile, SourceError}


@given(st.text(max_size=40), st.sampled_from(("knr", "tag", "zeitvon", "tnmax", "haupttitel")))
@settings(max_examples=80, deadline=None)
def test_any_text_in_a_field_ends_in_an_outcome_of_ours(text: str, field: str) -> None:
    days = ({"tag": "29.09.2026", "zeitvon": "18:00", "zeitbis": "19:30", field: text},)
    content = kufer_file(kufer_course({field: text}, days=days))
    assert outcome_of(content.encode("utf-8", "surrogatepass")) in {CourseFile, SourceError}
