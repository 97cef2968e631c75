"""Names and titles stand in the order of German dictionaries, on every server."""

import pytest

from kurslink.models import Course, Participant
from tests.course_office import make_course
from tests.enrolments import make_participant

pytestmark = pytest.mark.django_db


def test_people_stand_in_the_order_of_a_german_dictionary() -> None:
    names = ["Zahn", "Ärmel", "Çelik", "Strasser", "Straßer", "Ost", "Öst", "van Beek", "Arm"]
    for name in names:
        make_participant(name)
    found = [person.last_name for person in Participant.objects.all()]
    assert found == [
        "Arm", "Ärmel", "Çelik", "Ost", "Öst", "Strasser", "Straßer", "van Beek", "Zahn",
    ]  # fmt: skip


def test_equal_last_names_stand_by_first_name() -> None:
    for name in ("Özlem", "Paul", "Olaf"):
        make_participant("Müller", first_name=name)
    found = [person.first_name for person in Participant.objects.all()]
    assert found == ["Olaf", "Özlem", "Paul"]


def test_titles_sort_like_names() -> None:
    for number, title in enumerate(("Zeichnen", "Ölmalerei", "Origami", "Übungen")):
        make_course(f"262-{number}", title=title)
    found = [course.title for course in Course.objects.order_by("title_key")]
    assert found == ["Ölmalerei", "Origami", "Übungen", "Zeichnen"]
