"""Files of enrolments: what offices write is understood, what could harm is refused."""

import io
from pathlib import Path

import pytest

from kurslink.sources.course_rows import Rejection, RemarkCode, SourceWarning
from kurslink.sources.enrolment_file import read_enrolments
from kurslink.sources.enrolment_rows import EnrolmentRow, PersonRow, Reading, RowStatus
from kurslink.sources.errors import (
    BrokenTable,
    BrokenWorkbook,
    EmptyTable,
    FileTooLarge,
    SourceError,
    UnsafeWorkbook,
    UnsafeXml,
    WrongEnrolmentFile,
)
from tests.sources.workbooks import texts, workbook

ANNA = EnrolmentRow(
    2,
    "262-1",
    None,
    PersonRow("Müller", "Anna", "Frau", "Dr.", "anna@example.org"),
    RowStatus.ENROLLED,
)
CSV = (
    "KURSNR;ANREDE;TITEL;VORNAME;NACHNAME;EMAIL;STATUS\n"
    "262-1;Frau;Dr.;Anna;Müller;anna@example.org;A\n"
)


def read(content: bytes | str) -> list[Reading]:
    data = content.encode() if isinstance(content, str) else content
    return list(read_enrolments(io.BytesIO(data)).readings)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separator_line_ends_and_encoding_are_found_out(
    separator: str, ends: str, codec: str
) -> None:
    text = CSV.replace(";", separator).replace("\n", ends)
    assert read(text.encode(codec)) == [ANNA]


def test_german_headings_in_any_order_are_recognised() -> None:
    text = "E-Mail-Adresse;Nachname;Vorname;Titel;Anrede;Kursnummer;Bemerkung;Status\n"
    row = "anna@example.org;Müller;Anna;Dr.;Frau;262-1;egal;angemeldet\n"
    assert read(text + row) == [ANNA]


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", "@SUM(1)", "+49 170 1", "-1", "=1+1"])
def test_what_looks_like_a_formula_stays_text_with_or_without_an_apostrophe(formula: str) -> None:
    for written in (formula, f"'{formula}"):
        [row] = read(f"KURSNR;NACHNAME;TELEFON\n1;A;{written}\n")
        assert isinstance(row, EnrolmentRow)
        assert row.person.phone == formula


def test_everything_wrong_with_a_row_is_named_with_its_column() -> None:
    long = "x" * 101
    header = "Kursnummer;Name;Vorname;E-Mail;Status\n"
    assert read(header + f";;{long};a@b.de, c@d.de;X\n1;B;;;\n") == [
        Rejection(2, "Kursnummer", RemarkCode.NUMBER_MISSING),
        Rejection(2, "Name", RemarkCode.NAME_MISSING),
        Rejection(2, "Vorname", RemarkCode.TOO_LONG, data=(("count", "101"), ("limit", "100"))),
        Rejection(2, "E-Mail", RemarkCode.EMAIL_REFUSED, data=(("value", "a@b.de, c@d.de"),)),
        Rejection(2, "Status", RemarkCode.STATUS_UNKNOWN, data=(("value", "X"),)),
        EnrolmentRow(3, "1", None, PersonRow("B"), RowStatus.ENROLLED),
    ]


def test_own_access_data_of_201_characters_are_refused() -> None:
    [said] = read("KURSNR;NACHNAME;ONLINELINK\n1;A;" + "x" * 201 + "\n")
    assert said == Rejection(
        2, "ONLINELINK", RemarkCode.TOO_LONG, "1", None, (("count", "201"), ("limit", "200"))
    )


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"KURSNR;NACHNAME\n", EmptyTable),
        (b'KURSNR;NACHNAME\n1;"A\n' + b"2;B\n" * 60_000, BrokenTable),
        (b"KURSNR;NACHNAME\n1;" + b"x" * 3_000_000, BrokenTable),
        (b"KURSNR;NACHNAME\n1;" + b"x" * 200_000 + b"\n", BrokenTable),
        (b"MZ\x90", WrongEnrolmentFile),
        (b"<html>", WrongEnrolmentFile),
        (b"<kurse><kurs/></kurse>", WrongEnrolmentFile),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><ANMELDUNGEN/>', UnsafeXml),
        (b"PK\x03\x04...", BrokenWorkbook),
    ],
)
def test_what_is_no_list_is_refused(content: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error):
        read(content)


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(FileTooLarge):
        read_enrolments(io.BytesIO(CSV.encode()), max_bytes=len(CSV) - 1)


# --- workbooks


def test_a_workbook_is_read_like_the_table_in_it() -> None:
    header = texts(1, *CSV.splitlines()[0].split(";"))
    row = texts(2, *CSV.splitlines()[1].split(";"))
    assert read(workbook(header + row)) == [ANNA]


def test_numbers_and_formulas_of_a_workbook_are_texts() -> None:
    header = texts(3, "KURSNR", "NACHNAME", "TNR")
    row = (
        '<row r="5"><c r="A5"><v>4107</v></c><c r="B5" t="inlineStr"><is><t>=A1</t></is></c>'
        '<c r="C5"><f>1+1</f><v>2</v></c></row>'
    )
    [read_row] = read(workbook(header + row))
    person = PersonRow("=A1", number="2")
    assert read_row == EnrolmentRow(5, "4107", None, person, RowStatus.ENROLLED)


def shared(text: str, *, uses: int) -> bytes:
    """A workbook in which so many cells name one shared string."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, uses + 1))
    return workbook(rows, **{"xl__sharedStrings.xml": f"<sst><si><t>{text}</t></si></sst>"})


@pytest.mark.parametrize(
    ("book", "error"),
    [
        (workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), FileTooLarge),
        (workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>'), FileTooLarge),
        (workbook("<row/>" * 200_001), UnsafeWorkbook),
        (workbook(texts(1, "A"), xl__media__a=b"\0" * 4_000_000), UnsafeWorkbook),
        (workbook(texts(1, "A"), xl__vbaProject_bin=b"x"), UnsafeWorkbook),
        (workbook(texts(1, "A"), xl__externalLinks__externalLink1=b"x"), UnsafeWorkbook),
        (workbook("<row><c></row>"), BrokenWorkbook),
        (workbook(f'<row r="{"9" * 5000}"><c r="A1"/></row>'), BrokenWorkbook),
        (workbook(texts(1, "A") + '<row r="200000"><c r="CV200000"/></row>'), FileTooLarge),
        (workbook(f"<row>{'<c/>' * 101}</row>"), FileTooLarge),
        (shared("x" * 50_001, uses=2_000), FileTooLarge),
        (workbook(""), EmptyTable),
    ],
    ids=[
        "far cell",
        "far column",
        "rows",
        "bomb",
        "macros",
        "references",
        "damaged",
        "endless number",
        "wide and long",
        "cells without a place",
        "one text often",
        "empty",
    ],
)
def test_a_workbook_that_unfolds_acts_or_is_damaged_is_refused(
    book: bytes, error: type[SourceError]
) -> None:
    with pytest.raises(error):
        read(book)


def test_elements_that_nobody_reads_do_not_fill_the_memory() -> None:
    noise = "".join(
        f'<x b="{n * 2_654_435_761 % 2**32}"/>' for n in range(200_001)
    )  # no ratio tells
    with pytest.raises(UnsafeWorkbook):
        read(workbook(noise))


def test_a_sheet_behind_another_name_is_measured_too() -> None:
    far = '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(FileTooLarge):
        read(workbook(texts(1, "A"), **{"xl__hidden.xml": far}))


# --- registrations


def test_registrations_know_participants_and_who_registered_them() -> None:
    anna = PersonRow("Müller", "Anna", "Frau", "", "anna.mueller@example.org", "0123 456")
    jens = PersonRow("Müller", "Jens", "Herr")
    sample = Path(__file__).parent / "kufer_registrations_own.xml"
    assert read(sample.read_bytes()) == [
        EnrolmentRow(17, "262-4711", None, anna, RowStatus.ENROLLED),
        EnrolmentRow(21, "262-4711", None, jens, RowStatus.ENROLLED, registrant=anna),
    ]


def registration(people: str, base: str = "<NAME>Kurz</NAME>", count: str = "") -> str:
    return (
        f"<ANMELDUNGEN><ANMELDUNG><STAMMDATEN>{base}</STAMMDATEN><KURSE><KURS>"
        f"<KURSNUMMER>1</KURSNUMMER><STATUS>A</STATUS><ANZAHL>{count}</ANZAHL>{people}"
        "</KURS></KURSE></ANMELDUNG></ANMELDUNGEN>"
    )


CHILD = (
    "<WEITEREANM><WEITERANM><TYP>K</TYP><WEITERSTAMM><NAME>Kind</NAME></WEITERSTAMM></WEITERANM>"
    "</WEITEREANM>"
)


@pytest.mark.parametrize(
    ("xml", "names"),
    [
        (registration(CHILD, count="1"), ["Kind"]),
        (registration(CHILD, count="2"), ["Kurz", "Kind"]),
        (registration(CHILD, "<NAME>GmbH</NAME><GESCHLECHT>F</GESCHLECHT>"), ["Kind"]),
        (registration("<ABW_TNR>77</ABW_TNR>"), [""]),
    ],
    ids=["all places are the child's", "both", "a firm", "a number only"],
)
def test_who_registers_need_not_take_part(xml: str, names: list[str]) -> None:
    rows = [each for each in read(xml) if isinstance(each, EnrolmentRow)]
    assert [row.person.last_name for row in rows] == names


def test_places_without_a_name_are_told() -> None:
    warning, _row = read(registration("", count="3"))
    data = (("said", "3"), ("found", "1"))
    assert warning == SourceWarning(1, "KURS", RemarkCode.PEOPLE_UNNAMED, data)
