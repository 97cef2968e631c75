"""What the queue can be asked to do, and what recurs: each task calls one service.

A periodic task runs once, whatever the number of workers.
"""

import logging
from contextlib import suppress

from django.db import close_old_connections
from procrastinate import JobContext
from procrastinate.contrib.django import app
from structlog.contextvars import bind_contextvars, unbind_contextvars

from kurslink.services import clock
from kurslink.services.carry_out_due import carry_out_due
from kurslink.services.carry_out_order import carry_out_order, note_breakdown
from kurslink.services.check_due_meetings import check_due_meetings
from kurslink.services.checks_due import due_before_start, due_nightly
from kurslink.services.errors import Refusal
from kurslink.services.forget_old import forget_old
from kurslink.services.journal.seal import seal_entries
from kurslink.services.mails.sending_queue import SEND_MAILS, defer_sending
from kurslink.services.orders.queue import course_number, token_of_job
from kurslink.services.rights import BACKGROUND
from kurslink.services.run_retention import RUNS_AT, run_retention
from kurslink.services.send_by_itself import send_by_itself
from kurslink.services.send_mails import send_mails
from kurslink.services.sweep_all import sweep_all
from kurslink.services.wake_orders import wake_orders
from kurslink.services.webhooks.collect import collect_deliveries
from kurslink.services.webhooks.deliver import deliver_due

FIRST = 20  # before every order: what keeps the queue itself healthy

log = logging.getLogger(__name__)


@app.task(name="carry_out", pass_context=True)
def carry_out(context: JobContext, order_id: int) -> None:
    """Work on one order."""
    token = token_of_job(context.job.id or 0)
    close_old_connections()  # the thread's own may have died since its last order
    bind_contextvars(order=order_id)
    try:
        bind_contextvars(course=course_number(order_id))
        carry_out_order(order_id, clock=clock.now, token=token)
    except Exception:  # an entrance: whatever is wrong with one order must not stop the others
        log.exception("order %s broke down", order_id)
        close_old_connections()  # it may have been the database's fault
        note_breakdown(token, now=clock.now())
    finally:
        unbind_contextvars("order", "course")


@app.periodic(cron="* * * * * */5")
@app.task(name="wake_orders", priority=FIRST)
def wake(timestamp: int) -> None:  # noqa: ARG001  # the queue passes the moment it was meant for
    """Queue what is due and take over what dead workers left."""
    close_old_connections()
    wake_orders(now=clock.now())


@app.periodic(cron="* * * * * */5")
@app.task(name=SEND_MAILS, priority=FIRST)
def send(timestamp: int = 0) -> None:  # noqa: ARG001  # as above; none where a mail was written
    """Send what is due for a while; what is left is sent by the next job."""
    close_old_connections()
    if send_mails(clock=clock.now):
        defer_sending()


@app.periodic(cron="* * * * * */10")
@app.task(name="seal_journal", lock="seal_journal", queueing_lock="seal_journal")
def seal_journal(timestamp: int) -> None:  # noqa: ARG001  # as above
    """Give what was noted since its place in the chain of the journal."""
    close_old_connections()
    seal_entries()


@app.periodic(cron="* * * * * */5")
@app.task(name="tell_webhooks", lock="tell_webhooks", queueing_lock="tell_webhooks")
def tell_webhooks(timestamp: int) -> None:  # noqa: ARG001  # as above
    """Tell programs what happened since, and again what they have not heard yet."""
    close_old_connections()
    collect_deliveries(now=clock.now())
    deliver_due(clock=clock.now)


@app.periodic(cron="* * * * *")
@app.task(name="carry_out_due", lock="carry_out_due", queueing_lock="carry_out_due")
def carry_out_what_is_due(timestamp: int) -> None:  # noqa: ARG001  # as above
    """Write the mails whose time has come."""
    close_old_connections()
    carry_out_due(now=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="send_by_itself", lock="send_by_itself", queueing_lock="send_by_itself")
def send_unasked(timestamp: int) -> None:  # noqa: ARG001  # as above
    """Write the mails the office lets be written by themselves."""
    close_old_connections()
    send_by_itself(now=clock.now())


@app.periodic(cron="* * * * * */30")
@app.task(name="check_meetings", lock="check_meetings", queueing_lock="check_meetings")
def check_meetings(timestamp: int) -> None:  # noqa: ARG001  # as above
    """Compare with Zoom what is due."""
    with suppress(Refusal):  # locked: the pages say so
        check_due_meetings(actor=BACKGROUND, clock=clock.now)


@app.periodic(cron="13 1 * * *")
@app.task(name="due_nightly")
def nightly(timestamp: int) -> None:  # noqa: ARG001  # as above
    """Let every meeting be compared with Zoom once a day, and forget what is of no use."""
    due_nightly(now=clock.now())
    forget_old(now=clock.now())


@app.periodic(cron=f"{RUNS_AT.minute} {RUNS_AT.hour} * * *")
@app.task(name="run_retention", lock="run_retention", queueing_lock="run_retention")
def delete_what_is_over(timestamp: int) -> None:  # noqa: ARG001  # as above
    """Delete personal data whose period is over (Löschlauf)."""
    close_old_connections()
    run_retention(actor=BACKGROUND, clock=clock.now)


@app.periodic(cron="0 4 * * *")
@app.task(name="due_before_start")
def before_start(timestamp: int) -> None:  # noqa: ARG001  # as above
    """Each morning before the office opens (UTC): today's and tomorrow's courses."""
    close_old_connections()
    due_before_start(actor=BACKGROUND, now=clock.now())


@app.periodic(cron="7 * * * *")
@app.task(name="sweep_meetings", lock="sweep_meetings", queueing_lock="sweep_meetings")
def sweep_meetings(timestamp: int) -> None:  # noqa: ARG001  # as above
    """Find meetings that went astray; also done when a worker starts (worker/run.py)."""
    with suppress(Refusal):
        for report in sweep_all(actor=BACKGROUND, clock=clock.now):
            for host in report.unread:
                log.warning("meetings of %s could not be read: %s", host.host, host.error)
            for meeting_id, error in report.undone:
                log.warning("second meeting %s could not be deleted: %s", meeting_id, error)
