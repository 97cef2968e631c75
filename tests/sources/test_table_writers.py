"""Tables in files, read back by other programs: every text arrives as it was."""

import csv
import io
import re
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kurslink.sources.csv_writer import guarded, write_csv
from kurslink.sources.xlsx_writer import write_xlsx

HEADER = ["KURSNR", "WEBIN_PW"]
DANGEROUS = ["=cmd|' /C calc'!A0", "@SUM(A1)", "+49 30 1", "-1", "\tx", "\rx", "'=1", "''+1"]
DIGITS = ["012345", "81234567890", "000", "1e5", "2026-09-01"]
LINES = ["zwei\nZeilen", 'mit "Zeichen"; so', "", "Höß 😀", " =1"]


def read_csv(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(file: bytes) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0)
    return [[*row] for row in sheet.to_python()]


def test_a_csv_file_begins_with_its_byte_order_mark_and_has_semicolons() -> None:
    assert write_csv(HEADER, [("1", "2")]) == b'\xef\xbb\xbf"KURSNR";"WEBIN_PW"\r\n"1";"2"\r\n'


@pytest.mark.parametrize("cell", DANGEROUS)
def test_no_cell_of_a_csv_file_begins_like_a_formula(cell: str) -> None:
    assert read_csv(write_csv(HEADER, [(cell, "x")]))[1] == [f"'{cell}", "x"]


@pytest.mark.parametrize("cell", DIGITS + LINES)
def test_other_cells_of_a_csv_file_are_as_they_were(cell: str) -> None:
    assert read_csv(write_csv(HEADER, [(cell, "x")]))[1] == [cell, "x"]


@given(st.text(alphabet="'=+-@\t\ra1", max_size=8))
def test_a_guard_can_be_taken_away_again(cell: str) -> None:
    assert re.sub(r"^'(?='*[=+\-@\t\r])", "", guarded(cell)) == cell


@pytest.mark.parametrize("cell", [*DANGEROUS, *DIGITS, *LINES, "https://zoom.example/j/1?pwd=a"])
def test_every_cell_of_a_workbook_is_the_text_it_was(cell: str) -> None:
    assert read_xlsx(write_xlsx("Kurse", HEADER, [(cell, "x")])) == [HEADER, [cell, "x"]]


def test_a_workbook_holds_no_formula_number_or_link() -> None:
    file = write_xlsx("Kurse", HEADER, [("=1+1", "012345"), ("https://a.example", "1")])
    with ZipFile(io.BytesIO(file)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f>|<v>|<hyperlink", sheet) == []


def test_a_workbook_names_its_sheet_and_takes_many_rows() -> None:
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(write_xlsx("Kurse", HEADER, ((str(n), "") for n in range(2000))))
    )
    assert (book.sheet_names, book.get_sheet_by_index(0).height) == (["Kurse"], 2001)
