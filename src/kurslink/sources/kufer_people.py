"""Reads who teaches, from the course's list (`dozent`) and from single days (`termin_doz`)."""

from kurslink.sources.course_days import each_once
from kurslink.sources.course_rows import InstructorRow, RemarkCode, Salutation
from kurslink.sources.email_address import is_email_address
from kurslink.sources.german_values import read_flag
from kurslink.sources.xml_fields import Fields, place_of

_SALUTATIONS = {"W": Salutation.MS, "M": Salutation.MR, "F": Salutation.COMPANY}


def read_instructors(fields: Fields) -> tuple[InstructorRow, ...]:
    """Everybody who teaches the course, each once, the main instructor first."""
    main = fields.text_of("hauptdozent", at_most=30)
    people = each_once(
        _instructor(Fields(element, fields.remarks))
        for element in fields.element.iterfind("dozenten/dozent")
    )
    return tuple(sorted(people, key=lambda person: person.number != main or not main))


def read_day_instructors(
    fields: Fields, known: dict[str, InstructorRow]
) -> tuple[InstructorRow, ...]:
    """Who teaches on this day, with what the course's own list says about them."""
    people = each_once(
        _instructor(Fields(element, fields.remarks, prefix="termin_"))
        for element in fields.element.iterfind("termin_doz")
    )
    return tuple(known.get(person.number, person) for person in people)


def _instructor(fields: Fields) -> InstructorRow | None:
    """One person; None if nobody is named or the file says the person is not active."""
    last_name = fields.text_of("name", at_most=100)
    number = fields.text_of("dnr", "nummer", at_most=30)
    if not last_name:
        if number or fields.raw("vorname"):
            fields.remarks.warn(
                place_of(fields.element), RemarkCode.INSTRUCTOR_WITHOUT_NAME, instructor=number
            )
        return None
    if read_flag(fields.raw("aktiv")) is False:
        fields.remarks.warn(
            place_of(fields.element), RemarkCode.INSTRUCTOR_INACTIVE, instructor=number
        )
        return None
    return InstructorRow(
        number=number,
        salutation=_SALUTATIONS.get(fields.raw("geschlecht").upper(), Salutation.NONE),
        title=fields.text_of("titel", at_most=50),
        first_name=fields.text_of("vorname", at_most=100),
        last_name=last_name,
        email=_email(fields),
    )


def _email(fields: Fields) -> str:
    """The address, or "" with a warning: never two, never one that could be read as more."""
    element, text = fields.child("email"), fields.raw("email")
    if element is None or not text or is_email_address(text):
        return text
    fields.remarks.warn(place_of(element), RemarkCode.EMAIL_INVALID)
    return ""
