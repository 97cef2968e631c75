"""Sending what waits: each mail once, the server's trouble apart from an address's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Thread

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from kurslink.mail.server import parse_server
from kurslink.models import Institution, MailMessage, MailState, OutboxState, Participant
from kurslink.services.mails.patience import next_look, next_try
from kurslink.services.send_mails import send_mails
from tests.course_office import NOW
from tests.enrolments import enrol, make_participant
from tests.mail.post_office import Phase, PostOffice
from tests.mails import make_instructor, make_ready_course
from tests.outbox import make_mail, make_mails, may_send, sent, states
from tests.worker.processes import database_url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(settings: Settings, post_office: PostOffice) -> Institution:
    settings.KURSLINK_MAIL_SERVER = post_office.as_server()
    return may_send()


def send(at: datetime = NOW) -> bool:
    return send_mails(clock=lambda: at)


def after(**span: float) -> datetime:
    return NOW + timedelta(**span)


def problem_code(mail: MailMessage) -> str | None:
    mail.refresh_from_db()
    return mail.problem["code"] if mail.problem else None


def test_what_is_due_is_sent_once(post_office: PostOffice) -> None:
    make_mail("anna")
    make_mail("ben", due_at=after(seconds=-1))
    make_mail("cem", due_at=after(seconds=1))
    assert send() is False
    assert send() is False
    assert post_office.taken_by() == ["ben@example.org", "anna@example.org"]
    assert states() == {"anna": "sent", "ben": "sent", "cem": "waiting"}
    mail = MailMessage.objects.get(to_address="anna@example.org")
    assert (mail.handed_over_at, mail.ended_at, mail.problem) == (NOW, NOW, None)


def test_a_mail_comes_from_the_institution_and_is_answered_to_the_contact(
    post_office: PostOffice,
) -> None:
    Institution.objects.update(contact_email="info@vhs.example")
    mail = make_mail("anna", to_name="Anna Müller", calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    send()
    (taken,) = post_office.taken()
    assert taken.header("From") == "VHS Musterstadt <kurse@vhs.example>"
    assert taken.header("To") == "Anna Müller <anna@example.org>"
    assert taken.header("Reply-To") == "info@vhs.example"
    assert taken.header("Message-ID") == f"<{mail.uid}@vhs.example>"
    assert taken.header("Date") == "Thu, 20 Aug 2026 12:00:00 +0200"
    assert (taken.text, taken.html) == (mail.text, mail.html)


def test_a_mail_goes_to_the_address_its_person_has_when_it_leaves(post_office: PostOffice) -> None:
    course = make_ready_course()
    enrolments = [enrol(course, make_participant(name)) for name in ("Alt", "Anders")]
    teacher = make_instructor(course, email="neu@beispiel.example")
    alt, anders = (
        make_mail(enrolment=each, course=course, to_name=str(each.participant), version="v")
        for each in enrolments
    )
    make_mail("max", instructor=teacher, course=course, to_name=str(teacher))
    again = make_mail("said", repeats=alt, enrolment=enrolments[0], to_name=alt.to_name, round=1)
    Participant.objects.filter(last_name="Alt").update(email="alt@beispiel.example")
    Participant.objects.filter(last_name="Anders").update(email="")
    send()
    assert post_office.taken_by() == [
        "alt@beispiel.example",
        anders.to_address,
        "neu@beispiel.example",
        again.to_address,
    ]
    alt.refresh_from_db()
    assert alt.to_address == "alt@beispiel.example"


def test_an_address_of_the_office_that_is_none_costs_no_mail_anything() -> None:
    Institution.objects.update(contact_email="info@vhs_muster.example")
    mail = make_mail()
    send()
    assert (problem_code(mail), states()) == (None, {"anna": "waiting"})
    assert (OutboxState.load().problem or {})["code"] == "mail-sender"


def test_a_test_overtakes_what_waits(post_office: PostOffice) -> None:
    make_mail("anna")
    make_mail("clerk", is_test=True)
    send()
    assert post_office.taken_by() == ["clerk@example.org", "anna@example.org"]


@pytest.mark.parametrize(
    "state", [MailState.CANCELLED, MailState.TO_PRINT, MailState.UNCERTAIN, MailState.REJECTED]
)
def test_what_does_not_wait_is_not_sent(post_office: PostOffice, state: MailState) -> None:
    make_mail(state=state)
    send()
    assert (post_office.count(), states()) == (0, {"anna": state})


# --- a single address -----------------------------------------------------------------------


@pytest.mark.parametrize("phase", [Phase.RCPT, Phase.DATA, Phase.END])
def test_a_wrong_address_does_not_stop_the_others(post_office: PostOffice, phase: Phase) -> None:
    post_office.fails(phase, "550 5.1.1 No such user here", match="ben")
    for name in ("anna", "ben", "cem"):
        make_mail(name)
    send()
    assert states() == {"anna": "sent", "ben": "rejected", "cem": "sent"}
    assert MailMessage.objects.get(state=MailState.REJECTED).problem == {
        "code": "mail-rejected",
        "data": {"status": 550, "server_text": "5.1.1 No such user here"},
    }
    assert post_office.seen(Phase.CONNECT) == 1
    assert OutboxState.load().problem is None


def test_what_is_no_address_is_rejected_without_a_server(post_office: PostOffice) -> None:
    make_mail("ann a")
    make_mail("ben")
    send()
    assert states() == {"ann a": "rejected", "ben": "sent"}
    assert post_office.seen(Phase.RCPT) == 1


@pytest.mark.parametrize("phase", [Phase.RCPT, Phase.DATA, Phase.END])
def test_what_the_server_wants_later_is_offered_later(
    post_office: PostOffice, phase: Phase
) -> None:
    post_office.fails(phase, "450 4.7.1 Greylisted", match="ben", count=2)
    ben = make_mail("ben")
    make_mail("cem")
    send()
    assert states() == {"ben": "waiting", "cem": "sent"}
    ben.refresh_from_db()
    assert (ben.due_at, ben.attempts, problem_code(ben)) == (after(minutes=5), 1, "mail-put-off")
    send(after(minutes=4))
    assert post_office.count() == 1
    send(after(minutes=5))
    ben.refresh_from_db()
    assert (ben.due_at, ben.attempts) == (after(minutes=35), 2)
    send(after(minutes=35))
    assert (states()["ben"], problem_code(ben)) == ("sent", None)


def test_after_two_days_a_mail_is_given_up(post_office: PostOffice) -> None:
    post_office.fails(Phase.RCPT, "451 4.3.0 Mailbox busy", count=99)
    mail, at = make_mail(), NOW
    while states() == {"anna": "waiting"}:
        mail.refresh_from_db()
        at = mail.due_at
        send(at)
    assert (states(), problem_code(mail)) == ({"anna": "rejected"}, "mail-given-up")
    assert timedelta(days=2) <= at - NOW < timedelta(days=2, hours=6)


def test_a_mail_that_breaks_the_connection_lets_the_others_pass(post_office: PostOffice) -> None:
    post_office.drops(Phase.DATA, match="ben", count=99)
    ben = make_mail("ben")
    make_mail("cem")
    send()
    assert (states(), problem_code(ben)) == ({"ben": "waiting", "cem": "waiting"}, "mail-lost")
    assert OutboxState.load().next_at == after(minutes=1)
    send(after(minutes=1))
    assert states() == {"ben": "waiting", "cem": "sent"}
    assert (OutboxState.load().problem, OutboxState.load().failures) == (None, 0)


@pytest.mark.parametrize("phase", [Phase.END, Phase.TAKEN])
def test_a_lost_answer_is_a_question_to_a_person(post_office: PostOffice, phase: Phase) -> None:
    post_office.drops(phase, match="ben")
    ben = make_mail("ben")
    make_mail("cem")
    for minute in range(3):
        send(after(minutes=minute))
    assert states() == {"ben": "uncertain", "cem": "sent"}
    assert (post_office.seen(Phase.END), problem_code(ben)) == (2, "mail-uncertain")


def test_what_a_dead_sender_left_is_a_question_to_a_person(post_office: PostOffice) -> None:
    mail = make_mail(state=MailState.HANDED_OVER, handed_over_at=after(seconds=-5))
    send()
    assert (states(), problem_code(mail), post_office.count()) == (
        {"anna": "uncertain"},
        "mail-uncertain",
        0,
    )


# --- the server -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "reply", "code"),
    [
        (Phase.CONNECT, "421 4.3.2 too many connections", "mail-not-now"),
        (Phase.MAIL, "550 5.7.1 not your address", "mail-sender"),
        (Phase.MAIL, "530 5.7.0 authentication required", "mail-login"),
        (Phase.RCPT, "554 5.7.1 Relay access denied", "mail-relay"),
    ],
)
def test_the_servers_trouble_costs_no_mail_anything(
    post_office: PostOffice, phase: Phase, reply: str, code: str
) -> None:
    post_office.fails(phase, reply, count=99)
    mails = make_mails(3)
    send()
    state = OutboxState.load()
    assert state.problem is not None
    assert (state.problem["code"], state.failures, state.next_at) == (code, 1, after(minutes=1))
    assert {(m.state, m.attempts, m.due_at) for m in MailMessage.objects.all()} == {
        (MailState.WAITING, 0, NOW)
    }
    assert post_office.seen(phase) == 1, f"{len(mails)} mails, one try"


def test_trouble_that_comes_with_one_mail_only_does_not_stop_the_others(
    post_office: PostOffice,
) -> None:
    post_office.fails(Phase.RCPT, "550 5.7.1 unable to relay", match="person000", count=99)
    make_mails(3)
    send(after(seconds=1))
    assert states() == dict.fromkeys(("person000", "person001", "person002"), "waiting")
    send(after(minutes=2))
    assert states() == {"person000": "waiting", "person001": "sent", "person002": "sent"}


def test_a_server_that_is_away_is_tried_less_and_less_often(
    settings: Settings, post_office: PostOffice
) -> None:
    settings.KURSLINK_MAIL_SERVER = parse_server("smtp://127.0.0.1:9")
    make_mail()
    pauses, at = [], NOW
    for _ in range(6):
        send(at)
        next_at = OutboxState.load().next_at
        assert next_at is not None
        send(next_at - timedelta(seconds=1))  # too early: nothing happens
        pauses.append((next_at - at).total_seconds() / 60)
        at = next_at
    assert pauses == [1, 2, 4, 8, 15, 15]
    settings.KURSLINK_MAIL_SERVER = post_office.as_server()
    send(at)
    assert (states(), OutboxState.load().next_at) == ({"anna": "sent"}, None)


def test_without_a_server_mails_wait_and_the_state_says_so(settings: Settings) -> None:
    settings.KURSLINK_MAIL_SERVER = None
    make_mail()
    send()
    assert states() == {"anna": "waiting"}
    assert OutboxState.load().problem == {"code": "mail_server_missing", "data": {}}


def test_without_a_sender_mails_wait_and_leave_as_soon_as_there_is_one() -> None:
    Institution.objects.update(sender_address="")
    make_mail()
    send()
    assert OutboxState.load().problem == {"code": "mail_sender_missing", "data": {}}
    Institution.objects.update(sender_address="kurse@vhs.example")
    send()
    assert (states(), OutboxState.load().problem) == ({"anna": "sent"}, None)


# --- pace and turns -------------------------------------------------------------------------


def test_no_minute_has_more_than_it_may(post_office: PostOffice) -> None:
    may_send(per_minute=10)
    make_mails(25)
    counts = []
    for seconds in (0, 5, 59, 60, 61, 119, 120):
        send(after(seconds=seconds))
        counts.append(post_office.count())
    assert counts == [10, 10, 10, 20, 20, 20, 25]


def test_a_restart_forgets_nothing_of_the_minute(post_office: PostOffice) -> None:
    may_send(per_minute=3)
    for name in ("a", "b"):
        make_mail(name, state=MailState.SENT, handed_over_at=after(seconds=-30))
    make_mails(5)
    send()
    assert post_office.count() == 1


def test_a_sender_makes_room_for_others_after_a_while(post_office: PostOffice) -> None:
    make_mails(5)
    times = iter([NOW] * 8 + [after(seconds=21)] * 99)
    assert send_mails(clock=lambda: next(times)) is True
    assert 0 < post_office.count() < 5
    assert send(after(seconds=22)) is False
    assert post_office.count() == 5


@contextmanager
def another_sender() -> Iterator[None]:
    """Somebody else, on a connection of their own, holds the turn."""
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [0x6B75_6D61])
        yield
        other.execute("SELECT pg_advisory_unlock_all()")


def test_one_sends_and_the_other_leaves(post_office: PostOffice) -> None:
    make_mail()
    with another_sender():
        send()
        assert post_office.count() == 0
    send()
    assert post_office.count() == 1


def test_what_somebody_else_hands_over_is_left_alone() -> None:
    make_mail("anna", state=MailState.HANDED_OVER)
    with another_sender():
        send()
    assert states() == {"anna": "handed_over"}


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(post_office: PostOffice) -> None:
    make_mails(30)

    def work() -> None:
        try:
            for _ in range(3):
                send()
        finally:
            connection.close()

    senders = [Thread(target=work) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(post_office.taken_by()) == [f"person{n:03}@example.org" for n in range(30)]
    assert sent() == 30


@pytest.mark.django_db(transaction=True)
def test_a_mail_cancelled_at_the_last_moment_is_not_sent(post_office: PostOffice) -> None:
    mail = make_mail()
    make_mail("ben")
    hold = post_office.holds(Phase.DATA)

    def work() -> None:
        try:
            send()
        finally:
            connection.close()

    sender = Thread(target=work)
    sender.start()
    hold.wait_until_reached()
    MailMessage.objects.filter(pk=mail.pk).update(state=MailState.CANCELLED)
    hold.release()
    sender.join()
    assert states() == {"anna": "cancelled", "ben": "sent"}
    assert post_office.taken_by() == ["ben@example.org"]


def test_patience_grows() -> None:
    tries, attempts = [], 1
    while next_at := next_try(attempts, NOW):
        tries.append((next_at - NOW).total_seconds() / 60)
        attempts += 1
    assert tries == [5, 30, 120, *[360] * 8]
    assert [next_look(n, NOW) - NOW for n in (1, 5, 99)] == [
        timedelta(minutes=minutes) for minutes in (1, 15, 15)
    ]
