"""Time slots for calls to one Zoom account, handed out by the database to all workers."""

from collections.abc import Callable

from django.db import connection

from kurslink.models import ZoomAccount
from kurslink.zoom.errors import Circumstances, RateLimited
from kurslink.zoom.pace import PER_SECOND, Label

# Of the limit, so that the jitter of the network makes no 429; measured in benchmarks/bulk.py.
SHARE = 0.97
# A worker that would have to wait longer gives its work back instead of sleeping.
LONGEST_WAIT = 5.0

# Generic cell rate algorithm: each call gets the slot after the latest one handed out. The clock is
# the database's, so machines need not agree. After a 429 the part of the limit we use recovers by
# half a per cent a second: whoever shares the account goes on sharing it.
_TAKE_SLOT = """
    INSERT INTO kurslink_callrate AS rate (account_id, label, taken_at, share)
    VALUES (%(account)s, %(label)s, clock_timestamp(), 1)
    ON CONFLICT (account_id, label) DO UPDATE SET taken_at = greatest(
        clock_timestamp(),
        rate.taken_at + make_interval(secs => %(pause)s / least(1, rate.share + 0.005
            * coalesce(extract(epoch FROM clock_timestamp() - rate.slowed_at), 200)))
    )
    WHERE rate.taken_at < clock_timestamp() + make_interval(secs => %(longest)s)
    RETURNING extract(epoch FROM taken_at - clock_timestamp())
"""
_SLOW_DOWN = """
    UPDATE kurslink_callrate SET slowed_at = clock_timestamp(), share = 0.8 * least(1, share + 0.005
        * coalesce(extract(epoch FROM clock_timestamp() - slowed_at), 200))
    WHERE account_id = %(account)s AND label = %(label)s
    AND (slowed_at IS NULL OR slowed_at < clock_timestamp() - interval '1 second')
"""


class SharedPace:
    """A Pace (zoom/pace.py) for one account, the same for all workers of all machines."""

    def __init__(self, account: ZoomAccount, *, sleep: Callable[[float], None]) -> None:
        self._account_id = account.pk
        self._limits = PER_SECOND[account.plan]
        self._sleep = sleep

    def wait(self, label: Label) -> None:
        """Sleep until the next slot. Raises RateLimited if too many wait already."""
        parameters = {
            "account": self._account_id,
            "label": label.value,
            "pause": 1 / (self._limits[label] * SHARE),
            "longest": LONGEST_WAIT,
        }
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_SLOT, parameters)
            slot = cursor.fetchone()
        if slot is None:
            message = "too many calls wait for this account"
            raise RateLimited(message, Circumstances("wait"), retry_after=LONGEST_WAIT)
        if (seconds := float(slot[0])) > 0:
            self._sleep(seconds)

    def slow_down(self, label: Label) -> None:
        """Use a smaller part of the limit for a while; at most once a second."""
        with connection.cursor() as cursor:
            cursor.execute(_SLOW_DOWN, {"account": self._account_id, "label": label.value})
