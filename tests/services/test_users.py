"""People who may sign in: invited, changed, switched off; one who can change it back stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings as held_settings
from pytest_django import Settings

from kurslink.models import Institution, Invitation, MailMessage, MailSecret, MailState, Role, User
from kurslink.services.accept_invitation import accept_invitation, find_invitation
from kurslink.services.change_user import UserValues, change_user, end_sessions
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.forget_old import forget_old
from kurslink.services.invite_user import LASTS, Invited, invite_again, invite_user
from kurslink.services.mails.outgoing import letter_of
from kurslink.services.resend_mail import resend_mail
from kurslink.services.rights import SHELL, Actor, Right, actor_for
from kurslink.services.send_mails import send_mails
from kurslink.services.stored_secrets import SecretColumn, stored_secrets
from kurslink.services.words.catalogue.account_mails import LINK
from tests.course_office import NOW
from tests.mail.post_office import PostOffice
from tests.mails import make_ready, ready_to_send
from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def invite(email: str = "neu@vhs.example", role: Role = Role.OFFICE) -> Invited:
    return invite_user(email, name="Neu", role=role, actor=SHELL, now=NOW)


def token_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


@contextmanager
def refusal(code: RefusalCode) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    with pytest.raises(Refusal) as caught:
        yield caught
    assert caught.value.code is code


def test_without_a_mail_server_the_link_is_handed_over() -> None:
    invited = invite()
    assert (invited.mail, invited.until) == (None, NOW + LASTS)
    assert invited.link.startswith(f"{held_settings.KURSLINK_PUBLIC_URL}/konto/einladung/")
    assert not invited.user.has_usable_password()
    person = accept_invitation(token_of(invited.link), PASSWORD, now=NOW)
    assert person.check_password(PASSWORD)
    with refusal(RefusalCode.INVITATION_OVER):
        accept_invitation(token_of(invited.link), "ein-anderes-passwort", now=NOW)


def test_the_database_does_not_tell_the_link() -> None:
    token = token_of(invite().link)
    assert token not in repr(list(Invitation.objects.values()))


def test_an_invitation_ends_by_itself_and_by_the_next_one() -> None:
    first = invite()
    second = invite_again(first.user, actor=SHELL, now=NOW)
    with refusal(RefusalCode.INVITATION_OVER):
        find_invitation(token_of(first.link), now=NOW)
    find_invitation(token_of(second.link), now=NOW + LASTS - timedelta(seconds=1))
    with refusal(RefusalCode.INVITATION_OVER):
        find_invitation(token_of(second.link), now=NOW + LASTS)


def test_whoever_is_switched_off_or_has_a_password_is_not_invited() -> None:
    with refusal(RefusalCode.NOT_TO_INVITE):
        invite_again(make_user(), actor=SHELL, now=NOW)
    invited = invite()
    User.objects.filter(pk=invited.user.pk).update(is_active=False)
    with refusal(RefusalCode.NOT_TO_INVITE):
        invite_again(invited.user, actor=SHELL, now=NOW)
    with refusal(RefusalCode.INVITATION_OVER):
        accept_invitation(token_of(invited.link), PASSWORD, now=NOW)


def test_a_weak_password_leaves_the_invitation_open() -> None:
    token = token_of(invite().link)
    with refusal(RefusalCode.PASSWORD_WEAK):
        accept_invitation(token, "12345678", now=NOW)
    accept_invitation(token, PASSWORD, now=NOW)


@pytest.mark.parametrize(
    ("email", "name", "code"),
    [
        ("neu@vhs.example", " ", RefusalCode.USER_NAME_MISSING),
        ("a@b,c@d", "Neu", RefusalCode.EMAIL_INVALID),
        ("ANNA@vhs.example", "Neu", RefusalCode.USER_EXISTS),
    ],
)
def test_who_cannot_be_invited(email: str, name: str, code: RefusalCode) -> None:
    make_user()
    with refusal(code):
        invite_user(email, name=name, role=Role.READER, actor=SHELL, now=NOW)


def test_the_outbox_does_not_tell_the_link_but_the_mail_does() -> None:
    with ready_to_send():
        invited = invite()
    assert (invited.mail is not None, invited.link) == (True, "")
    mail, secret = MailMessage.objects.get(), MailSecret.objects.get()
    assert (mail.text.count(LINK), secret.link in mail.text) == (1, False)
    letter = letter_of(mail, Institution.load(), now=NOW)
    assert letter.text == mail.text.replace(LINK, secret.link)
    assert find_invitation(token_of(secret.link), now=NOW).user == invited.user
    assert [each.model for each in stored_secrets() if isinstance(each, SecretColumn)] == [
        MailSecret
    ]


def test_a_mail_whose_link_is_gone_is_not_sent_and_holds_nobody_up(
    settings: Settings, post_office: PostOffice
) -> None:
    make_ready(settings)
    invite()
    MailSecret.objects.all().delete()
    invite("zwei@vhs.example")
    settings.KURSLINK_MAIL_SERVER = post_office.as_server()
    send_mails(clock=lambda: NOW)
    sent = [mail.state for mail in MailMessage.objects.order_by("pk")]
    assert (sent, MailSecret.objects.count()) == ([MailState.REJECTED, MailState.SENT], 0)


def test_nobody_gets_somebody_elses_link_by_sending_it_again() -> None:
    with ready_to_send():
        mail = invite().mail
    assert mail is not None
    MailMessage.objects.update(state=MailState.SENT)
    with refusal(RefusalCode.MAIL_OF_ACCOUNT):
        resend_mail(mail, actor=actor_for(make_user()), now=NOW, to_address="ich@example.org")


def test_links_of_mails_that_are_over_are_forgotten() -> None:
    with ready_to_send():
        invite()
        invite("zwei@vhs.example")
    first = MailMessage.objects.order_by("pk")[0]
    MailMessage.objects.filter(pk=first.pk).update(state=MailState.CANCELLED)
    forget_old(now=NOW)
    assert [secret.mail_id for secret in MailSecret.objects.all()] == [first.pk + 1]


def values(user: User, **changed: object) -> UserValues:
    held = {"name": user.name, "role": Role(user.role), "is_active": user.is_active}
    return UserValues(**held | changed)  # type: ignore[arg-type]  # names of fields


@pytest.mark.parametrize(
    ("changed", "attribute"), [({"role": Role.OFFICE}, "role"), ({"is_active": False}, "is_active")]
)
def test_the_last_system_user_stays(changed: dict[str, object], attribute: str) -> None:
    last = make_user("sysa", Role.SYSTEM)
    make_user("sysb", Role.SYSTEM, is_active=False)
    invite("sysc@vhs.example", Role.SYSTEM)  # has not got in yet
    with refusal(RefusalCode.LAST_SYSTEM_USER) as refused:
        change_user(last, values(last, **changed), actor=SHELL)
    assert refused.value.data == {"name": "Sysa", "attribute": attribute}
    change_user(last, values(last, name="Neuer Name"), actor=SHELL)
    User.objects.filter(email="sysb@vhs.example").update(is_active=True)
    change_user(last, values(last, **changed), actor=SHELL)


def test_only_the_system_role_may() -> None:
    person = make_user()
    office = actor_for(make_user("office"))
    for attempt in (
        lambda: change_user(person, values(person, role=Role.SYSTEM), actor=office),
        lambda: invite_user("x@vhs.example", name="X", role=Role.SYSTEM, actor=office, now=NOW),
        lambda: invite_again(person, actor=office, now=NOW),
        lambda: end_sessions(person, actor=office),
    ):
        with refusal(RefusalCode.NOT_ALLOWED):
            attempt()


def test_the_privacy_role_changes_nobody() -> None:
    assert not Actor("x", actor_for(make_user("ds", Role.PRIVACY)).rights).may(Right.SETTINGS)
