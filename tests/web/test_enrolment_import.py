"""Import of enrolments on the page: choose, look, take over."""

from pathlib import Path

from kurslink.models import Enrolment
from tests.course_office import make_course
from tests.web.browser import Browser
from tests.web.test_import_pages import sums, upload

LIST = (
    "Kursnummer;Vorname;Name;E-Mail-Adresse;Status\r\n"
    "262-4107;Anna;Müller;anna@example.org;A\r\n"
    "262-4107;Ben;Albers;ben@example;A\r\n"
).encode("cp1252")


def test_the_preview_names_row_and_column_and_changes_nothing(office: Browser) -> None:
    make_course()
    page = upload(office, LIST, "belegung.csv")
    assert page.address == "/import/anmeldungen/"
    assert (sums(page)["neu"], sums(page)["abgewiesen"]) == ("1", "1")
    assert page.rows(0) == [
        [
            "3",
            "E-Mail-Adresse",
            "262-4107",
            "„ben@example“ ist keine einzelne gültige E-Mail-Adresse.",
        ]
    ]
    assert page.rows(1) == [["2", "262-4107", "Anna Müller", "anna@example.org", "neu"]]
    assert not Enrolment.objects.exists()


def test_importing_takes_over_what_the_preview_showed(office: Browser, tmp_path: Path) -> None:
    course = make_course()
    announced = sums(upload(office, LIST, "belegung.csv"))
    page = office.post("/import/anmeldungen/")
    assert page.notices == [
        "Die Datei „belegung.csv“ ist übernommen.",
        "1 Eintrag ist abgewiesen und nicht übernommen.",
    ]
    assert sums(page) == announced
    assert [row[1] for row in office.get(f"/kurse/{course.pk}/belegung/").rows()] == ["Anna Müller"]
    assert list(tmp_path.glob("kurslink-import-*")) == []


def test_a_changed_address_and_code_are_told_the_code_without_its_value(office: Browser) -> None:
    make_course()
    head = b"TNR;KURSNR;NACHNAME;EMAIL;ONLINEPW\n"
    for content in (head + b"7;262-4107;Kurz;alt@x.de;geheim1\n", head):
        upload(office, content + b"8;262-4107;Zahn;;\n", "a.csv")
        office.post("/import/anmeldungen/")
    page = upload(office, head + b"7;262-4107;Kurz;neu@x.de;geheim2\n8;262-4107;Zahn;;\n", "a.csv")
    assert page.texts("//ul[@class='words']/li") == [
        "E-Mail: alt@x.de → neu@x.de",
        "Passwort: geändert",
        "wieder im Export",
    ]


def test_the_same_list_again_has_nothing_to_import(office: Browser) -> None:
    make_course()
    upload(office, LIST, "belegung.csv")
    office.post("/import/anmeldungen/")
    page = upload(office, LIST, "belegung.csv")
    assert page.is_disabled("import")
    assert page.notices == [
        "Die Datei ändert nichts: Alle ihre Anmeldungen stehen schon so in Kurslink."
    ]


def test_a_table_without_a_needed_column_is_explained(office: Browser) -> None:
    page = upload(office, b"KURSNR;VORNAME\n1;A\n", "a.csv")
    assert (page.status, page.notices) == (422, ["In der Kopfzeile fehlt die Spalte „NACHNAME“."])


def test_an_archive_that_is_no_workbook_is_explained(office: Browser) -> None:
    page = upload(office, b"PK\x03\x04 kein Excel", "a.xlsx")
    assert page.notices == ["Die Datei ist keine lesbare Excel-Arbeitsmappe (.xlsx)."]


def test_readers_import_nothing(reader: Browser) -> None:
    assert upload(reader, LIST, "a.csv").status == 403
    assert reader.post("/import/anmeldungen/").status == 403
