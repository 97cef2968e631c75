"""The things that are deleted, by which reports and previews count."""

from enum import StrEnum


class Thing(StrEnum):
    """What is counted, in the order it is deleted."""

    MEETINGS_AT_ZOOM = "meetings_at_zoom"
    MEETINGS_RELEASED = "meetings_released"
    MEETINGS_LEFT = "meetings_left"
    ACCESS_DATA = "access_data"
    PARTICIPANTS = "participants"
    ENROLMENTS = "enrolments"
    INSTRUCTORS = "instructors"
    MAIL_TEXTS = "mail_texts"
    MAIL_LINES = "mail_lines"
    HISTORY = "history"
    JOURNAL = "journal"


Counts = dict[Thing, int]
