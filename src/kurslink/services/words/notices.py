"""What a clerk should know although nothing stands in the way."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class NoticeCode(StrEnum):
    """Each has a sentence in the catalogue."""

    DAYS_NOT_IN_ZOOM = "days_not_in_zoom"
    TIME_DOES_NOT_EXIST = "time_does_not_exist"
    TIME_HAPPENS_TWICE = "time_happens_twice"
    PAST_LEFT_OUT = "past_left_out"
    FIRST_PAGE_DIFFERS = "first_page_differs"
    TOPIC_CUT = "topic_cut"
    BASIC_HOST = "basic_host"
    HOST_KEPT = "host_kept"
    HOST_BUSY = "host_busy"
    OVERWRITES_ZOOM = "overwrites_zoom"
    LOGIN_DEMANDED = "login_demanded"
    REGISTRATION_DEMANDED = "registration_demanded"
    SWITCHED_ON = "switched_on"
    PASSCODE_RULE_STRICTER = "passcode_rule_stricter"
    SETTINGS_OVERRIDDEN = "settings_overridden"
    USER_VANISHED = "user_vanished"
    ENTERED_BY_HAND = "entered_by_hand"
    INSTRUCTORS_FIRST = "instructors_first"


@dataclass(frozen=True)
class Notice:
    """One remark; `data` fills its sentence."""

    code: NoticeCode
    data: dict[str, Any] = field(default_factory=dict)
