"""A list of course days is read whole, or refused with the row that is wrong."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.sources.day_list import MAX_BYTES, ListedDay, read_day_list
from kurslink.sources.errors import (
    DayListError,
    DayListProblem,
    FileTooLarge,
    UnreadableText,
    WrongFileKind,
)

HEADER = "date,start,end,room\n"
ONE_DAY = ListedDay(
    2,
    datetime.fromisoformat("2026-09-02T16:00"),
    datetime.fromisoformat("2026-09-02T17:30"),
    "Raum 1",
)


def refused(text: str) -> tuple[DayListProblem, int]:
    with pytest.raises(DayListError) as refusal:
        read_day_list(text.encode())
    return refusal.value.problem, refusal.value.line


@pytest.mark.parametrize(
    "text",
    [
        "date,start,end,room\n2026-09-02,16:00,17:30,Raum 1\n",
        "date;start;end;room\r\n02.09.2026;16:00;17:30;Raum 1",
        "date\tstart\tend\troom\r2026-09-02\t16:00:00\t17:30:00\tRaum 1\r",
        "Datum;Beginn;Ende;Raum\nMi. 02.09.2026;16.00 Uhr;17.30 Uhr;Raum 1\n",
        "Raum;Bis;Von;Datum\nRaum 1;17:30;16:00;2.9.2026\n",
        ' Date , Start , End , Room \n"2026-09-02","16:00","17:30","Raum 1"\n',
        "date,start,end,teacher,room\n2026-09-02,16:00,17:30,Meier,Raum 1\n\n,,,\n",
        "\ufeffdate,start,end,room\n2026-09-02,16:00,17:30,Raum 1\n",
    ],
)
def test_the_spellings_of_one_day(text: str) -> None:
    assert read_day_list(text.encode()) == (ONE_DAY,)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_umlauts_in_every_encoding(encoding: str) -> None:
    text = HEADER + "2026-09-02,16:00,17:30,Küche\n"
    assert read_day_list(text.encode(encoding))[0].room == "Küche"


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("22:00", "01:00", 180),
        ("16:00", "16:00", 1440),
        ("22:00", "24:00", 120),
        ("0:00", "0:01", 1),
    ],
)
def test_an_end_at_or_before_the_start_is_on_the_next_day(
    start: str, end: str, minutes: int
) -> None:
    (day,) = read_day_list(f"{HEADER}2026-09-02,{start},{end}\n".encode())
    assert day.minutes == minutes


def test_days_are_put_in_order() -> None:
    rows = "2026-09-09,16:00,17:00\n2026-09-02,18:00,19:00\n2026-09-02,9:00,10:00\n"
    assert [day.line for day in read_day_list((HEADER + rows).encode())] == [4, 3, 2]


@pytest.mark.parametrize(
    ("rows", "problem", "line"),
    [
        ("", DayListProblem.NO_ROWS, 1),
        ("2026-09-02,16:00,17:30\n2026-02-30,16:00,17:30\n", DayListProblem.DATE_INVALID, 3),
        ("2026-13-01,16:00,17:30\n", DayListProblem.DATE_INVALID, 2),
        ("02.09.26,16:00,17:30\n", DayListProblem.DATE_INVALID, 2),
        ("46267,16:00,17:30\n", DayListProblem.DATE_INVALID, 2),
        ("0001-01-01,16:00,17:30\n", DayListProblem.DATE_IMPLAUSIBLE, 2),
        ("9999-12-31,16:00,17:30\n", DayListProblem.DATE_IMPLAUSIBLE, 2),
        ("2026-09-02,25:00,17:30\n", DayListProblem.TIME_INVALID, 2),
        ("2026-09-02,24:00,17:30\n", DayListProblem.TIME_INVALID, 2),
        ("2026-09-02,16:00,abends\n", DayListProblem.TIME_INVALID, 2),
        ("2026-09-02,16:00,17:30\n\n2026-09-02,16:00,18:00\n", DayListProblem.START_TWICE, 4),
        ("2026-09-02,16:00\n", DayListProblem.CELLS_MISSING, 2),
        ("2026-09-02,,17:30\n", DayListProblem.CELLS_MISSING, 2),
        ("2026-09-02,16:00,17:30,Raum 1, oben\n", DayListProblem.CELLS_SURPLUS, 2),
        ('2026-09-02,16:00,17:30\n"2026-09-09,16:00\n', DayListProblem.QUOTES_BROKEN, 3),
        ("2026-09-02,16:00,17:30," + "x" * 200_000, DayListProblem.QUOTES_BROKEN, 2),
    ],
)
def test_a_wrong_row_refuses_the_list(rows: str, problem: DayListProblem, line: int) -> None:
    assert refused(HEADER + rows) == (problem, line)


def test_both_rows_of_one_moment_are_named() -> None:
    rows = "2026-09-02,16:00,17:30\n2.9.2026,16:00,18:00\n"
    with pytest.raises(DayListError) as refusal:
        read_day_list((HEADER + rows).encode())
    assert (refusal.value.data["first_line"], refusal.value.line) == (2, 3)


@pytest.mark.parametrize("column", ["date", "start", "end"])
def test_a_missing_column_is_named(column: str) -> None:
    names = [name for name in ("date", "start", "end", "room") if name != column]
    with pytest.raises(DayListError) as refusal:
        read_day_list((",".join(names) + "\n").encode())
    assert refusal.value.problem == DayListProblem.COLUMN_MISSING
    assert refusal.value.data["column"] == column


def test_an_empty_file_has_no_rows() -> None:
    assert refused("") == (DayListProblem.NO_ROWS, 1)
    assert refused("\n \n") == (DayListProblem.NO_ROWS, 1)


@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00", b"<!DOCTYPE html><html>", b"PK\x03\x04", b"date,start\x00,end\n"]
)
def test_another_kind_of_file_is_refused(content: bytes) -> None:
    with pytest.raises(WrongFileKind):
        read_day_list(content)


def test_a_huge_file_is_refused_unread() -> None:
    with pytest.raises(FileTooLarge):
        read_day_list(b"x" * (MAX_BYTES + 1))


def test_mixed_encodings_are_refused_with_the_line() -> None:
    rows = b"2026-09-02,16:00,17:30,K\xc3\xbcche\n2026-09-09,16:00,17:30,K\xfcche\n"
    with pytest.raises(UnreadableText) as refusal:
        read_day_list(HEADER.encode() + rows)
    assert refusal.value.line == 3


@settings(deadline=None)
@given(
    starts=st.sets(st.integers(0, 100_000), min_size=1, max_size=20),
    german=st.booleans(),
    delimiter=st.sampled_from(",;\t"),
)
def test_what_is_written_is_read(starts: set[int], german: bool, delimiter: str) -> None:
    first = datetime.fromisoformat("2026-09-01T00:00")
    moments = [first + timedelta(minutes=7 * start) for start in sorted(starts)]
    dates = "%d.%m.%Y" if german else "%Y-%m-%d"
    rows = [
        delimiter.join(
            (f"{moment:{dates}}", f"{moment:%H:%M}", f"{moment + timedelta(hours=1):%H:%M}")
        )
        for moment in moments
    ]
    text = "\n".join([delimiter.join(("date", "start", "end")), *rows])
    assert [day.start for day in read_day_list(text.encode())] == moments


def test_a_room_may_hold_delimiters_and_line_ends() -> None:
    (day, later) = read_day_list(
        (
            HEADER + '2026-09-02,16:00,17:30,"Haus A, oben\nlinks"\n2026-09-03,16:00,17:30,B\n'
        ).encode()
    )
    assert (day.room, day.line, later.line) == ("Haus A, oben\nlinks", 2, 4)
    assert later.start.date() == date(2026, 9, 3)
