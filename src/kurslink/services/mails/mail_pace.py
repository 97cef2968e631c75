"""How many mails may go out now: a limit per minute, kept in the database across restarts."""

from datetime import datetime, timedelta

from kurslink.models import MailMessage, MailSettings

_MINUTE = timedelta(minutes=1)


def mails_allowed(now: datetime) -> int:
    """How many of this minute are left."""
    used = MailMessage.objects.filter(handed_over_at__gt=now - _MINUTE).count()
    return max(0, MailSettings.load().mails_per_minute - used)
