"""Courses through the REST API: written twice they are the same, read as they were written."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from kurslink.models import Course, Semester
from tests.api.program import Json, Program
from tests.course_office import make_course, weekly

ADDRESS = "/courses/262/262-4107"


def a_course(**fields: object) -> Json:
    return {
        "external_id": "web-1",
        "title": "Englisch B1",
        "first_day": "2026-09-02",
        "starts_at": "18:00",
        "ends_at": "19:30",
        "course_days": [{"date": "2026-09-02"}, {"date": "2026-09-09"}],
        "instructors": [{"last_name": "Beispiel", "email": "ada@vhs.example"}],
    } | fields


def dates(document: Json) -> dict[str, bool]:
    return {day["date"]: day["takes_place"] for day in document["course_days"]}


def test_a_course_is_made_once_however_often_it_is_sent(office: Program) -> None:
    first = office.ask("PUT", ADDRESS, a_course())
    second = office.ask("PUT", ADDRESS, a_course())
    assert (first.status, second.status) == (201, 200)
    assert first.json == second.json
    assert first.headers["ETag"] == second.headers["ETag"]
    assert Course.objects.count() == 1
    assert Semester.objects.get().name == "Herbst 2026"


def test_a_course_answers_to_each_of_its_names(office: Program) -> None:
    made = office.fine("PUT", ADDRESS, a_course())
    for address in (
        "/courses/262/262-4107",
        "/courses/by-external-id/web-1",
        f"/courses/by-id/{made['id']}",
    ):
        assert office.fine("GET", address) == made


def test_a_course_can_be_made_by_external_id(office: Program) -> None:
    office.fine(
        "PUT",
        "/courses/by-external-id/7",
        a_course(external_id="7") | {"semester": "262", "number": "262-1"},
    )
    assert Course.objects.get().number == "262-1"


def test_what_a_new_course_lacks_is_named(office: Program) -> None:
    answer = office.ask("PUT", "/courses/by-external-id/7", {"title": "Englisch"})
    assert (answer.status, answer.json["code"]) == (422, "course_fields_missing")
    assert answer.json["errors"][0]["pointer"] == "#/semester"


def test_fields_left_out_stay_as_they_are(office: Program) -> None:
    office.fine("PUT", ADDRESS, a_course(maximum=12))
    changed = office.fine("PUT", ADDRESS, {"title": "Englisch B2"})
    assert (changed["title"], changed["maximum"], changed["days"]) == ("Englisch B2", 12, 2)


def test_days_keep_their_ids_and_what_is_not_named_stops_taking_place(office: Program) -> None:
    before = office.fine("PUT", ADDRESS, a_course())["course_days"]
    sent = [{"date": "2026-09-09", "room": "online"}, {"date": "2026-09-16"}]
    after = office.fine("PUT", f"{ADDRESS}/days", {"course_days": sent})
    assert dates(after) == {"2026-09-02": False, "2026-09-09": True, "2026-09-16": True}
    kept = [day["id"] for day in after["course_days"] if day["date"] == "2026-09-09"]
    assert kept == [before[1]["id"]]
    again = office.fine("PUT", ADDRESS, a_course())
    assert dates(again) == {"2026-09-02": True, "2026-09-09": True, "2026-09-16": False}


def test_days_the_office_entered_by_hand_are_left_alone(office: Program) -> None:
    make_course(days=weekly(date(2026, 9, 2), 1))
    sent = {"course_days": [{"date": "2026-10-07", "starts_at": "18:00", "ends_at": "19:30"}]}
    assert dates(office.fine("PUT", f"{ADDRESS}/days", sent)) == {
        "2026-09-02": True,
        "2026-10-07": True,
    }


def test_a_day_sent_twice_is_refused_and_nothing_is_kept(office: Program) -> None:
    twice = a_course(course_days=[{"date": "2026-09-02"}, {"date": "2026-09-02"}])
    answer = office.ask("PUT", ADDRESS, twice)
    assert (answer.status, answer.json["code"]) == (422, "day_twice")
    assert not Course.objects.exists()


def test_who_changed_a_course_meanwhile_is_not_overwritten(office: Program) -> None:
    read = office.ask("PUT", ADDRESS, a_course())
    office.fine("PUT", ADDRESS, {"title": "Englisch B2"})
    late = office.ask("PUT", ADDRESS, {"title": "Englisch C1"}, If_Match=read.headers["ETag"])
    assert (late.status, late.json["code"]) == (412, "changed_meanwhile")
    now = office.ask("GET", ADDRESS).headers["ETag"]
    assert office.ask("PUT", ADDRESS, {"title": "Englisch C1"}, If_Match=now).status == 200


def test_an_external_id_names_one_course(office: Program) -> None:
    office.fine("PUT", ADDRESS, a_course())
    answer = office.ask("PUT", "/courses/262/262-9", a_course())
    assert (answer.status, answer.json["code"]) == (422, "external_id_taken")


def test_the_list_is_paged_and_filtered(office: Program) -> None:
    for number in range(5):
        make_course(f"262-{number}", software="Zoom" if number else None)
    seen, cursor, pages = [], "", 0
    while cursor is not None:
        page = office.fine("GET", f"/courses?limit=2&cursor={cursor}")
        seen += [each["number"] for each in page["courses"]]
        cursor, pages = page["next"], pages + 1
    assert (seen, pages) == ([f"262-{number}" for number in range(5)], 3)
    offline = office.fine("GET", "/courses?online=false")["courses"]
    assert [each["number"] for each in offline] == ["262-0"]
    later = office.fine("GET", "/courses?changed_since=2027-01-01T00:00:00Z")
    assert later["courses"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_whatever_its_length(
    office: Program, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_course(f"262-{number}", days=weekly(date(2026, 9, 2), 2))
    office.fine("GET", "/courses")  # notes that the token is used
    with django_assert_num_queries(6):
        office.fine("GET", "/courses")


def test_a_course_is_deleted_and_then_not_there(office: Program) -> None:
    office.fine("PUT", ADDRESS, a_course())
    assert office.ask("DELETE", ADDRESS).status == 204
    assert office.ask("DELETE", ADDRESS).json["code"] == "course_unknown"


def test_online_details_are_set_by_name(office: Program) -> None:
    office.fine("PUT", ADDRESS, a_course())
    set_ = office.fine("PUT", f"{ADDRESS}/online", {"online": True, "software": "Zoom"})
    assert (set_["online"], set_["software"]) == (True, "Zoom")
    wrong = office.ask("PUT", f"{ADDRESS}/online", {"software": "zoom"}, Accept_Language="en")
    assert (wrong.status, wrong.json["code"]) == (422, "software_spelling")
