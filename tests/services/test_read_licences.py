"""„Benutzer": reading them again never loses what the office chose."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from kurslink.models import LicenceType, ZoomAccount
from kurslink.services.courses_using import courses_of_vanished, courses_using
from kurslink.services.licence_level import accounts_without_licence
from kurslink.services.offer_hosts import offer_hosts
from kurslink.services.read_licences import read_licences
from kurslink.services.rights import SHELL
from tests.course_office import NOW, make_account, make_course
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)
MANY = 2100


def offered(account: ZoomAccount) -> list[str]:
    return list(account.users.filter(is_offered=True).values_list("email", flat=True))


def rename(simulator: RunningSimulator, old: str, new: str) -> None:
    simulator.control.ask("PATCH", f"/users/{quote(old)}", {"email": new})


def test_the_first_reading_offers_every_licensed_user_and_nobody_else(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator, offer=8)
    assert offered(account) == sorted(simulator.hosts)


def test_reading_again_keeps_the_choice(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    chosen = account.users.get(email=simulator.hosts[3])
    offer_hosts(account, {chosen.pk}, actor=SHELL)
    read_licences(account, actor=SHELL, now=LATER)
    assert offered(account) == [simulator.hosts[3]]


def test_a_user_written_in_capitals_keeps_the_choice(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    host = simulator.hosts[0]
    count = account.users.count()
    rename(simulator, host, host.upper())
    read_licences(account, actor=SHELL, now=LATER)
    assert (offered(account), account.users.count()) == ([host.upper()], count)


def test_a_user_with_a_new_address_keeps_the_choice(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    host = account.users.get(email=simulator.hosts[0])
    rename(simulator, host.email, "umbenannt@vhs-musterstadt.example")
    read_licences(account, actor=SHELL, now=LATER)
    host.refresh_from_db()
    assert (host.email, host.is_offered) == ("umbenannt@vhs-musterstadt.example", True)


def test_invited_and_deactivated_users_are_listed_with_their_state(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    simulator.control.alter_user(simulator.hosts[1], status="inactive")
    read_licences(account, actor=SHELL, now=LATER)
    others = account.users.exclude(status="active").values_list("email", "status", "vanished_at")
    assert list(others) == [
        ("eingeladen@vhs-musterstadt.example", "pending", None),
        (simulator.hosts[1], "inactive", None),
    ]


def test_a_user_who_is_gone_is_marked_and_the_courses_are_named(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    host, substitute = account.users.filter(email__in=simulator.hosts[:2]).order_by("email")
    led, helped, _other = make_course("1"), make_course("2"), make_course("3")
    led.online.host = host
    led.online.save()
    helped.online.alternatives.add(host, substitute)
    simulator.control.remove_user(host.email)
    read_licences(account, actor=SHELL, now=LATER)
    host.refresh_from_db()
    assert (host.vanished_at, host.is_offered) == (LATER, True)
    assert list(courses_using(host)) == [led, helped]
    assert list(courses_of_vanished(account)) == [led, helped]


def test_a_user_who_comes_back_has_the_old_choice(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    host = simulator.hosts[0]
    simulator.control.remove_user(host)
    read_licences(account, actor=SHELL, now=LATER)
    simulator.control.add_user(host)
    read_licences(account, actor=SHELL, now=LATER)
    assert offered(account) == [host]
    assert account.users.filter(vanished_at=None, is_offered=True).count() == 1


def test_two_thousand_users_are_read_page_by_page(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    chosen = offered(account)
    before = account.users.count()
    for number in range(MANY):
        simulator.control.add_user(f"person{number:04}@vhs-musterstadt.example", type=1)
    read = read_licences(account, actor=SHELL, now=LATER)
    assert len(read) == before + MANY
    assert len(read_licences(account, actor=SHELL, now=LATER)) == before + MANY
    assert offered(account) == chosen


def test_an_account_without_any_licence_is_reported(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    assert list(accounts_without_licence()) == []
    for host in simulator.hosts:
        simulator.control.alter_user(host, type=int(LicenceType.BASIC))
    read_licences(account, actor=SHELL, now=LATER)
    assert list(accounts_without_licence()) == [account]
