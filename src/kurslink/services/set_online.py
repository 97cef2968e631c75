"""Switches a course to an online course with a software, Zugang and Host."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kurslink.models import ZOOM, Course, OnlineDetails, Software, ZoomAccount, ZoomUser
from kurslink.services.accounts import get_account
from kurslink.services.edit_online_details import edit_online_details, values_of
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.read_licences import read_if_never_read
from kurslink.services.rights import Actor, Right
from kurslink.services.transfer.choose_host import account_for


@dataclass(frozen=True, kw_only=True)
class OnlineChoice:
    """What to set; None leaves a value as it is. Zugang, Host and Alternativen by e-mail."""

    is_online: bool | None = None
    software: str | None = None
    account: str | None = None
    host: str | None = None
    alternatives: Sequence[str] | None = None


def set_online(course: Course, choice: OnlineChoice, *, actor: Actor, now: datetime) -> None:
    """Store the choice, completed as in the box „Online-Kurs".

    Raises Refusal naming what does not exist or cannot change now.
    """
    actor.require(Right.EDIT)
    apply_choice(course, choice, now=now)
    values = values_of(course.online)
    if choice.alternatives is not None:
        hosts = [_get_host(course.online, email, now) for email in choice.alternatives]
        values = replace(values, alternatives=frozenset(hosts))
    edit_online_details(course, actor=actor, now=now, values=values)
    course.online.refresh_from_db()


def apply_choice(course: Course, choice: OnlineChoice, *, now: datetime) -> None:
    """Set the choice on `course.online` without saving, as a dry run does.

    Raises Refusal; ZoomError where the users of the Zugang have to be read first (decision 11).
    """
    details = course.online
    if choice.is_online is not None:
        details.is_online = choice.is_online
    if choice.software is not None:
        details.software = get_software(choice.software)
    if choice.account is not None:
        _set_account(details, get_account(choice.account))
    if choice.host is not None:
        details.host = _get_host(details, choice.host, now)


def by_name(course: Course, host: str | None) -> OnlineChoice:
    """What naming a course for transfer means: an online course with Zoom, unless it says else.

    Only an empty „Software" becomes Zoom. Raises Refusal(OTHER_SOFTWARE) before anything changes.
    """
    details = course.online
    if details.software is not None and not details.uses_zoom:
        raise Refusal(RefusalCode.OTHER_SOFTWARE, software=details.software.name)
    return OnlineChoice(
        is_online=None if details.is_online else True,
        software=ZOOM if details.software is None else None,
        host=host,
    )


def get_software(name: str) -> Software:
    """The entry with exactly this name. Raises Refusal; another spelling of „Zoom" has its own."""
    software = Software.objects.filter(name=name).first()
    if software is not None:
        return software
    if name.strip().casefold() == ZOOM.casefold():
        raise Refusal(RefusalCode.SOFTWARE_SPELLING, name=name)
    known = list(Software.objects.filter(is_active=True).values_list("name", flat=True))
    raise Refusal(RefusalCode.SOFTWARE_UNKNOWN, name=name, known=known)


def _set_account(details: OnlineDetails, account: ZoomAccount) -> None:
    if details.account_id not in (None, account.pk) and details.course.current_meeting():
        raise Refusal(RefusalCode.ACCOUNT_FIXED)
    if details.account_id != account.pk:
        details.host = None
    details.account = account


def _get_host(details: OnlineDetails, email: str, now: datetime) -> ZoomUser:
    account = account_for(details)
    read_if_never_read(account, now=now)
    host = account.users.filter(email__iexact=email.strip(), vanished_at=None).first()
    if host is None:
        raise Refusal(RefusalCode.HOST_UNKNOWN, host=email, account=account.email)
    return host
