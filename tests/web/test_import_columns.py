"""What the columns of a table mean, changed on the preview and remembered for the next file."""

from kurslink.models import Course, Enrolment
from tests.course_office import make_course
from tests.web.browser import Browser
from tests.web.test_import_pages import meanings, sums, upload

UNKNOWN = ("Nr;Was;Wann;Los;Schluss\r\n262-1;Yoga für alle;29.09.2026;18:00;19:30\r\n").encode(
    "cp1252"
)
CHOICE = ["KURSNR", "KURSTITEL", "DATUM", "BEGINN", "ENDE"]
LIST = b"KURSNR;Name;Mailing\n262-4107;Zahn;zahn@x.de\n"


def test_headings_nobody_knows_can_be_given_a_meaning(office: Browser) -> None:
    page = upload(office, UNKNOWN, "kurse.csv")
    assert (page.status, page.heading) == (422, "Spalten zuordnen")
    assert page.notices == ["In der Kopfzeile fehlt die Spalte „KURSNR“."]
    page = office.post("/import/spalten/", subject="courses")
    assert (page.address, page.status) == ("/import/vorschau/", 422)
    page = office.post("/import/spalten/", subject="courses", column=CHOICE)
    assert page.notices == ["Die Spalten sind gemerkt: für alle Tabellen mit diesen Überschriften."]
    assert sums(page)["neu"] == "1"
    office.post("/import/vorschau/")
    assert Course.objects.get().title == "Yoga für alle"


def test_the_choice_holds_for_the_next_file_with_these_headings_in_any_order(
    office: Browser, system: Browser
) -> None:
    upload(office, UNKNOWN, "kurse.csv")
    office.post("/import/spalten/", subject="courses")
    office.post("/import/spalten/", subject="courses", column=CHOICE)
    turned = b"SCHLUSS;los;Wann;Was;Nr.\n19:30;18:00;30.09.2026;Chor;262-2\n"
    page = upload(system, turned, "andere.csv")
    assert (page.address, sums(page)["neu"]) == ("/import/vorschau/", "1")
    assert list(meanings(page).values()) == CHOICE[::-1]


def test_a_column_can_be_left_out_of_a_list_of_people(office: Browser) -> None:
    make_course()
    upload(office, LIST, "belegung.csv")
    page = office.post(
        "/import/spalten/", subject="enrolments", column=["KURSNR", "NACHNAME", "EMAIL"]
    )
    assert page.rows(0) == [["2", "262-4107", "Zahn", "zahn@x.de", "neu"]]
    office.post("/import/spalten/", subject="enrolments", column=["KURSNR", "NACHNAME", ""])
    office.post("/import/anmeldungen/")
    assert Enrolment.objects.get().participant.email == ""


def test_two_columns_of_one_meaning_are_refused_and_nothing_changes(office: Browser) -> None:
    make_course()
    upload(office, LIST, "belegung.csv")
    for column, message in (
        (["KURSNR", "NACHNAME", "NACHNAME"], "Zwei Spalten sollen als „NACHNAME“ gelesen werden."),
        (["KURSNR", "NACHNAME", "DATUM"], "Eine Spalte kann nicht als „DATUM“ gelesen werden."),
    ):
        page = office.post("/import/spalten/", subject="enrolments", column=column)
        assert page.notices == [message]
        assert meanings(page)["Mailing"] == "wird nicht verwendet"


def test_a_table_may_be_said_to_hold_something_else(office: Browser) -> None:
    upload(office, b"KURSNR;Titel;Vorname\n1;A;B\n", "liste.csv")
    page = office.post("/import/spalten/", subject="courses")
    assert (page.address, sums(page)["abgewiesen"]) == ("/import/vorschau/", "1")
    assert meanings(page) == {
        "KURSNR": "KURSNR",
        "Titel": "KURSTITEL",
        "Vorname": "wird nicht verwendet",
    }


def test_files_of_other_kinds_have_no_columns(office: Browser) -> None:
    assert upload(office).texts("//select[@name='column']") == []
    upload(office)
    assert office.post("/import/spalten/", subject="courses", column="x").address == (
        "/import/vorschau/"
    )


def test_without_a_file_there_is_nothing_to_choose(office: Browser, reader: Browser) -> None:
    assert office.post("/import/spalten/").address == "/import/"
    assert reader.post("/import/spalten/").status == 403


def test_importing_before_the_columns_are_chosen_asks_for_them_again(office: Browser) -> None:
    upload(office, UNKNOWN, "kurse.csv")
    for address in ("/import/vorschau/", "/import/anmeldungen/"):
        page = office.post(address)
        assert (page.status, page.heading) == (422, "Spalten zuordnen")
    assert not Course.objects.exists()
