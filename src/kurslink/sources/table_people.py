"""Reads who teaches from the cells of a table: one person in columns, or names in one cell."""

import re
from collections.abc import Iterator

from kurslink.sources.course_rows import InstructorRow, RemarkCode, Salutation
from kurslink.sources.email_address import is_email_address
from kurslink.sources.table_line import TableLine

_TITLES = re.compile(r"(?:(?:Prof|Dr|Dipl|Mag|Ing|M\.?A|B\.?A)\b[\w.\-]*\s+)+")
_SALUTATION = re.compile(r"(Frau|Herrn?)\s+")


def read_table_instructors(line: TableLine) -> Iterator[InstructorRow]:
    """Everybody a row names: „Dr. Erika Muster; Meier, Hans“, or parts in columns of their own."""
    text = line.text_of("instructors")
    number = line.text_of("instructor_number")
    email, first_name = _email(line), line.text_of("instructor_first_name")
    if not text:
        return
    if first_name:
        yield InstructorRow(number, Salutation.NONE, "", first_name, text, email)
        return
    names = [name for part in text.split(";") if (name := part.strip())]
    for name in names:
        alone = len(names) == 1
        yield _named(name, number if alone else "", email if alone else "")


def _email(line: TableLine) -> str:
    """The address, or "" with a warning: who teaches is known without it."""
    text = line.text_of("instructor_email")
    if not text or is_email_address(text):
        return text
    line.remarks.warn(line.place_of("instructor_email"), RemarkCode.EMAIL_INVALID)
    return ""


def _named(text: str, number: str, email: str) -> InstructorRow:
    salutation = Salutation.NONE
    if spoken := _SALUTATION.match(text):
        salutation = Salutation.MS if spoken[1] == "Frau" else Salutation.MR
        text = text[spoken.end() :]
    title = ""
    if found := _TITLES.match(text):
        title, text = found[0].strip(), text[found.end() :]
    last_name, comma, first_name = (part.strip() for part in text.partition(","))
    if not comma:
        first_name, _, last_name = (part.strip() for part in text.rpartition(" "))
    return InstructorRow(number, salutation, title, first_name, last_name, email)
