"""The values of a course's variables, and of those of the institution, of who asks."""

from datetime import date, time

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from kurslink.models import (
    Course,
    CourseDay,
    Institution,
    OnlineDetails,
    User,
)
from kurslink.planning.variables import join_emails
from kurslink.services.words.catalogue.export_variables import COURSE_DAY, NO, YES
from kurslink.services.words.sentences import in_words

Values = dict[str, str]


def with_values(courses: "QuerySet[Course]") -> "QuerySet[Course]":
    """`courses` with everything their values are made of, in a fixed number of queries."""
    online = ("online__software", "online__account", "online__host")
    return courses.select_related("semester", *online).prefetch_related(
        "days", "instructors", "online__alternatives"
    )


def course_values(course: Course) -> Values:
    """Every variable of level course, in the office's language whatever that of the moment."""
    with translation.override(settings.LANGUAGE_CODE):
        return _basics(course) | online_values(course.online)


def institution_values(institution: Institution) -> Values:
    """The variables of the group „Einrichtung"."""
    return {
        "EINR_KURZ": institution.short_name,
        "EINR_NAME": institution.name,
        "EINR_STR": institution.street,
        "EINR_ORT": institution.city,
        "EINR_WWW": institution.website,
    }


def user_values(user: User | None, institution: Institution) -> Values:
    """The variables of the group „Benutzer": of who asks or confirmed.

    What that person lacks, or all if no person asks but a command, is the standard contact's.
    """
    return {
        "BEN_TEL": (user.phone if user else "") or institution.contact_phone,
        "BEN_EMAIL": (user.email if user else "") or institution.contact_email,
    }


def times_differ(course: Course) -> bool:
    """Whether the days that take place have different times: „Uhrzeit" is not one then."""
    return len({day.times() for day in _days(course)}) > 1


def _days(course: Course) -> list[CourseDay]:
    return [day for day in course.days.all() if day.takes_place]


def _basics(course: Course) -> Values:
    days = _days(course)
    dates = [day.date for day in days]
    begin, end = _times(course, days)
    return {
        "KURSNR": course.number,
        "KURSTITEL": course.title,
        "SEMESTER": course.semester.name,
        "BEG_DATTXT": _text(min(dates, default=course.starts_on)),
        "END_DATTXT": _text(max(dates, default=course.ends_on)),
        "UHRVON": _text(begin),
        "UHRBIS": _text(end),
        "ANZ_TAGE": str(len(days)),
        "KURSTAGE": _course_days(course, days),
        "KURSORT": course.place,
        "DOZ_NAME": ", ".join(str(each) for each in course.instructors.all()),
    }


def _times(course: Course, days: list[CourseDay]) -> tuple[time | None, time | None]:
    """Those of the first day: the days are the truth about when a course takes place."""
    first = days[0].times() if days else None
    return first or (course.starts_at, course.ends_at)


def _course_days(course: Course, days: list[CourseDay]) -> str:
    """A line for each day; without days one for what the „1. Seite" says."""
    planned = [(day.date, day.times()) for day in days]
    if not planned and course.starts_on:
        begin, end = course.starts_at, course.ends_at
        planned = [(course.starts_on, (begin, end) if begin and end else None)]
    return "\n".join(_course_day(on, times) for on, times in planned)


def _course_day(on: date, times: tuple[time, time] | None) -> str:
    if times is None:
        return in_words(on)
    begin, end = map(in_words, times)
    return COURSE_DAY.format(date=in_words(on), begin=begin, end=end)


def _text(value: object) -> str:
    return "" if value is None else in_words(value)


def online_values(details: OnlineDetails) -> Values:
    """How people get in; nothing of it while the course is no online course."""
    values = {
        "WEBIN_LINK": details.link,
        "WEBIN_RUFN": details.phone_number,
        "WEBIN_TNCO": details.participant_code,
        "WEBIN_MID": details.meeting_number,
        "WEBIN_PW": details.passcode,
        "WEBIN_SW": details.software.name if details.software else "",
        "WEBIN_MOCO": details.moderator_code,
    } | _zoom(details)
    if not details.is_online:
        return {"WEBINAR": str(NO)} | dict.fromkeys(values, "")
    return {"WEBINAR": str(YES)} | values


def _zoom(details: OnlineDetails) -> Values:
    """Who holds the meeting; kept from an earlier choice, it says nothing of other software."""
    account, host = details.account, details.host
    alternatives = join_emails(each.email for each in details.alternatives.all())
    values = {
        "WEBIN_ZUGZ": account.email if account else "",
        "WEBIN_HOSZ": host.email if host else "",
        "WEBIN_ALTZ": alternatives,
    }
    return values if details.uses_zoom else dict.fromkeys(values, "")
