"""After a backup came back nothing leaves by itself that may have left already."""

from datetime import timedelta

import pytest

from kurslink.models import (
    Dispatch,
    DispatchState,
    JournalEntry,
    MailMessage,
    MailSettings,
    MailState,
    Meeting,
    Order,
    OrderState,
)
from kurslink.services.after_restore import after_restore
from kurslink.services.place_order import place_order
from kurslink.services.rights import SHELL
from kurslink.services.words.mail_problems import explain_problem
from tests.course_office import NOW, make_course
from tests.licences import make_held_course, make_licences
from tests.mails import make_ready_course
from tests.outbox import make_mail

MADE = "2026-08-01T04:00:00+00:00"

pytestmark = pytest.mark.django_db


def test_mails_on_their_way_wait_for_a_person() -> None:
    waiting = make_mail("anna")
    over = make_mail("ben", state=MailState.HANDED_OVER)
    sent = make_mail("eva", state=MailState.SENT)
    done = after_restore(actor=SHELL, now=NOW, made_at=MADE)
    states = {mail.pk: mail.state for mail in MailMessage.objects.all()}
    assert states == {waiting.pk: "uncertain", over.pk: "uncertain", sent.pk: "sent"}
    assert done.mails == 2
    waiting.refresh_from_db()
    assert waiting.problem is not None
    assert "Sicherung" in explain_problem(waiting.problem).message


def test_a_dispatch_whose_time_came_since_is_held_and_a_later_one_stays_planned() -> None:
    course = make_ready_course()
    shared = {"course": course, "area": "access_data", "placed_by": "shell", "placed_at": NOW}
    past = Dispatch.objects.create(due_at=NOW - timedelta(hours=1), **shared)
    later = Dispatch.objects.create(due_at=NOW + timedelta(hours=1), **shared)
    assert after_restore(actor=SHELL, now=NOW, made_at=MADE).dispatches == 1
    states = {each.pk: each.state for each in Dispatch.objects.all()}
    assert states == {past.pk: DispatchState.HELD, later.pk: DispatchState.PLANNED}


def test_open_orders_are_dropped_and_meetings_compared_again() -> None:
    (host,) = make_licences("anna")
    course = make_held_course("262-1", host)
    Meeting.objects.create(
        course=course, host=host, generation=1, state="live", marker="KL-1", created_at=NOW
    )
    order = place_order(make_course("262-2"), actor=SHELL, now=NOW)
    done = after_restore(actor=SHELL, now=NOW, made_at=MADE)
    assert (done.orders, done.meetings) == (1, 1)
    assert Order.objects.get(pk=order.pk).state == OrderState.CANCELLED
    assert Meeting.objects.get().check_due_at == NOW


def test_nothing_is_sent_without_being_asked_any_more() -> None:
    MailSettings.objects.create(pk=1, sends_to_latecomers=True, reminder_days=3)
    assert after_restore(actor=SHELL, now=NOW, made_at=MADE).automatic
    held = MailSettings.load()
    assert (held.sends_to_latecomers, held.reminder_days) == (False, None)
    assert not after_restore(actor=SHELL, now=NOW, made_at=MADE).automatic


def test_the_journal_says_that_it_happened() -> None:
    after_restore(actor=SHELL, now=NOW, made_at=MADE)
    entry = JournalEntry.objects.get(event="settings.restored")
    assert entry.values == {"made_at": MADE, "mails": 0, "orders": 0}
