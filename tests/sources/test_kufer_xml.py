"""A KuferSQL export as a whole: its courses in full, and which files are refused as a whole."""

import io
import socket
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from kurslink.sources import kufer_xml
from kurslink.sources.course_rows import (
    CourseRow,
    DayRow,
    InstructorRow,
    OnlineHint,
    Rejection,
    RemarkCode,
    Room,
    Salutation,
)
from kurslink.sources.errors import (
    BrokenXml,
    FileTooLarge,
    UnreadableText,
    UnsafeXml,
    WrongFileKind,
)
from kurslink.sources.file_kind import FileKind
from tests.sources.kufer_files import kufer_course, kufer_file, read

OWN_FILE = Path(__file__).with_name("kufer_own.xml")
ONLINE_ROOM = Room(name="Virtueller Raum")
CHIARA = InstructorRow(
    "1042", Salutation.MS, "Dr.", "Chiara", "Beispiel", "chiara.beispiel@example.org"
)
JUERGEN = InstructorRow("1077", Salutation.MR, "", "Jürgen", "Muster", "j.muster@example.org")


def evening(day: date, room: Room = ONLINE_ROOM) -> DayRow:
    return DayRow(day, time(18), time(19, 30), room)


def test_a_course_is_read_with_everything_we_keep() -> None:
    italian = read(OWN_FILE.read_bytes()).courses[0]
    assert italian == CourseRow(
        number="262-4711",
        semester_code="262",
        title="Italienisch A1 - online",
        subtitle="Italienisch A1 für Anfängerinnen und Anfänger - online",
        department_code="4",
        department="Sprachen",
        starts_on=date(2026, 9, 29),
        ends_on=date(2026, 12, 15),
        starts_at=time(18),
        ends_at=time(19, 30),
        minimum=8,
        maximum=14,
        enrolled=11,
        waiting=0,
        is_cancelled=False,
        place="Online",
        room=ONLINE_ROOM,
        days=tuple(
            evening(day)
            for day in (
                date(2026, 9, 29),
                date(2026, 10, 6),
                date(2026, 10, 13),
                date(2026, 11, 3),
                date(2026, 11, 10),
                date(2026, 11, 17),
                date(2026, 11, 24),
                date(2026, 12, 1),
                date(2026, 12, 8),
                date(2026, 12, 15),
            )
        ),
        instructors=(CHIARA,),
        online_hints=(OnlineHint.TITLE, OnlineHint.PLACE, OnlineHint.ROOM),
        source_line=5,
    )


def test_days_of_different_length_keep_their_times_and_their_own_instructors() -> None:
    excel = read(OWN_FILE.read_bytes()).courses[1]
    assert excel.days == (
        DayRow(date(2026, 12, 4), time(18), time(21), Room(), (JUERGEN,)),
        DayRow(date(2026, 12, 5), time(9), time(18), Room()),
    )


def test_a_cancelled_course_is_read_and_marked() -> None:
    file = read(OWN_FILE.read_bytes())
    assert [course.is_cancelled for course in file.courses] == [False, False, True]
    assert (file.warnings, file.rejected) == ((), ())


def test_a_course_without_days_and_semester_is_a_course() -> None:
    [course] = read(kufer_file(kufer_course(days=(), semester=""))).courses
    assert (course.semester_code, course.days) == (None, ())


def test_an_export_without_courses_is_empty_but_fine() -> None:
    assert read("<kurse/>").courses == ()


def test_one_unreadable_course_leaves_the_others_alone() -> None:
    good, bad = kufer_course(knr="1"), kufer_course(knr="2", beginndat="30.02.2026")
    file = read(kufer_file(good, bad, kufer_course(knr="3")))
    assert [course.number for course in file.courses] == ["1", "3"]
    data = (("value", "30.02.2026"),)
    assert file.rejected == (Rejection(28, "beginndat", RemarkCode.DATE_INVALID, "2", "262", data),)


def test_a_number_twice_in_one_semester_is_refused_the_second_time() -> None:
    file = read(kufer_file(kufer_course(knr="a-1"), kufer_course(knr="A-1")))
    assert [course.number for course in file.courses] == ["a-1"]
    assert [(r.code, r.line, r.data) for r in file.rejected] == [
        (RemarkCode.NUMBER_TWICE, 24, (("first_line", "3"),))
    ]


def test_a_number_may_return_in_another_semester() -> None:
    file = read(kufer_file(kufer_course(), kufer_course(semester="271")))
    assert [course.semester_code for course in file.courses] == ["262", "271"]


# --- wrong files


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b"  \r\n", FileKind.EMPTY),
        (b"MZ\x90\x00\x03", FileKind.PROGRAM),
        (b"\x7fELF\x02", FileKind.PROGRAM),
        (b"PK\x03\x04\x14\x00", FileKind.ZIP),
        (b"%PDF-1.7", FileKind.PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", FileKind.OLD_OFFICE),
        (b'{"kurse": []}', FileKind.JSON),
        (b"KURSNR;KURSTITEL\r\n1;Excel", FileKind.CSV),
        (b"Guten Tag", FileKind.UNKNOWN),
        (b"a\0b\0c;", FileKind.UNKNOWN),
        (b"<!DOCTYPE html><html><body>Fehler</body></html>", FileKind.HTML),
        (b"\n<html lang='de'>", FileKind.HTML),
        (b"<ANMELDUNGEN><ANMELDUNG/></ANMELDUNGEN>", FileKind.KUFER_REGISTRATIONS),
        (
            b'<openvhs:veranstaltungen xmlns:openvhs="http://www.dvv-vhs.de/Open-VHS"/>',
            FileKind.OPEN_VHS,
        ),
        (b"<!-- kurse --><kursliste/>", FileKind.OTHER_XML),
        (b'<kurse xmlns="urn:x"/>', FileKind.OTHER_XML),
        (b"<kurse", FileKind.UNKNOWN),
    ],
)
def test_another_kind_of_file_is_named(content: bytes, kind: FileKind) -> None:
    with pytest.raises(WrongFileKind) as refusal:
        read(content)
    assert refusal.value.kind is kind


@pytest.mark.parametrize(
    ("content", "line", "element"),
    [
        ("<kurse>\n<kurs>\n<knr>1</knr>\n<titel>A</tite>\n</kurs></kurse>", 4, "titel"),
        ("<kurse>\n<kurs>\n<knr>1</knr>\n", 4, "kurs"),
        ("<kurse>\n<kurs>\n<haupttitel>B&uuml;hne</haupttitel></kurs></kurse>", 3, "haupttitel"),
        ("<kurse>\n<kurs>\n<haupttitel>Obst & Wein</haupttitel></kurs></kurse>", 3, "haupttitel"),
        ("<kurse>\n<kurs><knr>&#xD800;</knr></kurs></kurse>", 2, "knr"),
        ("<kurse>\n<kurs><knr>&#0;</knr></kurs></kurse>", 2, "knr"),
        ("<kurse></kurse>\n<kurse></kurse>", 2, ""),
    ],
)
def test_a_broken_file_says_where_it_broke(content: str, line: int, element: str) -> None:
    with pytest.raises(BrokenXml) as fault:
        read(content)
    assert (fault.value.line, fault.value.element) == (line, element)


def test_nothing_of_a_broken_file_is_read() -> None:
    with pytest.raises(BrokenXml):
        read(kufer_file(*(kufer_course(knr=str(n)) for n in range(200))).replace("</kurse>", ""))


def test_a_file_beyond_the_limit_is_refused() -> None:
    content = kufer_file(kufer_course()).encode()
    assert len(kufer_xml.read_courses(io.BytesIO(content), max_bytes=len(content)).courses) == 1
    with pytest.raises(FileTooLarge) as refusal:
        kufer_xml.read_courses(io.BytesIO(content), max_bytes=len(content) - 1)
    assert refusal.value.data == {"limit": len(content) - 1}


@pytest.mark.parametrize(
    "content",
    [
        kufer_file(kufer_course(more="<x/>" * 600_000)),
        "<kurse>" + "<junk><a/></junk>" * 200_000 + "</kurse>",
    ],
)
def test_a_course_of_megabytes_is_refused_before_it_fills_the_memory(content: str) -> None:
    with pytest.raises(FileTooLarge) as refusal:
        read(content)
    assert refusal.value.data == {"limit": kufer_xml.MAX_COURSE_CHARACTERS}


def test_elements_nested_without_end_are_refused() -> None:
    with pytest.raises(BrokenXml):
        read("<kurse><kurs>" + "<a>" * 10_000)


# --- encodings


def with_umlauts(declaration: str) -> str:
    return kufer_file(kufer_course(haupttitel="Böhmische Küche – für 5 €"), declaration=declaration)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("utf-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("windows-1252", "cp1252"),
        ("Windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"),
    ],
)
def test_umlauts_arrive_in_every_declared_encoding(declared: str, codec: str) -> None:
    encoding = f' encoding="{declared}"' if declared else ""
    file = read(with_umlauts(f'<?xml version="1.0"{encoding}?>').encode(codec))
    assert [course.title for course in file.courses] == ["Böhmische Küche – für 5 €"]
    assert file.warnings == ()


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("", "cp1252"),
        ("utf-8", "cp1252"),
        ("windows-1252", "utf-8"),
        ("iso-8859-1", "utf-8-sig"),
        ("utf-7", "utf-8"),
        ("ebcdic-cp-de", "cp1252"),
        ("utf-16", "utf-8"),
    ],
)
def test_umlauts_arrive_when_the_declaration_lies_and_a_warning_says_so(
    declared: str, codec: str
) -> None:
    encoding = f' encoding="{declared}"' if declared else ""
    file = read(with_umlauts(f'<?xml version="1.0"{encoding}?>').encode(codec))
    used = "cp1252" if codec == "cp1252" else "utf-8-sig"
    assert [course.title for course in file.courses] == ["Böhmische Küche – für 5 €"]
    assert [(w.code, w.data) for w in file.warnings] == [
        (RemarkCode.ENCODING_GUESSED, (("declared", declared), ("used", used)))
    ]


def test_iso_8859_15_is_honoured() -> None:
    content = kufer_file(
        kufer_course(haupttitel="für 5 €"),
        declaration='<?xml version="1.0" encoding="ISO-8859-15"?>',
    ).encode("iso8859-15")
    assert [course.title for course in read(content).courses] == ["für 5 €"]


@pytest.mark.parametrize(
    "spoilt",
    [
        b"K\xc3\xbcche und K\xfcche",  # UTF-8 and Windows-1252 in one file
        b"half a pair \xed\xa0\xbd in UTF-8",
        b"\x81 is no character of Windows-1252",
    ],
)
def test_bytes_of_no_single_encoding_are_refused_with_their_line(spoilt: bytes) -> None:
    content = kufer_file(kufer_course(haupttitel="X")).encode().replace(b"X", spoilt)
    with pytest.raises(UnreadableText) as fault:
        read(content)
    assert fault.value.line == 6


# --- attacks


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that notices whether anybody comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def address_of(server: socket.socket) -> str:
    return f"http://127.0.0.1:{server.getsockname()[1]}/"


def nobody_came(server: socket.socket) -> bool:
    try:
        server.accept()
    except BlockingIOError:
        return True
    return False


@pytest.mark.parametrize(
    "prologue",
    [
        "<!DOCTYPE kurse>",
        '<!DOCTYPE kurse SYSTEM "http://address/kurse.dtd">',
        '<!DOCTYPE kurse [<!ENTITY a SYSTEM "http://address/a">]>',
        '<!DOCTYPE kurse [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE kurse [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        f'<!DOCTYPE kurse [<!ENTITY a "{"x" * 70_000}">]>',
        '<!DOCTYPE kurse [<!ENTITY % p SYSTEM "http://address/p"> %p;]>',
        "<!doctype kurse>",
        # A control character hides the end of the comment until it is stripped.
        '<!-- -\x01-><!DOCTYPE kurse SYSTEM "http://address/kurse.dtd"> <!-- -->',
    ],
)
def test_a_doctype_is_refused_and_nothing_is_fetched(
    prologue: str, listener: socket.socket
) -> None:
    prologue = prologue.replace("http://address/", address_of(listener))
    with pytest.raises(UnsafeXml) as refusal:
        read(f"{prologue}\n{kufer_file(kufer_course(), declaration='')}")
    assert refusal.value.data == {"construct": "DOCTYPE"}
    assert nobody_came(listener)


def test_inclusion_is_refused_with_its_line(listener: socket.socket) -> None:
    namespace = "http://www.w3.org/2001/XInclude"
    include = f'<xi:include xmlns:xi="{namespace}" href="{address_of(listener)}"/>'
    with pytest.raises(UnsafeXml) as refusal:
        read(kufer_file(kufer_course(more=f"\n{include}")))
    assert (refusal.value.line, refusal.value.element) == (12, "kurs")
    assert refusal.value.data == {"construct": "XInclude"}
    assert nobody_came(listener)


def test_style_sheets_and_schemas_are_not_fetched(listener: socket.socket) -> None:
    instruction = f'<?xml-stylesheet href="{address_of(listener)}a.xsl"?>'
    schema = (
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:noNamespaceSchemaLocation="{address_of(listener)}a.xsd"'
    )
    content = kufer_file(kufer_course(), declaration=instruction)
    assert len(read(content.replace("<kurse>", f"<kurse {schema}>")).courses) == 1
    assert nobody_came(listener)


def test_an_element_with_an_empty_prefix_is_a_broken_file() -> None:
    with pytest.raises(BrokenXml) as refusal:
        read(kufer_file(kufer_course(more="<:rs>1</:rs>")))
    assert refusal.value.line == 11


def test_a_flood_of_tiny_courses_is_too_large() -> None:
    flood = "<kurse>" + "<kurs/>" * 30_001 + "</kurse>"
    with pytest.raises(FileTooLarge) as refusal:
        read(flood)
    assert refusal.value.data == {"limit": 30_000}
