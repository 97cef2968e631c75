"""The settings we send with a meeting, where Zoom holds others, and which it will not change."""

from collections.abc import Iterable
from dataclasses import dataclass

from kurslink.models import Meeting
from kurslink.services.meeting_profile import Profile
from kurslink.services.transfer.setting_values import Settings
from kurslink.services.words.catalogue.meeting_settings import NAMES, NUMBERS, OFF, ON
from kurslink.services.words.notices import Notice, NoticeCode

ALTERNATIVES_NOTIFIED = "alternative_hosts_email_notification"
# Participation needs no registration and no Zoom account (decision 6).
OPEN: Settings = {"approval_type": 2, "meeting_authentication": False}
NAMES_SENT = tuple(NAMES)


@dataclass(frozen=True)
class SettingDifference:
    """One setting with our value and Zoom's. If it `is_locked`, Zoom keeps its own."""

    name: str
    here: bool | int
    at_zoom: bool | int
    is_locked: bool

    @property
    def label(self) -> str:
        """What the setting is called."""
        return str(NAMES[self.name])


def wanted_settings(profile: Profile) -> Settings:
    """Everything a meeting made by this profile shall have."""
    early = {"jbh_time": profile.join_before_minutes} if profile.join_before_host else {}
    return {
        "waiting_room": profile.waiting_room,
        "join_before_host": profile.join_before_host,
        **early,
        "mute_upon_entry": profile.mute_upon_entry,
        "host_video": profile.host_video,
        "participant_video": profile.participant_video,
        "email_notification": profile.zoom_notifications,
        ALTERNATIVES_NOTIFIED: profile.zoom_notifications,
        **OPEN,
    }


def compare_settings(
    meeting: Meeting, wanted: Settings, held: Settings
) -> tuple[SettingDifference, ...]:
    """Every setting Zoom tells us and holds otherwise than wanted.

    One that we sent before, and that Zoom answered with the very value it holds now, is locked.
    """
    return tuple(
        SettingDifference(
            name, here, held[name], _memory(here, held[name]) == meeting.overridden.get(name)
        )
        for name, here in wanted.items()
        if name in held and held[name] != here
    )


def settings_to_send(differing: Iterable[SettingDifference]) -> Settings | None:
    """What to send: nothing while only locked settings differ, else all, for they may be free."""
    listed = tuple(differing)
    if all(each.is_locked for each in listed):
        return None
    return {each.name: each.here for each in listed}


def overridden_by(differing: Iterable[SettingDifference]) -> dict[str, dict[str, bool | int]]:
    """What to remember of settings that differ although they were sent."""
    return {each.name: _memory(each.here, each.at_zoom) for each in differing}


def override_notices(differing: Iterable[SettingDifference]) -> tuple[Notice, ...]:
    """The sentence on settings Zoom keeps; what keeps people out has sentences of its own."""
    kept = [each for each in differing if each.name not in OPEN]
    if not kept:
        return ()
    words = [f"{each.label}: {in_words(each.name, each.at_zoom)}" for each in kept]
    return (Notice(NoticeCode.SETTINGS_OVERRIDDEN, {"settings": list(dict.fromkeys(words))}),)


def in_words(name: str, value: bool | int) -> str:
    """A value as people read it: „an", „aus", „5 Minuten"."""
    if name in NUMBERS:
        return str(NUMBERS[name].get(value, value))
    return str(ON if value else OFF)


def _memory(sent: bool | int, held: bool | int) -> dict[str, bool | int]:
    return {"sent": sent, "held": held}
