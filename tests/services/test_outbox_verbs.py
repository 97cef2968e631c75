"""What a person may decide about mails: take back, repeat, mark, try."""

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from kurslink.mail.server import parse_server
from kurslink.models import (
    Dispatch,
    DispatchState,
    Enrolment,
    MailArea,
    MailMessage,
    MailState,
    OutboxState,
)
from kurslink.services.cancel_mails import cancel_dispatch, cancel_mails
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.resend_mail import resend_mail
from kurslink.services.rights import SHELL, Actor, Right
from kurslink.services.send_mails import send_mails
from kurslink.services.send_test_mail import Draft, send_test_mail
from kurslink.services.settle_mails import mark_arrived, mark_printed
from kurslink.services.try_mail_server import try_mail_server
from tests.course_office import NOW, clock, make_course
from tests.enrolments import enrol
from tests.mail.post_office import PostOffice
from tests.outbox import make_mail, may_send, states

pytestmark = pytest.mark.django_db

READER = Actor("Leserin", frozenset({Right.VIEW}))
LATER = NOW + timedelta(hours=1)


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="send_mails").count()


def all_mails() -> list[MailMessage]:
    return list(MailMessage.objects.order_by("pk"))


def enrolment_mail(enrolment: Enrolment, **fields: Any) -> MailMessage:
    values: dict[str, Any] = {"enrolment": enrolment, "course": enrolment.course, "version": "v1"}
    return make_mail(**values | fields)


# --- taking back ----------------------------------------------------------------------------


def test_only_what_nobody_has_got_is_taken_back() -> None:
    for state in MailState:
        make_mail(state.value, state=state)
    assert cancel_mails(all_mails(), actor=SHELL, now=NOW) == 2
    wanted = {state.value: state.value for state in MailState}
    assert states() == wanted | {"waiting": "cancelled", "to_print": "cancelled"}
    assert cancel_mails(all_mails(), actor=SHELL, now=NOW) == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [("planned", "cancelled"), ("held", "cancelled"), ("done", "done"), ("cancelled", "cancelled")],
)
def test_a_planned_dispatch_can_be_stopped(before: str, after: str) -> None:
    dispatch = Dispatch.objects.create(
        course=make_course(),
        area=MailArea.ACCESS_DATA,
        due_at=LATER,
        state=DispatchState(before),
        placed_by="Test",
        placed_at=NOW,
    )
    assert cancel_dispatch(dispatch, actor=SHELL, now=NOW) is (before in ("planned", "held"))
    dispatch.refresh_from_db()
    assert dispatch.state == after


# --- repeating ------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["sent", "rejected", "uncertain"])
def test_a_repetition_is_a_mail_of_its_own(state: str) -> None:
    enrolment = enrol(make_course())
    mail = enrolment_mail(enrolment, state=state, attempts=3, calendar="BEGIN")
    again = resend_mail(mail, actor=SHELL, now=LATER)
    assert (again.state, again.round, again.repeats, again.attempts) == ("waiting", 1, mail, 0)
    assert again.uid != mail.uid
    kept = ("course", "enrolment", "subject", "text", "html", "calendar", "version", "to_address")
    assert [getattr(again, name) for name in kept] == [getattr(mail, name) for name in kept]
    assert (again.placed_by, again.due_at, jobs()) == ("shell", LATER, 1)
    mail.refresh_from_db()
    assert mail.state == state


def test_a_repetition_goes_to_the_address_that_was_corrected() -> None:
    mail = make_mail(state="rejected")
    again = resend_mail(mail, actor=SHELL, now=LATER, to_address="anna@beispiel.example")
    assert (again.to_address, mail.to_address) == ("anna@beispiel.example", "anna@example.org")


def test_a_mail_whose_text_is_deleted_cannot_be_repeated() -> None:
    mail = make_mail(state="sent", text="", html="")
    with pytest.raises(Refusal) as raised:
        resend_mail(mail, actor=SHELL, now=LATER)
    assert raised.value.code is RefusalCode.MAIL_TEXT_DELETED


def test_a_button_pushed_twice_sends_once() -> None:
    mail = make_mail(state="sent")
    first = resend_mail(mail, actor=SHELL, now=LATER)
    assert resend_mail(mail, actor=SHELL, now=LATER) == first
    cancel_mails([first], actor=SHELL, now=LATER)
    second = resend_mail(mail, actor=SHELL, now=LATER)
    assert second != first


def test_rounds_count_up_for_the_same_person_and_version() -> None:
    enrolment = enrol(make_course())
    mail = enrolment_mail(enrolment, state="sent")
    enrolment_mail(enrolment, state="sent", version="v2", round=7)
    again = resend_mail(mail, actor=SHELL, now=LATER)
    MailMessage.objects.filter(pk=again.pk).update(state=MailState.SENT)
    assert [again.round, resend_mail(again, actor=SHELL, now=LATER).round] == [1, 2]


@pytest.mark.parametrize("state", ["waiting", "handed_over", "cancelled", "to_print", "printed"])
def test_what_is_on_its_way_or_no_mail_is_not_repeated(state: str) -> None:
    mail = make_mail(state=state)
    with pytest.raises(Refusal) as caught:
        resend_mail(mail, actor=SHELL, now=LATER)
    assert caught.value.code is RefusalCode.MAIL_NOT_REPEATABLE
    assert MailMessage.objects.count() == 1


def test_an_address_that_is_none_is_refused() -> None:
    mail = make_mail(state="sent")
    with pytest.raises(Refusal) as caught:
        resend_mail(mail, actor=SHELL, now=LATER, to_address="anna@")
    assert caught.value.code is RefusalCode.EMAIL_INVALID


# --- what only a person knows ---------------------------------------------------------------


def test_letters_are_printed_and_uncertain_mails_have_arrived() -> None:
    make_mail("paper", state="to_print", to_address="")
    make_mail("ben", state="uncertain", problem={"code": "mail-uncertain", "data": {}})
    make_mail("cem")
    mails = all_mails()
    assert mark_printed(mails, actor=SHELL, now=LATER) == 1
    assert mark_arrived(mails, actor=SHELL, now=LATER) == 1
    assert states() == {"": "printed", "ben": "sent", "cem": "waiting"}
    assert MailMessage.objects.get(state="sent").problem is None


# --- trying ---------------------------------------------------------------------------------


def test_a_test_mail_goes_out_at_once_although_the_server_rests(
    settings: Settings, post_office: PostOffice
) -> None:
    may_send()
    settings.KURSLINK_MAIL_SERVER = parse_server("smtp://127.0.0.1:9")
    make_mail()
    send_mails(clock=clock)
    settings.KURSLINK_MAIL_SERVER = post_office.as_server()
    draft = Draft("Zugangsdaten: Englisch", "Guten Tag\n", "<p>Guten Tag</p>")
    mail = send_test_mail("brandt@vhs.example", draft, actor=SHELL, now=NOW)
    send_mails(clock=clock)
    assert post_office.taken_by() == ["brandt@vhs.example", "anna@example.org"]
    assert (mail.is_test, mail.course, jobs()) == (True, None, 1)


def test_the_server_is_tried_when_somebody_says_so() -> None:
    OutboxState.load()
    OutboxState.objects.update(next_at=LATER, failures=3)
    try_mail_server(actor=SHELL)
    assert (OutboxState.load().next_at, jobs()) == (None, 1)


def test_readers_decide_nothing() -> None:
    mail = make_mail(state="sent")
    draft = Draft("Betreff", "Text", "")
    for act in (
        lambda: cancel_mails([mail], actor=READER, now=NOW),
        lambda: resend_mail(mail, actor=READER, now=NOW),
        lambda: mark_printed([mail], actor=READER, now=NOW),
        lambda: mark_arrived([mail], actor=READER, now=NOW),
        lambda: send_test_mail("a@vhs.example", draft, actor=READER, now=NOW),
        lambda: try_mail_server(actor=READER),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code is RefusalCode.NOT_ALLOWED
    assert (states(), jobs()) == ({"anna": "sent"}, 0)
