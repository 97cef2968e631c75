"""Wakes the sender: a job in the transaction of the rows, so that mails leave at once."""

from procrastinate.contrib.django import app

SEND_MAILS = "send_mails"
_PRIORITY = 10  # before batches of transfers: somebody waits for a mail


def defer_sending() -> None:
    """Let a worker send what is due. One job too many finds nothing to do; one that gets lost is
    made good by the clock (worker/tasks.py).
    """
    app.configure_task(SEND_MAILS, priority=_PRIORITY).defer()
