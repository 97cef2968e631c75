"""What services refuse, before or without asking Zoom.

Refusal            nothing was done; `code` and `data` say why
└── Busy           somebody else is working on this course right now; try again

What Zoom refuses keeps its own tree (`zoom/errors.py`); `words/sentences.py` explains both.
"""

from enum import StrEnum


class RefusalCode(StrEnum):
    """Every reason of ours to say no; each has a sentence in the catalogue."""

    NOT_ALLOWED = "not_allowed"
    COURSE_UNKNOWN = "course_unknown"
    COURSE_AMBIGUOUS = "course_ambiguous"
    INSTRUCTOR_UNKNOWN = "instructor_unknown"
    COURSE_CANCELLED = "course_cancelled"
    NOT_ONLINE = "not_online"
    SOFTWARE_UNKNOWN = "software_unknown"
    SOFTWARE_SPELLING = "software_spelling"
    SOFTWARE_NAME_MISSING = "software_name_missing"
    SOFTWARE_EXISTS = "software_exists"
    SOFTWARE_FIXED = "software_fixed"
    SOFTWARE_IN_USE = "software_in_use"
    OTHER_SOFTWARE = "other_software"
    NO_ACCOUNT = "no_account"
    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_EXISTS = "account_exists"
    ACCOUNT_CHOICE = "account_choice"
    ACCOUNT_INACTIVE = "account_inactive"
    ACCOUNT_FIXED = "account_fixed"
    ACCOUNT_HAS_MEETINGS = "account_has_meetings"
    CREDENTIALS_MISSING = "credentials_missing"
    ADDRESS_REFUSED = "address_refused"
    PROXY_INCOMPLETE = "proxy_incomplete"
    PROXY_SERVER = "proxy_server"
    PROXY_PASSWORD_AGAIN = "proxy_password_again"  # noqa: S105  # a reason, no password
    SYSTEM_PROXY_MISSING = "system_proxy_missing"
    SYSTEM_PROXY_KIND = "system_proxy_kind"
    SYSTEM_PROXY_UNREADABLE = "system_proxy_unreadable"
    HOST_CHOICE = "host_choice"
    HOST_UNKNOWN = "host_unknown"
    HOST_NOT_LICENSED = "host_not_licensed"
    ALTERNATIVES_REFUSED = "alternatives_refused"
    NO_FREE_HOST = "no_free_host"
    NO_LICENCE = "no_licence"
    NO_LICENSED_USER = "no_licensed_user"
    DAY_WITHOUT_TIME = "day_without_time"
    DAY_UNKNOWN = "day_unknown"
    DAY_TWICE = "day_twice"
    DAY_TIME_MISSING_IN_SPRING = "day_time_missing_in_spring"
    NO_DATE = "no_date"
    NO_DAY_SELECTED = "no_day_selected"
    ALL_PAST = "all_past"
    TITLE_MISSING = "title_missing"
    PASSCODE_RULE = "passcode_rule"
    PASSCODE_CONTRADICTION = "passcode_contradiction"
    PASSCODE_STRUCTURE = "passcode_structure"
    PASSCODE_STRUCTURE_AGAINST_ZOOM = "passcode_structure_against_zoom"
    PROFILE_CONTRADICTION = "profile_contradiction"
    PROFILE_MINUTES = "profile_minutes"
    BUSY = "busy"
    STOPPED = "stopped"
    BREAKDOWN = "breakdown"
    DAY_USED_UP = "day_used_up"
    ORDER_OPEN = "order_open"
    NOTHING_TO_TRANSFER = "nothing_to_transfer"
    NO_MEETING = "no_meeting"
    OUTCOME_UNKNOWN = "outcome_unknown"
    MEETING_GONE = "meeting_gone"
    HOST_GONE = "host_gone"
    MEETING_BACK = "meeting_back"
    ZOOM_CHANGED_MEANWHILE = "zoom_changed_meanwhile"
    CHANGED_AT_ZOOM = "changed_at_zoom"
    MEETING_ATTACHED = "meeting_attached"
    MEETING_EXISTS = "meeting_exists"
    MEETING_UNDECIDED = "meeting_undecided"
    MEETING_NUMBER_UNREADABLE = "meeting_number_unreadable"
    MEETING_NOT_FOUND = "meeting_not_found"
    MEETING_HELD = "meeting_held"
    MEETING_IS_WEBINAR = "meeting_is_webinar"
    MEETING_HOST_UNKNOWN = "meeting_host_unknown"
    MEETING_NOT_OURS = "meeting_not_ours"
    PERSONAL_ROOM = "personal_room"
    INSTANT_MEETING = "instant_meeting"
    COURSE_HAS_MEETING = "course_has_meeting"
    TEXT_TOO_LONG = "text_too_long"
    LINK_INVALID = "link_invalid"
    DATES_REVERSED = "dates_reversed"
    COUNTS_REVERSED = "counts_reversed"
    FILE_TOO_LARGE = "file_too_large"
    EMAIL_INVALID = "email_invalid"
    PASSWORD_WEAK = "password_weak"  # noqa: S105  # a reason, no password
    USER_EXISTS = "user_exists"
    NAME_MISSING = "name_missing"
    ENROLMENT_EXISTS = "enrolment_exists"
    TOPIC_VARIABLE = "topic_variable"
    VARIABLE_UNKNOWN = "variable_unknown"
    VARIABLE_OF_ENROLMENT = "variable_of_enrolment"
    VARIABLE_NOT_ALLOWED = "variable_not_allowed"
    COLUMN_MEANING_UNKNOWN = "column_meaning_unknown"
    COLUMN_MEANING_TWICE = "column_meaning_twice"
    CALENDAR_OF_ENROLMENTS = "calendar_of_enrolments"
    LOCKED = "locked"
    ACTIVATION_EXPIRED = "activation_expired"
    ACTIVATION_FOREIGN = "activation_foreign"
    ACTIVATION_DAMAGED = "activation_damaged"
    ACTIVATION_NOT_NEEDED = "activation_not_needed"


class Refusal(Exception):
    """Nothing was done. `data` fills the sentence: field, page, names, numbers; never secrets."""

    def __init__(self, code: RefusalCode, **data: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.data = data


class Busy(Refusal):
    """Somebody else is working on this course right now."""

    def __init__(self, **data: object) -> None:
        super().__init__(RefusalCode.BUSY, **data)
