"""Senders killed at every point of a mail, and at any: nobody gets a mail twice."""

import time
from datetime import UTC, datetime

import pytest

from kurslink.models import MailMessage, MailState
from kurslink.services.mails.sending_queue import defer_sending
from tests.chaos.workers import Stable, Worker
from tests.course_office import NOW
from tests.mail.post_office import Phase, PostOffice
from tests.outbox import make_mail, make_mails, may_send, states
from tests.worker.processes import wait_until

PEOPLE = 500
KILLS = 5


def start_sender(stable: Stable, post_office: PostOffice) -> Worker:
    """A worker with a mail job in its queue."""
    defer_sending()
    return stable.start(now=NOW, concurrency=2, mail_url=post_office.server)


def nothing_waits() -> bool:
    return not MailMessage.objects.filter(
        state__in=(MailState.WAITING, MailState.HANDED_OVER)
    ).exists()


@pytest.mark.parametrize(
    ("phase", "state", "count"),
    [
        (Phase.CONNECT, "sent", 1),
        (Phase.RCPT, "sent", 1),
        (Phase.DATA, "sent", 1),
        (Phase.END, "uncertain", 0),
        (Phase.TAKEN, "uncertain", 1),
    ],
)
def test_a_sender_killed_at_any_point_of_a_mail_never_sends_it_twice(
    stable: Stable, post_office: PostOffice, phase: Phase, state: str, count: int
) -> None:
    """Before the last line the mail goes out later; after it a person decides."""
    may_send()
    make_mail("anna")
    make_mail("ben")
    hold = post_office.holds(phase)
    killed = start_sender(stable, post_office)
    hold.wait_until_reached()
    killed.kill()
    start_sender(stable, post_office)
    wait_until(nothing_waits)
    assert states() == {"anna": state, "ben": "sent"}
    wanted = ["anna@example.org"] * count + ["ben@example.org"]
    assert post_office.taken_by() == wanted


def test_five_hundred_people_get_one_mail_each_although_the_sender_dies_again_and_again(
    stable: Stable, post_office: PostOffice
) -> None:
    """Some seconds, for five hundred mails are really sent."""
    may_send()
    people = [mail.to_address for mail in make_mails(PEOPLE)]
    for kill in range(1, KILLS + 1):
        sender = start_sender(stable, post_office)
        goal = kill * PEOPLE // (KILLS + 1)
        wait_until(lambda goal=goal: post_office.count() >= goal)  # type: ignore[misc]
        sender.kill()
    start_sender(stable, post_office)
    wait_until(nothing_waits)
    taken = post_office.taken_by()
    uncertain = set(
        MailMessage.objects.filter(state=MailState.UNCERTAIN).values_list("to_address", flat=True)
    )
    assert len(taken) == len(set(taken)), "somebody got two"
    assert len(uncertain) <= KILLS, "more than one question a kill"
    assert set(people) - set(taken) <= uncertain, "somebody got nothing, and nobody is asked"


def test_a_mail_leaves_at_once(stable: Stable, post_office: PostOffice) -> None:
    """Well before the clock would wake the sender."""
    may_send()
    stable.start(now=datetime.now(UTC), mail_url=post_office.server)
    time.sleep(1)  # what it does when it starts is done
    make_mail(at=datetime.now(UTC))
    defer_sending()
    wait_until(lambda: post_office.count() == 1, seconds=3)
