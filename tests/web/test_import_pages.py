"""Import: choose, look, take over; and what happens to files that are none."""

import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from kurslink.models import Course, Role, User
from tests.web.browser import Browser, Shown

SAMPLE = Path(__file__).parent.parent / "sources" / "kufer_own.xml"
UPLOAD_HANDLERS = [
    "kurslink.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]


def upload(browser: Browser, content: bytes | None = None, name: str = "internet.xml") -> Shown:
    data = SAMPLE.read_bytes() if content is None else content
    return browser.post("/import/", file=SimpleUploadedFile(name, data), semester="")


def sums(page: Shown) -> dict[str, str]:
    return dict(zip(page.texts("//dl//dt"), page.texts("//dl//dd"), strict=True))


def test_the_preview_changes_nothing_and_says_what_it_would(office: Browser) -> None:
    page = upload(office)
    assert page.address == "/import/vorschau/"
    assert page.heading == "Das würde der Import ändern"
    assert list(sums(page)) == [
        "neu",
        "geändert",
        "unverändert",
        "nicht mehr im Export",
        "abgewiesen",
        "Hinweise",
    ]
    assert Course.objects.count() == 0
    assert "262-4711" in [row[1] for row in page.rows()]


def test_importing_takes_over_what_the_preview_showed(office: Browser) -> None:
    announced = sums(upload(office))
    page = office.post("/import/vorschau/")
    assert page.notices == ["Die Datei „internet.xml“ ist übernommen."]
    assert sums(page) == announced
    assert Course.objects.count() == int(announced["neu"])


def test_the_same_file_again_has_nothing_to_import(office: Browser) -> None:
    first = sums(upload(office))
    office.post("/import/vorschau/")
    page = upload(office)
    assert (sums(page)["neu"], sums(page)["unverändert"]) == ("0", first["neu"])
    assert page.is_disabled("import")
    assert page.notices == ["Die Datei ändert nichts: Alle ihre Kurse stehen schon so in Kurslink."]


def test_a_changed_course_says_what_changes(office: Browser) -> None:
    upload(office)
    office.post("/import/vorschau/")
    Course.objects.filter(number="262-4711").update(title="Alt", maximum=12)
    page = upload(office)
    assert page.texts("//ul[@class='words']/li") == [
        "Titel: Alt → Italienisch A1 - online",
        "Teilnehmende höchstens: 12 → 14",
    ]


def test_the_file_is_deleted_after_the_import(office: Browser, tmp_path: Path) -> None:
    upload(office)
    assert len(list(tmp_path.glob("kurslink-import-*"))) == 1
    office.post("/import/vorschau/")
    assert list(tmp_path.glob("kurslink-import-*")) == []


def test_another_upload_replaces_the_first(office: Browser, tmp_path: Path) -> None:
    upload(office)
    upload(office)
    (kept,) = tmp_path.glob("kurslink-import-*")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_the_preview_belongs_to_the_person_who_uploaded(office: Browser, system: Browser) -> None:
    upload(office)
    assert system.get("/import/vorschau/").address == "/import/"
    page = system.post("/import/vorschau/")
    assert page.notices == ["Die Datei ist nicht mehr da. Wählen Sie sie neu."]
    assert Course.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF", "Das ist keine Datei mit Kursen, sondern ein PDF."),
        (
            b"<kurse><kurs><knr>1</knr>",
            "Die Datei ist beschädigt: In Zeile 1, Element „kurs“, bricht sie ab.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(
    office: Browser, tmp_path: Path, content: bytes, message: str
) -> None:
    page = upload(office, content)
    assert (page.status, page.notices) == (422, [message])
    assert list(tmp_path.glob("kurslink-import-*")) == []


def test_an_empty_choice_is_refused_at_its_field(office: Browser) -> None:
    page = office.post("/import/")
    assert (page.status, page.errors) == (422, ["Wählen Sie eine Datei."])


def test_a_file_over_the_limit_is_given_up_while_it_arrives(
    office: Browser, settings: Settings, tmp_path: Path
) -> None:
    settings.FILE_UPLOAD_HANDLERS = UPLOAD_HANDLERS
    settings.KURSLINK_MAX_UPLOAD = 1024**2
    page = upload(office, b"<kurse>" + b" " * 2 * 1024**2)
    assert (page.status, page.notices) == (422, ["Die Datei ist größer als 1 MB."])
    assert list(tmp_path.glob("kurslink-import-*")) == []


def test_a_file_at_the_limit_passes_the_bounded_handler(
    office: Browser, settings: Settings
) -> None:
    settings.FILE_UPLOAD_HANDLERS = UPLOAD_HANDLERS
    settings.KURSLINK_MAX_UPLOAD = SAMPLE.stat().st_size
    assert upload(office).address == "/import/vorschau/"


def test_without_an_import_there_is_no_result(office: Browser) -> None:
    assert office.get("/import/ergebnis/").address == "/import/"


# --- tables


def meanings(page: Shown) -> dict[str, str]:
    """What each column of the shown table is taken for."""
    labels = page.texts("//label[starts-with(@for, 'column-')]")
    chosen = [
        select.xpath("option[@selected]/text()") or ["wird nicht verwendet"]
        for select in page.tree.xpath("//select[@name='column']")
    ]
    headings = [label.removeprefix("Spalte „").removesuffix("“") for label in labels]
    return {heading: text for heading, (text,) in zip(headings, chosen, strict=True)}


TABLE = (
    "Kursnummer;Titel;Datum;von;bis;Bemerkung\r\n"
    "262-1;Yoga für alle;29.09.2026;18:00;19:30;x\r\n"
    "262-2;Chor;30.09.2026;18:00;18:00;y\r\n"
)


def test_a_table_of_courses_names_row_and_column_and_shows_what_its_columns_mean(
    office: Browser,
) -> None:
    page = upload(office, TABLE.encode("cp1252"), "kurse.csv")
    assert page.address == "/import/vorschau/"
    assert page.rows(0) == [
        ["3", "Datum", "262-2", "Am 30.09.2026: Beginn und Ende sind gleich (18:00)."]
    ]
    assert [row[1:3] for row in page.rows(1)] == [["262-1", "Yoga für alle"]]
    assert meanings(page) == {
        "Kursnummer": "KURSNR",
        "Titel": "KURSTITEL",
        "Datum": "DATUM",
        "von": "BEGINN",
        "bis": "ENDE",
        "Bemerkung": "wird nicht verwendet",
    }
    page = office.post("/import/vorschau/")
    assert (page.heading, Course.objects.get().title) == ("Import abgeschlossen", "Yoga für alle")


def test_what_a_table_holds_can_be_said(office: Browser) -> None:
    file = SimpleUploadedFile("liste.csv", b"KURSNR;Nachname;Titel;Vorname\n1;A;B;C\n")
    page = office.post("/import/", file=file, semester="", subject="courses")
    assert page.address == "/import/vorschau/"


def test_a_damaged_workbook_is_explained_at_once(office: Browser) -> None:
    page = upload(office, b"PK\x03\x04 nichts", "kurse.xlsx")
    assert (page.status, page.notices) == (
        422,
        ["Die Datei ist keine lesbare Excel-Arbeitsmappe (.xlsx)."],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_preview_asks_the_database_as_often_for_one_course_as_for_three(
    office: Browser, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = "".join(f"262;{n};Kurs;29.09.2026;18:00;19:30\n" for n in range(count))
    head = "SEMESTER;KURSNR;KURSTITEL;DATUM;BEGINN;ENDE\n"
    upload(office, (head + rows).encode(), "kurse.csv")
    office.post("/import/vorschau/")
    upload(office, (head + rows.replace("Kurs", "Neu")).encode(), "kurse.csv")
    with django_assert_num_queries(11):
        office.get("/import/vorschau/")


def test_a_file_that_was_only_looked_at_goes_when_somebody_signs_out(
    office: Browser, tmp_path: Path
) -> None:
    upload(office)
    office.post("/konto/abmelden/")
    assert list(tmp_path.glob("kurslink-import-*")) == []


def test_whoever_signs_in_clears_up_what_was_left_yesterday(
    office: Browser, tmp_path: Path
) -> None:
    upload(office)
    (kept,) = tmp_path.glob("kurslink-import-*")
    User.objects.create_user("b@vhs.example", "ein-langes-passwort", name="B", role=Role.READER)
    sign_in = {"login": "b@vhs.example", "password": "ein-langes-passwort"}
    Browser(Client()).post("/konto/anmelden/", **sign_in)
    assert kept.exists()
    os.utime(kept, (0, 0))
    Browser(Client()).post("/konto/anmelden/", **sign_in)
    assert not kept.exists()
