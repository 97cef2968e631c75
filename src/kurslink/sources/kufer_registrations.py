"""Reads KuferSQL's registrations (root `ANMELDUNGEN`), one registration at a time.

Shape: `ANMELDUNG/(STAMMDATEN, KURSE/KURS*)` as web shops write it for KuferSQL
(TobiasKrais/d2u_courses, lib/Cart.php). One registration may enrol several people, and who
registers need not take part. Streets, birthdays and bank accounts are never read.
"""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from kurslink.sources.course_rows import RemarkCode, Salutation
from kurslink.sources.email_address import is_email_address
from kurslink.sources.enrolment_rows import EnrolmentRow, PersonRow, Reading, RowStatus
from kurslink.sources.enrolment_status import STATUSES
from kurslink.sources.file_kind import FileKind
from kurslink.sources.german_values import read_count
from kurslink.sources.remarks import Remarks
from kurslink.sources.text_encoding import decoded, detect_encoding
from kurslink.sources.xml_fields import Fields, line_of, place_of
from kurslink.sources.xml_stream import each_element, require_kind

MAX_CHARACTERS = 2_000_000
"""No registration is longer."""

_GENDERS = {"W": Salutation.MS, "M": Salutation.MR, "F": Salutation.COMPANY}
_NO_OTHER_PERSON = {"", "-1", "0"}


def read_registrations(stream: BinaryIO, *, max_bytes: int) -> Iterator[Reading]:
    """Rows and what is wrong with rows, in order. Raises SourceError where the file breaks."""
    require_kind(stream, FileKind.KUFER_REGISTRATIONS)
    encoding = detect_encoding(stream, max_bytes=max_bytes)
    elements = each_element(
        decoded(stream, encoding), root="ANMELDUNGEN", tag="ANMELDUNG", at_most=MAX_CHARACTERS
    )
    for element in elements:
        for course in element.iterfind("KURSE/KURS"):
            yield from _enrolments(element, course)


def _enrolments(registration: etree._Element, course: etree._Element) -> Iterator[Reading]:
    """Everybody whom one registration brings into one course; all of them or nobody."""
    remarks = Remarks()
    fields = Fields(course, remarks)
    number = fields.text_of("KURSNUMMER", at_most=40)
    if not number:
        remarks.refuse(place_of(course), RemarkCode.NUMBER_MISSING)
    status = _status(fields)
    rows = [
        EnrolmentRow(line, number, None, person, status, registrant)
        for line, person, registrant in _people(registration, course, remarks)
    ]
    yield from remarks.warnings
    yield from remarks.rejections(number, None) or rows


def _status(fields: Fields) -> RowStatus:
    text = fields.raw("STATUS")
    if text.casefold() not in STATUSES:
        fields.remarks.refuse(place_of(fields.element), RemarkCode.STATUS_UNKNOWN, value=text)
    return STATUSES.get(text.casefold(), RowStatus.ENROLLED)


def _people(
    registration: etree._Element, course: etree._Element, remarks: Remarks
) -> Iterator[tuple[int, PersonRow, PersonRow | None]]:
    """Line, participant, and who registered if it was somebody else."""
    base = registration.find("STAMMDATEN")
    if base is None:
        remarks.refuse(place_of(registration), RemarkCode.NAME_MISSING)
        return
    registrant = _person(base, remarks)
    further = [
        (line_of(each), _person(each, remarks))
        for each in course.iterfind("WEITEREANM/WEITERANM/WEITERSTAMM")
    ]
    fields = Fields(course, remarks)
    if (other := fields.text_of("ABW_TNR", at_most=30)) not in _NO_OTHER_PERSON:
        yield line_of(course), PersonRow(last_name="", number=other), registrant
    elif _takes_part(registrant, fields, len(further)):
        yield line_of(course), registrant, None
    for line, person in further:
        yield line, person, registrant


def _takes_part(registrant: PersonRow, fields: Fields, further: int) -> bool:
    """Whether who registered has a place too: not if all places go to the others, nor a firm."""
    said = read_count(fields.raw("ANZAHL")) if fields.raw("ANZAHL") else None
    is_extra = bool(further) and (said == further or registrant.salutation == Salutation.COMPANY)
    found = further + (not is_extra)
    if isinstance(said, int) and said > found:
        fields.remarks.warn(
            place_of(fields.element), RemarkCode.PEOPLE_UNNAMED, said=str(said), found=str(found)
        )
    return not is_extra


def _person(element: etree._Element, remarks: Remarks) -> PersonRow:
    fields = Fields(element, remarks)
    last_name = fields.text_of("NAME", at_most=100)
    if not last_name:
        remarks.refuse(place_of(element), RemarkCode.NAME_MISSING)
    salutation, title = _address(fields)
    return PersonRow(
        last_name=last_name,
        first_name=fields.text_of("VORNAME", at_most=100),
        salutation=salutation,
        title=title,
        email=_email(element, remarks),
        phone=_contact(element, "T", remarks, at_most=50),
    )


def _address(fields: Fields) -> tuple[str, str]:
    """Salutation and academic title: shops write either into NAME_TITEL, or both."""
    words = fields.text_of("NAME_TITEL", at_most=50).split()
    spoken = [word for word in words if word in set(Salutation)]
    title = " ".join(word for word in words if word not in spoken)
    by_gender = _GENDERS.get(fields.raw("GESCHLECHT").upper(), Salutation.NONE)
    return (spoken[0] if spoken else by_gender.value), title


def _email(element: etree._Element, remarks: Remarks) -> str:
    text = _contact(element, "E", remarks, at_most=254)
    if text and not is_email_address(text):
        remarks.refuse(place_of(element), RemarkCode.EMAIL_REFUSED, value=text)
    return text


def _contact(element: etree._Element, kind: str, remarks: Remarks, *, at_most: int) -> str:
    """The first telephone number (T) or address (E); KuferSQL too uses only the main one."""
    for entry in element.iterfind("KOMMUNIKATION/KOMMUNIKATIONSEINTRAG"):
        fields = Fields(entry, remarks)
        if fields.raw("KOMMART") == kind and (text := fields.text_of("KOMMWERT", at_most=at_most)):
            return text
    return ""
