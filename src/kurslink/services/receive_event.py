"""Takes an event of Zoom's for what it is, a hint: the meeting it names is to be looked at."""

from datetime import datetime

from kurslink.models import Meeting, ZoomAccount
from kurslink.models.meeting import HISTORY
from kurslink.zoom.webhooks import (
    EVENTS,
    Challenge,
    Delivery,
    MeetingEvent,
    answer_to,
    read_delivery,
)


def find_listener(account_id: int) -> ZoomAccount | None:
    """The Zugang that waits for events; None without a secret, there is nothing to prove then.

    A retired one listens on: its meetings stand. Raises EncryptionError if no key opens the secret.
    """
    listening = ZoomAccount.objects.filter(pk=account_id).only("account_id", "webhook_secret")
    account = listening.first()
    return account if account and account.webhook_secret else None


def receive_event(
    delivery: Delivery, *, account: ZoomAccount, now: datetime
) -> dict[str, str] | None:
    """Note that the meeting of an event is to be checked; return what Zoom wants back, if anything.

    There is no actor: whoever knows the secret of `account` is Zoom. Raises NotFromZoom. Doing it
    twice, late or in another order comes to the same, because nothing of the content is believed.
    """
    secret = account.webhook_secret
    message = read_delivery(delivery, secret=secret, now=now)
    if isinstance(message, Challenge):
        return answer_to(message, secret=secret)
    if message and message.name in EVENTS and _is_of(account, message):
        _want_check(account, message.meeting_id, now)
    return None


def _is_of(account: ZoomAccount, event: MeetingEvent) -> bool:
    """A Zugang of the older kind does not know its Account-ID."""
    return account.account_id in ("", event.account_id)


def _want_check(account: ZoomAccount, zoom_meeting_id: int, now: datetime) -> None:
    """Ask for a look at the meeting from now on: one that is going on may have begun too early."""
    held = Meeting.objects.filter(zoom_meeting_id=zoom_meeting_id, host__account=account)
    held.exclude(state__in=HISTORY).update(check_due_at=now)
