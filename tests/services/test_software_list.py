"""„Software für Online-Kurse": „Zoom" is guarded, the other entries belong to the office."""

from dataclasses import replace

import pytest

from kurslink.models import ZOOM, Software
from kurslink.services.edit_online_details import edit_online_details, values_of
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.rights import SHELL, Actor
from kurslink.services.software_list import SoftwareValues, delete_software, save_software
from kurslink.services.words.sentences import explain
from tests.course_office import NOW, make_course

pytestmark = pytest.mark.django_db

FIRST = ["BigBlueButton", "Microsoft Teams", "Zoom", "edudip", "vhs.cloud"]


def names() -> list[str]:
    return sorted(Software.objects.values_list("name", flat=True))


def save(software: Software | None = None, **values: object) -> Software:
    entered = SoftwareValues(**{"name": "Webex", **values})  # type: ignore[arg-type]  # a test's wish
    return save_software(entered, actor=SHELL, software=software)


def refusal_of(software: Software | None = None, **values: object) -> Refusal:
    with pytest.raises(Refusal) as refused:
        save(software, **values)
    return refused.value


def zoom() -> Software:
    return Software.objects.get(name=ZOOM)


def test_zoom_and_the_usual_others_are_there_from_the_start() -> None:
    assert names() == FIRST


def test_an_entry_is_added_renamed_and_deactivated() -> None:
    added = save(name="  Webex ", default_link="https://webex.example/raum")
    assert (added.name, added.default_link, added.is_active) == (
        "Webex",
        "https://webex.example/raum",
        True,
    )
    save(added, name="Cisco Webex", is_active=False)
    added.refresh_from_db()
    assert (added.name, added.default_link, added.is_active) == ("Cisco Webex", "", False)


def test_a_renamed_entry_stays_with_its_courses() -> None:
    course = make_course(software="edudip")
    save(Software.objects.get(name="edudip"), name="edudip next")
    course.online.refresh_from_db()
    assert str(course.online.software) == "edudip next"


@pytest.mark.parametrize("name", ["zoom", "ZOOM", " Zoom", "Zoom ", "zOOm\u200b"])
def test_another_spelling_of_zoom_is_refused(name: str) -> None:
    refusal = refusal_of(name=name)
    assert (refusal.code, explain(refusal).hint) == (
        RefusalCode.SOFTWARE_SPELLING,
        "Verwenden Sie genau „Zoom“.",
    )
    assert names() == FIRST


def test_an_entry_cannot_be_renamed_to_zoom() -> None:
    edudip = Software.objects.get(name="edudip")
    assert refusal_of(edudip, name="Zoom").code is RefusalCode.SOFTWARE_EXISTS
    assert names() == FIRST


@pytest.mark.parametrize(
    "change", [{"name": "Zoom X"}, {"name": ZOOM, "is_active": False}, {"name": "zoom"}]
)
def test_zoom_cannot_be_changed(change: dict[str, object]) -> None:
    assert refusal_of(zoom(), **change).code is RefusalCode.SOFTWARE_FIXED
    assert zoom().is_active


def test_zoom_cannot_be_deleted() -> None:
    with pytest.raises(Refusal) as refused:
        delete_software(zoom(), actor=SHELL)
    assert refused.value.code is RefusalCode.SOFTWARE_FIXED


def test_a_second_entry_of_the_same_name_is_refused_whatever_its_case() -> None:
    refusal = refusal_of(name="EDUDIP")
    assert explain(refusal).message == "Die Software „EDUDIP“ gibt es in der Hinterlegung schon."
    assert refusal.data["attribute"] == "name"


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_an_entry_needs_a_name(name: str) -> None:
    assert refusal_of(name=name).code is RefusalCode.SOFTWARE_NAME_MISSING


def test_a_long_name_is_refused_with_its_length() -> None:
    assert explain(refusal_of(name="w" * 61)).message == (
        "„Bezeichnung“ hat 61 Zeichen; erlaubt sind 60."
    )


@pytest.mark.parametrize("link", ["webex.example", "javascript:alert(1)", "https://a b.example"])
def test_a_default_link_has_to_be_a_link(link: str) -> None:
    refusal = refusal_of(default_link=link)
    assert (refusal.code, refusal.data["attribute"]) == (RefusalCode.LINK_INVALID, "default_link")


def test_an_unused_entry_is_deleted() -> None:
    delete_software(Software.objects.get(name="edudip"), actor=SHELL)
    assert names() == [name for name in FIRST if name != "edudip"]


def test_an_entry_in_use_is_kept_and_its_courses_are_named() -> None:
    for number in range(1, 8):
        make_course(f"{number}", software="edudip")
    with pytest.raises(Refusal) as refused:
        delete_software(Software.objects.get(name="edudip"), actor=SHELL)
    assert explain(refused.value).message == (
        "„edudip“ ist in 7 Kursen eingetragen und kann nicht gelöscht werden: 1, 2, 3, 4, 5, …."
    )
    assert names() == FIRST


def test_only_who_may_change_settings_changes_the_list() -> None:
    nobody = Actor("Niemand", frozenset())
    with pytest.raises(Refusal):
        save_software(SoftwareValues(name="Webex"), actor=nobody)
    with pytest.raises(Refusal):
        delete_software(Software.objects.get(name="edudip"), actor=nobody)
    assert names() == FIRST


@pytest.mark.parametrize(
    ("before", "link", "after"),
    [
        (None, "", "https://webex.example/raum"),
        (None, "https://eigener.example", "https://eigener.example"),
        ("Webex", "", ""),
    ],
)
def test_the_default_link_fills_an_empty_link_when_the_software_is_chosen(
    before: str | None, link: str, after: str
) -> None:
    webex = save(default_link="https://webex.example/raum")
    course = make_course(software=before)
    values = replace(values_of(course.online), software=webex, link=link, is_online=True)
    edit_online_details(course, actor=SHELL, now=NOW, values=values)
    course.online.refresh_from_db()
    assert course.online.link == after
