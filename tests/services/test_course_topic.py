"""„Aufbau des Themas": what a template makes of a real course, and what it may not contain."""

import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurslink.models import Course, Instructor
from kurslink.planning.topic import VARIABLES, UnknownVariable, check_template
from kurslink.services.errors import Refusal
from kurslink.services.transfer.course_topic import (
    TopicPreview,
    preview_topic,
    require_known_variables,
    topic_variables,
)
from kurslink.services.words.sentences import describe_notice, explain
from tests.course_office import make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

ALL = "<KURSNR> <KURSTITEL> | <SEMESTER> | <KURSORT> | <DOZ_NAME> | <BEG_DATTXT>"
LIMIT = 200


@pytest.fixture
def course() -> Course:
    course = make_course(
        "262-1", title="Yoga", place="Rathaus", days=weekly(date(2026, 9, 2), 2), software="Zoom"
    )
    course.instructors.add(
        Instructor.objects.create(number="1", first_name="Ada", last_name="Beispiel"),
        Instructor.objects.create(number="2", title="Dr.", last_name="Zander"),
    )
    return course


def test_every_variable_takes_its_value_from_the_course(course: Course) -> None:
    expected = "262-1 Yoga | Semester 262 | Rathaus | Ada Beispiel, Dr. Zander | Mi 02.09.2026"
    assert preview_topic(ALL, course) == TopicPreview(expected, expected, len(expected))


def test_an_empty_template_means_the_title(course: Course) -> None:
    assert preview_topic("", course).topic == "Yoga"


def test_a_template_of_empty_variables_means_the_title(course: Course) -> None:
    course.place = ""
    assert preview_topic("<KURSORT>", course).topic == "Yoga"


def test_without_course_days_the_first_page_says_when_the_course_begins() -> None:
    course = make_course("262-2", starts_on=date(2026, 10, 1), starts_at=time(9))
    assert preview_topic("<BEG_DATTXT>", course).topic == "Do 01.10.2026"


def test_a_first_day_that_is_cancelled_does_not_count(course: Course) -> None:
    course.days.filter(date=date(2026, 9, 2)).update(is_cancelled=True)
    assert preview_topic("<BEG_DATTXT>", course).topic == "Mi 09.09.2026"


def test_a_preview_shows_that_and_where_zoom_cuts(course: Course) -> None:
    course.title = "ä" * (LIMIT + 5)
    preview = preview_topic("<KURSTITEL>", course)
    assert preview == TopicPreview("ä" * (LIMIT - 1) + "…", "ä" * (LIMIT + 5), LIMIT + 5)
    assert preview.is_cut


def test_a_title_that_ends_in_dots_is_not_taken_for_cut(course: Course) -> None:
    course.title = "Und so weiter …"
    assert not preview_topic("", course).is_cut


@pytest.mark.parametrize(
    ("template", "name", "position"),
    [
        ("<KURSNAME>", "KURSNAME", 1),
        ("<KURSNR> <kurstitel>", "kurstitel", 10),
        ("Kurs <>", "", 6),
        ("<KURSNR> <KURSTITEL", "KURSTITEL", 10),
        ("<KURSNR <KURSTITEL>", "KURSNR", 1),
    ],
)
def test_an_unknown_variable_is_refused_with_its_place(
    template: str, name: str, position: int
) -> None:
    with pytest.raises(Refusal) as refused:
        require_known_variables(template)
    assert explain(refused.value).message == (
        f"Im Aufbau des Themas steht die unbekannte Variable <{name}> (Stelle {position})."
    )
    assert explain(refused.value).hint == (
        "Erlaubt sind: <KURSTITEL>, <KURSNR>, <SEMESTER>, <KURSORT>, <DOZ_NAME>, <BEG_DATTXT>."
    )


def test_signs_that_are_no_variables_are_taken_as_they_are(course: Course) -> None:
    assert preview_topic("5 < 7: <KURSNR> > alles", course).topic == "5 < 7: 262-1 > alles"


def test_insert_buttons_offer_every_variable_and_their_names_are_short() -> None:
    assert [each.placeholder for each in topic_variables()] == [f"<{name}>" for name in VARIABLES]
    assert [name for name in VARIABLES if len(name) > 10] == []


def place_of_unknown(template: str) -> int | None:
    try:
        check_template(template)
    except UnknownVariable as unknown:
        return unknown.position
    return None


@given(st.text(alphabet="<>ABK_ xÄ", max_size=30))
def test_a_template_that_is_accepted_leaves_no_placeholder_behind(text: str) -> None:
    position = place_of_unknown(text)
    has_placeholder = re.search("<[A-Z_]|<[^<>]*>", text)
    assert (position is None) == (has_placeholder is None)
    assert position is None or text[position] == "<"


def test_the_topic_of_the_template_reaches_zoom_and_a_cut_is_said(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    account.topic_template = "<KURSNR>: <KURSTITEL>"
    account.save()
    result = transfer(make_course("1", title="k" * 300, days=weekly(date(2026, 9, 2), 1)))
    (meeting,) = simulator.control.meetings()
    assert meeting["topic"] == "1: " + "k" * 196 + "…"
    assert [describe_notice(notice) for notice in result.notices] == [
        f"Das Thema ist länger als 200 Zeichen und wird gekürzt: {meeting['topic']}"
    ]
