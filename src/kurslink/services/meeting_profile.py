"""How the meetings of a Zugang are set up: waiting room, joining early, sound, video, e-mails."""

from dataclasses import asdict, dataclass, fields

from django.db import transaction

from kurslink.models import Event, Meeting, MeetingProfile, ZoomAccount
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record_changes
from kurslink.services.rights import Actor, Right

MINUTES = (0, 5, 10, 15)
"""How early Zoom lets people in; 0 means at any time."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The choices of the box „Meeting". `join_before_minutes` counts only with joining early."""

    waiting_room: bool = False
    join_before_host: bool = False
    join_before_minutes: int = 0
    mute_upon_entry: bool = False
    host_video: bool = False
    participant_video: bool = False
    zoom_notifications: bool = False


def profile_of(account: ZoomAccount) -> Profile:
    """The profile of a Zugang; everything off while none was saved."""
    row = MeetingProfile.objects.filter(account=account).first()
    if row is None:
        return Profile()
    return Profile(**{each.name: getattr(row, each.name) for each in fields(Profile)})


def save_profile(account: ZoomAccount, profile: Profile, *, actor: Actor) -> None:
    """Store the profile; the next transfer of each course sends what differs.

    What Zoom overrode so far is tried again then: the account may have been unlocked. Raises
    Refusal(PROFILE_CONTRADICTION, PROFILE_MINUTES).
    """
    actor.require(Right.SETTINGS)
    _require_possible(profile)
    before, values = asdict(profile_of(account)), asdict(profile)
    with transaction.atomic():
        MeetingProfile.objects.update_or_create(account=account, defaults=values)
        Meeting.objects.filter(host__account=account).exclude(overridden={}).update(overridden={})
        record_changes(actor, Event.ACCOUNT_CHANGED, account, before, values)


def _require_possible(profile: Profile) -> None:
    if profile.waiting_room and profile.join_before_host:
        raise Refusal(RefusalCode.PROFILE_CONTRADICTION, attribute="join_before_host")
    if profile.join_before_minutes not in MINUTES:
        raise Refusal(
            RefusalCode.PROFILE_MINUTES,
            minutes=profile.join_before_minutes,
            attribute="join_before_minutes",
        )
