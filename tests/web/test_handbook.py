"""The handbook in the product: what it names exists, and every page leads to its own part."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from kurslink.models import Institution, SecondFactorRule, User
from kurslink.web.handbook_search import search
from kurslink.web.handbook_text import FOLDER, chapters, contents
from kurslink.web.page_help import PLACES
from kurslink.web.tags import EXPLAINED
from tests.course_office import make_course, weekly
from tests.web.addresses import address, patterns
from tests.web.browser import Browser

SOURCE = Path(__file__).parents[2] / "src" / "kurslink"
LABEL = re.compile(r"\*\*„([^“]+)“\*\*")
SEEN = re.compile(r"!\[([^\]]*)\]\(bilder/([\w-]+\.png)\)")


@pytest.fixture
def anybody(db: None) -> Browser:  # noqa: ARG001  # asks for the database
    return Browser(Client())


@cache
def texts() -> dict[str, str]:
    """Every file of the handbook."""
    return {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}


@cache
def words_of_the_product() -> str:
    """Templates and code, without what is only there to fit a line."""
    found = (path for kind in ("*.html", "*.py") for path in SOURCE.rglob(kind))
    return "\n".join(" ".join(path.read_text(encoding="utf-8").split()) for path in found)


def is_in_the_product(label: str) -> bool:
    """Whether `label` is a whole text: a literal, or what stands between tags of a template."""
    quoted = (f'"{label}"', f"'{label}'", f"%}} {label} {{%")
    return any(each in words_of_the_product() for each in quoted)


def anchors() -> set[str]:
    return {
        f"{name}#{each.anchor}" for name, chapter in chapters().items() for each in chapter.sections
    }


def test_every_label_the_handbook_names_is_a_text_of_the_product() -> None:
    named = {
        (name, " ".join(label.split()))
        for name, text in texts().items()
        for label in LABEL.findall(text)
    }
    assert len(named) > 200
    assert {each for each in named if not is_in_the_product(each[1])} == set()


def test_every_file_is_a_chapter_of_the_contents() -> None:
    assert {"README", *chapters()} == set(texts())


def test_no_two_headings_of_a_chapter_share_an_anchor() -> None:
    for chapter in chapters().values():
        names = [each.anchor for each in chapter.sections]
        assert len(names) == len(set(names))


def test_every_link_between_chapters_arrives() -> None:
    links = {
        f"{file or name}#{anchor}" if anchor else f"{file}"
        for name, text in texts().items()
        for file, anchor in re.findall(r"\]\((?:([\w-]+)\.md)?(?:#([^)]+))?\)", text)
    }
    assert links - anchors() - set(chapters()) == set()


def test_every_page_and_every_explained_error_leads_to_a_heading_that_is_there() -> None:
    assert set(PLACES) == set(patterns())
    assert PLACES["journal"].startswith("protokoll#")
    assert {*PLACES.values(), *EXPLAINED.values()} - anchors() == set()


def test_every_picture_is_there_with_words_for_who_does_not_see_it() -> None:
    shown = {file: words for text in texts().values() for words, file in SEEN.findall(text)}
    assert set(shown) == {path.name for path in (FOLDER / "bilder").glob("*.png")}
    assert all(finders.find(f"handbuch/{file}") for file in shown)
    assert {file for file, words in shown.items() if len(words) < 20} == set()
    assert sum(path.stat().st_size for path in (FOLDER / "bilder").iterdir()) < 3_000_000


def test_the_questions_of_the_seed_have_their_answers() -> None:
    assert [each.title for each in chapters()["fragen"].tasks][:8] == [
        "Muss ich jede Zoom-Lizenz in Kurslink eintragen?",
        "Kann ein Kurs mit einer anderen Lizenz stattfinden?",
        "Wer darf ein Meeting außer dem Host starten?",
        "Was geschieht mit unregelmäßigen Kursen?",
        "Was bedeutet „Kein ernannter Planer“?",
        "Genügt eine Education-Lizenz?",
        "Mein Kurs hat mehr als 50 Kurstage. Geht das?",
        "Brauchen Teilnehmende ein Zoom-Konto?",
    ]


@pytest.mark.parametrize("name", ["", *chapters()])
def test_every_chapter_is_shown_to_everybody(anybody: Browser, name: str) -> None:
    page = anybody.get(f"/hilfe/handbuch/{name}/" if name else "/hilfe/")
    assert page.status == 200
    assert page.texts("//h1") == [chapters()[name].title if name else contents().title]
    assert page.tree.xpath("//article//script | //article//*[@style]") == []


def test_a_chapter_that_is_not_there_is_not_found(anybody: Browser) -> None:
    assert anybody.get("/hilfe/handbuch/../README/").status == 404


def test_markup_in_a_chapter_is_text_and_its_links_are_addresses(anybody: Browser) -> None:
    page = anybody.get("/hilfe/handbuch/vorlagen/")
    assert "<KURSTITEL>" in page.texts("//article//code")
    assert "/hilfe/handbuch/benutzer/" in anybody.get("/hilfe/").tree.xpath("//article//a/@href")


def test_each_page_leads_to_its_own_help(anybody: Browser) -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    before = anybody.get("/konto/anmelden/").tree.xpath("//a[@id='page-help']/@href")
    anybody.client.force_login(User.objects.create_user("a@vhs.example", "geheim", name="A"))
    links = [
        anybody.get(address(name, course)).tree.xpath("//a[@id='page-help']/@href")
        for name in ("course_days", "licence_board", "handbook")
    ]
    assert [before, *links] == [
        ["/hilfe/handbuch/erste-schritte/#anmelden"],
        ["/hilfe/handbuch/kurs/#2-seite-kurstage-ändern"],
        ["/hilfe/handbuch/lizenzen/#sehen-welche-lizenz-frei-ist"],
        ["/hilfe/handbuch/erste-schritte/#hilfe-bekommen"],
    ]


def test_who_must_set_up_a_second_factor_can_read_how(anybody: Browser) -> None:
    Institution.load()
    Institution.objects.update(second_factor=SecondFactorRule.EVERYBODY)
    anybody.client.force_login(User.objects.create_user("a@vhs.example", "geheim", name="A"))
    assert anybody.get("/hilfe/handbuch/anmeldung/").heading == "Meine Angaben und Anmeldung"
    assert anybody.get("/kurse/").heading == "Anmeldung & Sicherheit"


def test_search_finds_the_section_whose_heading_fits_best_first() -> None:
    hits = search("HOST  wechseln")
    assert hits[0].section.title == "Den Host wechseln"
    assert "<mark>Host</mark>" in hits[0].excerpt
    assert search("") == search("gibtesnicht") == ()


def test_search_shows_what_was_asked_as_text(anybody: Browser) -> None:
    page = anybody.get("/hilfe/handbuch/", q="<b>Brief</b>")
    assert page.heading == "Im Handbuch gefunden: <b>Brief</b>"
    found = anybody.get("/hilfe/handbuch/", q="brief drucken")
    assert found.texts("//main//ul/li/a")[0] == "Briefe drucken"
