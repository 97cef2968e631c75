"""Host, Zugang and Alternativen: filled where there is one, limited to the Zugang, named."""

from dataclasses import replace
from datetime import date

import pytest

from kurslink.models import Course, LicenceType, Software, ZoomAccount, ZoomUser
from kurslink.services.edit_online_details import (
    OnlineValues,
    completed_values,
    edit_online_details,
    values_of,
)
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.offer_hosts import offer_hosts
from kurslink.services.people_notices import people_notices
from kurslink.services.rights import SHELL
from kurslink.services.set_online import OnlineChoice, set_online
from kurslink.services.transfer.choose_host import alternatives_on_offer, host_for, hosts_on_offer
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.words.sentences import describe_notice, explain
from tests.course_office import NOW, make_account, make_course, transfer, weekly
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db


def second_account() -> ZoomAccount:
    account = ZoomAccount.objects.create(
        email="zweite@vhs.example", account_id="other", users_read_at=NOW
    )
    ZoomUser.objects.create(
        account=account,
        zoom_user_id="U9",
        email="host@zweite.example",
        licence_type=LicenceType.LICENSED,
        status="active",
        is_offered=True,
    )
    return account


def choose_zoom(course: Course, **changes: object) -> OnlineValues:
    """What the page shows the moment „Zoom" is chosen, before anything is stored."""
    held = values_of(course.online)
    wanted = {"software": Software.objects.get(name="Zoom"), "is_online": True} | changes
    return completed_values(replace(held, **wanted), held=held)  # type: ignore[arg-type]  # by name


def basic_user() -> ZoomUser:
    return ZoomUser.objects.get(licence_type=LicenceType.BASIC)


def test_choosing_zoom_fills_the_only_zugang_and_the_only_licence(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    course = make_course(software=None)
    chosen = choose_zoom(course)
    assert (chosen.account, chosen.host) == (account, hosts_on_offer(account)[0])
    course.online.refresh_from_db()
    assert course.online.account is None


def test_choosing_zoom_at_the_shell_stores_zugang_and_licence(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    course = make_course(software=None)
    set_online(course, OnlineChoice(is_online=True, software="Zoom"), actor=SHELL, now=NOW)
    assert (course.online.account, course.online.host) == (account, hosts_on_offer(account)[0])


def test_of_several_licences_none_is_chosen(simulator: RunningSimulator) -> None:
    account = make_account(simulator, offer=3)
    chosen = choose_zoom(make_course(software=None))
    assert (chosen.account, chosen.host) == (account, None)


def test_of_several_zugaenge_none_is_chosen(simulator: RunningSimulator) -> None:
    make_account(simulator)
    second_account()
    chosen = choose_zoom(make_course(software=None))
    assert (chosen.account, chosen.host) == (None, None)


def test_another_zugang_brings_its_own_licence_and_drops_the_people_of_the_first(
    simulator: RunningSimulator,
) -> None:
    first = make_account(simulator, offer=2)
    host, other = hosts_on_offer(first)
    course = make_course()
    held = replace(
        values_of(course.online), account=first, host=host, alternatives=frozenset({other})
    )
    second = second_account()
    changed = completed_values(replace(held, account=second), held=held)
    assert (changed.host, changed.alternatives) == (second.users.get(), frozenset())


def test_only_users_who_can_host_are_offered(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    offer_hosts(account, set(account.users.values_list("pk", flat=True)), actor=SHELL)
    offered = {user.email for user in hosts_on_offer(account)}
    assert offered == {*simulator.hosts, basic_user().email}
    assert {user.email for user in alternatives_on_offer(account)} == set(simulator.hosts)


def test_everyone_who_cannot_be_an_alternative_is_named(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    course = make_course()
    emails = ["basis@vhs-musterstadt.example", "ohnelizenz@vhs-musterstadt.example"]
    choice = OnlineChoice(alternatives=[*emails, simulator.hosts[1]])
    with pytest.raises(Refusal) as refused:
        set_online(course, choice, actor=SHELL, now=NOW)
    assert explain(refused.value).message == (
        f"Alternative Hosts können nicht sein: {emails[0]}, {emails[1]}."
    )
    assert refused.value.data["attribute"] == "alternatives"
    assert (course.online.alternatives.count(), account.users.count()) == (0, 11)


def test_an_alternative_who_lost_the_licence_does_not_block_the_box(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    course = make_course()
    course.online.alternatives.add(basic_user())
    values = replace(values_of(course.online), info="neu")
    edit_online_details(course, actor=SHELL, now=NOW, values=values)
    course.online.refresh_from_db()
    assert course.online.info == "neu"


def test_a_host_among_the_alternatives_is_not_sent_as_one(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1))
    host = hosts_on_offer(account)[0]
    course.online.host = host
    course.online.save()
    course.online.alternatives.add(host)
    assert transfer(course).status == TransferStatus.TRANSFERRED
    (meeting,) = simulator.control.meetings()
    assert meeting["settings"]["alternative_hosts"] == ""


@pytest.mark.parametrize(
    ("begin", "end", "warned"), [("18:00", "18:40", False), ("18:00", "18:41", True)]
)
def test_a_basic_host_is_warned_about_when_a_day_is_longer_than_forty_minutes(
    simulator: RunningSimulator, begin: str, end: str, warned: bool
) -> None:
    make_account(simulator)
    course = make_course(days=weekly(date(2026, 9, 2), 1, begin, end))
    course.online.host = basic_user()
    sentence = "basis@vhs-musterstadt.example hat keine Lizenz: Zoom beendet Meetings dann nach 40"
    found = [describe_notice(notice) for notice in people_notices(course, now=NOW)]
    assert found == ([f"{sentence} Minuten."] if warned else [])


def test_people_gone_from_zoom_are_named_on_the_course(simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    course = make_course()
    host, alternative = account.users.filter(email__in=simulator.hosts[:2]).order_by("email")
    account.users.filter(pk__in=(host.pk, alternative.pk)).update(vanished_at=NOW)
    course.online.host = account.users.get(pk=host.pk)
    course.online.alternatives.add(alternative)
    gone = "gibt es im Zoom-Konto nicht mehr. Wählen Sie für den Kurs eine andere Lizenz."
    assert [describe_notice(notice) for notice in people_notices(course, now=NOW)] == [
        f"{user.email} {gone}" for user in (host, alternative)
    ]


def test_an_account_without_licence_is_told_apart_from_one_that_offers_none(
    simulator: RunningSimulator,
) -> None:
    account = make_account(simulator)
    details = make_course().online
    offer_hosts(account, set(), actor=SHELL)
    with pytest.raises(Refusal) as refused:
        host_for(details, account)
    assert refused.value.code is RefusalCode.NO_LICENCE
    account.users.update(licence_type=LicenceType.BASIC)
    with pytest.raises(Refusal) as refused:
        host_for(details, account)
    why = explain(refused.value)
    assert why.message == f"Im Zoom-Konto des Zugangs {account.email} hat niemand eine Lizenz."
    assert why.hint.startswith("Nötig ist mindestens „Pro“, auch Education.")
