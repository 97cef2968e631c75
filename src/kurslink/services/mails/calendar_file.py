"""The calendar file that goes with a mail."""

from datetime import datetime

from kurslink.models import Course, Institution
from kurslink.services.exports.course_calendar import personal_days
from kurslink.services.variables.course_values import Values
from kurslink.sources.calendar_writer import write_calendar


def calendar_for(course: Course, values: Values, *, institution: Institution, now: datetime) -> str:
    """The days of `course` (from `with_sequence`) as an iCalendar text, with the person's link.

    Events keep their UID for ever, so that a later file moves or cancels them.
    """
    days = personal_days(course, values, instance_id=institution.instance_id)
    return write_calendar(institution.name, days, written_at=now).decode()
