"""Changes the box „Online-Kurs"; what Zoom owns stays Zoom's while a meeting is attached."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from kurslink.models import (
    Course,
    Event,
    Meeting,
    MeetingState,
    OnlineDetails,
    Software,
    ZoomAccount,
    ZoomUser,
)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record_changes
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.choose_host import alternatives_on_offer, require_alternatives

Row = TypeVar("Row", ZoomAccount, ZoomUser)

LIMIT = 200  # characters; longer values are refused, never cut (decision 28)

_LIMITED = (
    "link",
    "phone_number",
    "participant_code",
    "meeting_number",
    "passcode",
    "moderator_code",
)
FROM_ZOOM = ("link", "meeting_number", "passcode")
_FIXED = ("is_online", "software")
_UNSAID = (*_LIMITED, "host", "alternatives", "info")
"""Ways in, people and free texts: the journal only says that they were changed."""


@dataclass(frozen=True)
class OnlineValues:
    """All fields of the box „Online-Kurs"."""

    is_online: bool
    link: str
    phone_number: str
    participant_code: str
    meeting_number: str
    passcode: str
    software: Software | None
    account: ZoomAccount | None
    host: ZoomUser | None
    alternatives: frozenset[ZoomUser]
    moderator_code: str
    info: str


def is_attached(meeting: Meeting | None) -> bool:
    """Whether Zoom holds the course's meeting, or may hold it: an answer is outstanding."""
    if meeting is None:
        return False
    is_open = meeting.state in (MeetingState.CREATING, MeetingState.UNKNOWN)
    return meeting.is_at_zoom or is_open


def values_of(details: OnlineDetails) -> OnlineValues:
    """What the box holds now."""
    stored = {
        each.name: getattr(details, each.name)
        for each in fields(OnlineValues)
        if each.name != "alternatives"
    }
    return OnlineValues(**stored, alternatives=frozenset(details.alternatives.all()))


def edit_online_details(
    course: Course, *, actor: Actor, now: datetime, values: OnlineValues
) -> OnlineDetails:
    """Store `values`, completed as `completed_values` says.

    Raises Refusal; its data name the form field as `attribute`. MEETING_EXISTS: Zoom shall be
    switched off while a meeting exists; ask what becomes of it and call `switch_off`.
    """
    actor.require(Right.EDIT)
    with transaction.atomic():
        details, _ = OnlineDetails.objects.select_for_update().get_or_create(course=course)
        held = values_of(details)
        _require_lengths(held, values)
        if is_attached(course.current_meeting()):
            _require_kept(held, values)
        completed = completed_values(values, held=held)
        _store(details, completed)
        before, after = (_for_journal(values) for values in (held, completed))
        record_changes(actor, Event.COURSE_ONLINE_CHANGED, course, before, after, hidden=_UNSAID)
        if _concerns_zoom(held, completed):
            course.changed_at = now
            course.save(update_fields=["changed_at"])
    return details


def _require_lengths(held: OnlineValues, values: OnlineValues) -> None:
    """What is new must be short enough; a link Zoom gave may be longer and stays."""
    for name in _differing(held, values, _LIMITED):
        count = len(getattr(values, name))
        if count > LIMIT:
            raise Refusal(
                RefusalCode.TEXT_TOO_LONG,
                field=_label(name),
                count=count,
                limit=LIMIT,
                attribute=name,
            )


def _require_kept(held: OnlineValues, values: OnlineValues) -> None:
    for name in _differing(held, values, FROM_ZOOM):
        raise Refusal(RefusalCode.MEETING_ATTACHED, field=_label(name), attribute=name)
    for name in _differing(held, values, _FIXED):
        raise Refusal(RefusalCode.MEETING_EXISTS, field=_label(name), attribute=name)
    if held.account != values.account:
        raise Refusal(RefusalCode.ACCOUNT_FIXED, attribute="account")


def _differing(held: OnlineValues, values: OnlineValues, names: Iterable[str]) -> list[str]:
    return [name for name in names if getattr(held, name) != getattr(values, name)]


def _label(name: str) -> str:
    return str(OnlineDetails._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a plain column


def completed_values(values: OnlineValues, *, held: OnlineValues) -> OnlineValues:
    """What the box holds once `values` are chosen; nothing is stored.

    „Zoom" fills the only Zugang and the only licence (decision 1), and drops people of another
    Zugang. Another software gives its default link to a course without one. Raises Refusal
    naming newly chosen Alternativen that Zoom would refuse.
    """
    if values.software is None:
        return values
    if not values.software.is_zoom:
        return replace(values, link=values.link or _default_link(values, held))
    return _completed_for_zoom(values, held)


def _default_link(values: OnlineValues, held: OnlineValues) -> str:
    is_chosen = values.software is not None and values.software != held.software
    return values.software.default_link if values.software and is_chosen else ""


def _completed_for_zoom(values: OnlineValues, held: OnlineValues) -> OnlineValues:
    account = values.account or _only(ZoomAccount.objects.filter(is_active=True)[:2])
    if account is None:
        return replace(values, host=None, alternatives=frozenset())
    host = values.host if _belongs(values.host, account) else None
    alternatives = frozenset(user for user in values.alternatives if _belongs(user, account))
    require_alternatives(alternatives - held.alternatives, account)
    return replace(
        values,
        account=account,
        host=host or _only(alternatives_on_offer(account)),
        alternatives=alternatives,
    )


def _only(rows: Iterable[Row]) -> Row | None:
    found = list(rows)
    return found[0] if len(found) == 1 else None


def _belongs(user: ZoomUser | None, account: ZoomAccount) -> bool:
    return user is not None and user.account_id == account.pk


def _store(details: OnlineDetails, values: OnlineValues) -> None:
    for each in fields(values):
        if each.name != "alternatives":
            setattr(details, each.name, getattr(values, each.name))
    details.save()
    details.alternatives.set(values.alternatives)


def _for_journal(values: OnlineValues) -> dict[str, object]:
    said = {each.name: getattr(values, each.name) for each in fields(values)}
    software, account = values.software, values.account
    return said | {
        "software": software.name if software else None,
        "account": account.email if account else None,
    }


def _concerns_zoom(held: OnlineValues, values: OnlineValues) -> bool:
    return (held.host, held.alternatives) != (values.host, values.alternatives)
