"""Who may do what, and what the database keeps of secrets."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from kurslink.models import Course, CourseDay, Role, User, ZoomAccount
from kurslink.services.accounts import AccountValues, save_account
from kurslink.services.add_user import add_user
from kurslink.services.check_connection import check_connection
from kurslink.services.choose_days import choose_days
from kurslink.services.edit_course_days import cancel_course_day
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.import_courses import import_courses
from kurslink.services.inspect_meeting import inspect_meeting
from kurslink.services.offer_hosts import offer_hosts
from kurslink.services.prepare_transfer import prepare_transfer
from kurslink.services.read_licences import read_licences
from kurslink.services.rights import Actor, Right, actor_for
from kurslink.services.set_online import OnlineChoice, set_online
from kurslink.services.transfer_course import transfer_course
from kurslink.services.withdraw_course import withdraw_course
from kurslink.sources.course_rows import CourseFile
from tests.course_office import NOW, clock, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

Act = Callable[[Course, CourseDay, ZoomAccount, Actor], object]
NOBODY_ELSE = AccountValues(email="x@y.example", account_id="a", client_id="c", client_secret="s")
EMPTY = CourseFile((), (), ())

BY_RIGHT: dict[Right, list[Act]] = {
    Right.TRANSFER: [
        lambda course, _d, _a, who: transfer_course(course, actor=who, clock=clock),
        lambda course, _d, _a, who: prepare_transfer(course, actor=who, now=NOW),
        lambda course, _d, _a, who: withdraw_course(course, actor=who, clock=clock),
        lambda course, _d, _a, who: choose_days(course, {NOW.date()}, actor=who, now=NOW),
    ],
    Right.EDIT: [
        lambda course, _d, _a, who: set_online(course, OnlineChoice(), actor=who, now=NOW),
        lambda _c, day, _a, who: cancel_course_day(day, actor=who, now=NOW),
    ],
    Right.IMPORT: [
        lambda _c, _d, _a, who: import_courses(EMPTY, actor=who, now=NOW),
        lambda _c, _d, _a, who: import_courses(EMPTY, actor=who, now=NOW, dry_run=True),
    ],
    Right.SETTINGS: [
        lambda _c, _d, _a, who: save_account(NOBODY_ELSE, actor=who),
        lambda _c, _d, account, who: read_licences(account, actor=who, now=NOW),
        lambda _c, _d, account, who: offer_hosts(account, set(), actor=who),
        lambda _c, _d, account, who: check_connection(account, actor=who),
        lambda _c, _d, _a, who: add_user(
            "n@vhs.example", name="N", role=Role.OFFICE, password="lang-genug-2026", actor=who
        ),
    ],
    Right.VIEW: [lambda course, _d, _a, who: inspect_meeting(course, actor=who, now=NOW)],
}
EVERY_ACT = [(right, act) for right, acts in BY_RIGHT.items() for act in acts]


@pytest.fixture
def account() -> ZoomAccount:
    values = {"account_id": "a", "client_id": "c", "client_secret": "s3cret-canary"}
    return ZoomAccount.objects.create(email="zoom@vhs.example", **values)


@pytest.mark.parametrize(("right", "act"), EVERY_ACT)
def test_without_the_right_nothing_is_done(account: ZoomAccount, right: Right, act: Act) -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    others = Actor("Leserin", frozenset(Right) - {right})
    with pytest.raises(Refusal) as refused:
        act(course, course.days.get(), account, others)
    assert refused.value.code == RefusalCode.NOT_ALLOWED
    assert (course.meetings.count(), ZoomAccount.objects.count(), User.objects.count()) == (0, 1, 0)
    assert course.days.filter(is_cancelled=True).count() == 0


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.READER, {Right.VIEW}),
        (Role.PRIVACY, {Right.VIEW, Right.PRIVACY, Right.JOURNAL}),
        (Role.OFFICE, {Right.VIEW, Right.EDIT, Right.TRANSFER, Right.IMPORT, Right.SEND}),
        (Role.SYSTEM, set(Right)),
    ],
)
def test_each_role_has_exactly_its_rights(role: Role, rights: set[Right]) -> None:
    assert actor_for(User(email="p@vhs.example", role=role)).rights == rights


def stored(column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM kurslink_zoomaccount")  # noqa: S608  # our own names
        (row,) = cursor.fetchall()
    return str(row[0])


def test_a_secret_stands_encrypted_in_the_database(account: ZoomAccount) -> None:
    assert "s3cret-canary" not in stored("client_secret")
    assert ZoomAccount.objects.get(pk=account.pk).client_secret == "s3cret-canary"


def test_a_secret_cannot_be_found_by_asking_the_database_for_it(account: ZoomAccount) -> None:
    assert list(ZoomAccount.objects.filter(client_secret=account.client_secret)) == []


def test_a_token_stands_encrypted_beside_its_zugang(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    held = ZoomAccount.objects.get(pk=account.pk).token
    assert '"value"' in held
    assert '"value"' not in stored("token")


def test_no_secret_shows_in_what_is_printed_of_an_account(account: ZoomAccount) -> None:
    assert "s3cret-canary" not in f"{account} {account!r} {NOBODY_ELSE!r}"
