"""Takes a Zugang out of use: „Stilllegen" for a while, deleting for good."""

from datetime import datetime

from django.db import transaction

from kurslink.models import Event, ForeignMeeting, Meeting, OnlineDetails, TransferStep, ZoomAccount
from kurslink.models.meeting import HISTORY
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.journal.record import record, record_changes
from kurslink.services.rights import Actor, Right

_NAMED = 20
_CREDENTIALS = (
    "account_id",
    "client_id",
    "client_secret",
    "api_key",
    "api_secret",
    "webhook_secret",
    "token",
)


def retire_account(account: ZoomAccount, *, actor: Actor) -> None:
    """„Stilllegen": no new meetings; those there are can be changed and deleted as before."""
    _set_active(account, is_active=False, actor=actor)


def revive_account(account: ZoomAccount, *, actor: Actor) -> None:
    """Take a retired Zugang into use again."""
    _set_active(account, is_active=True, actor=actor)


def _set_active(account: ZoomAccount, *, is_active: bool, actor: Actor) -> None:
    actor.require(Right.SETTINGS)
    before = {"is_active": account.is_active}
    account.is_active = is_active
    with transaction.atomic():
        account.save(update_fields=["is_active"])
        after = {"is_active": is_active}
        record_changes(actor, Event.ACCOUNT_CHANGED, account, before, after)


def delete_account(account: ZoomAccount, *, actor: Actor, now: datetime) -> None:
    """Delete a Zugang with its secrets; nothing changes at Zoom. Courses have to choose anew.

    What meetings of the past were held with stays in the history. Raises Refusal, naming the
    courses, while a meeting of this Zugang stands for a course.
    """
    actor.require(Right.SETTINGS)
    with transaction.atomic():
        ZoomAccount.objects.select_for_update().filter(pk=account.pk).first()
        _require_no_meetings(account)
        _release_courses(account)
        _forget(account, now)
        record(actor, Event.ACCOUNT_DELETED, account)


def _require_no_meetings(account: ZoomAccount) -> None:
    held = Meeting.objects.filter(host__account=account).exclude(state__in=HISTORY)
    numbers = sorted(set(held.values_list("course__number", flat=True)))
    if numbers:
        raise Refusal(
            RefusalCode.ACCOUNT_HAS_MEETINGS,
            account=account.email,
            count=len(numbers),
            courses=numbers[:_NAMED] + ["…"] * (len(numbers) > _NAMED),
            numbers=numbers,
        )


def _release_courses(account: ZoomAccount) -> None:
    OnlineDetails.alternatives.through.objects.filter(zoomuser__account=account).delete()
    OnlineDetails.objects.filter(host__account=account).update(host=None)
    OnlineDetails.objects.filter(account=account).update(account=None)


def _forget(account: ZoomAccount, now: datetime) -> None:
    """Users no meeting names go; the others, and the Zugang, stay as names without a use."""
    ForeignMeeting.objects.filter(account=account).delete()
    hosts = Meeting.objects.values("host").union(TransferStep.objects.values("host"))
    account.users.exclude(pk__in=hosts).delete()
    account.users.update(is_offered=False, vanished_at=now)
    for name in _CREDENTIALS:
        setattr(account, name, "")
    account.is_active = False
    account.deleted_at = now
    account.save()
