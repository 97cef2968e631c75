"""„Benutzer": reading, choosing, filtering many, and those who are gone from Zoom."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kurslink.models import OnlineDetails, ZoomAccount, ZoomUser
from kurslink.services.read_licences import read_licences
from kurslink.services.rights import SHELL
from tests.course_office import NOW, make_account, make_course, weekly
from tests.simulator_process import RunningSimulator
from tests.web.browser import Browser, Shown


def at(account: ZoomAccount, query: str = "") -> str:
    return f"/einstellungen/zoom/zugaenge/{account.pk}/benutzer/{query}"


def ticked(page: Shown) -> list[str]:
    return [str(key) for key in page.tree.xpath("//input[@name='user'][@checked]/@value")]


def add_users(account: ZoomAccount, count: int) -> list[ZoomUser]:
    return ZoomUser.objects.bulk_create(
        ZoomUser(
            account=account,
            email=f"lizenz{index:04}@vhs.example",
            licence_type=2,
            status="active",
        )
        for index in range(count)
    )


def test_users_are_read_and_chosen(system: Browser, simulator: RunningSimulator) -> None:
    account = make_account(simulator)
    page = system.post(at(account), read="1")
    assert page.notices == [f"{account.users.count()} Benutzer gelesen."]
    shown = [user.pk for user in account.users.all()]
    second = account.users.get(email=simulator.hosts[1])
    page = system.post(at(account), shown=shown, user=[second.pk])
    assert page.notices == ["Die Auswahl der Hosts ist gespeichert."]
    assert ticked(page) == [str(second.pk)]


def test_licence_and_state_are_said_in_words(system: Browser, simulator: RunningSimulator) -> None:
    rows = {
        row[1].partition("@")[0]: row[3:] for row in system.get(at(make_account(simulator))).rows()
    }
    assert {name: rows[name] for name in ("basis", "eingeladen", "zoomzugang01")} == {
        "basis": ["Basic (Zoom beendet nach 40 Minuten)", "aktiv"],
        "eingeladen": ["Lizenziert", "eingeladen"],
        "zoomzugang01": ["Lizenziert", "aktiv"],
    }


def test_choosing_on_one_page_leaves_the_other_pages_alone(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    users = add_users(account, 150)
    account.users.update(is_offered=True)
    page = system.get(at(account), page=2)
    shown = [int(key) for key in page.tree.xpath("//input[@name='shown']/@value")]
    system.post(at(account, "?page=2"), shown=shown, user=[users[149].pk])
    offered = set(account.users.filter(is_offered=True).values_list("pk", flat=True))
    assert offered == {user.pk for user in account.users.all()} - set(shown) | {users[149].pk}


def test_two_thousand_users_are_narrowed_by_text_and_kind(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    add_users(account, 2_000)
    page = system.get(at(account))
    assert len(page.rows()) == 100
    page = system.get(at(account), text="LIZENZ1234")
    assert [row[1] for row in page.rows()] == ["lizenz1234@vhs.example"]
    page = system.get(at(account), show="pending")
    assert [row[1].partition("@")[0] for row in page.rows()] == ["eingeladen"]
    page = system.get(at(account), text="niemand")
    assert page.texts("//*[@id='users']/p")[-1] == "Auf diese Auswahl passt kein Benutzer."


def test_users_gone_from_zoom_are_marked_and_their_courses_named(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator, offer=3)
    course = make_course(days=weekly(date(2026, 9, 2), 2))
    gone = account.users.get(email=simulator.hosts[2])
    OnlineDetails.objects.filter(course=course).update(account=account, host=gone)
    simulator.control.remove_user(gone.email)
    read_licences(account, actor=SHELL, now=NOW)
    page = system.get(at(account))
    assert page.texts("//*[@aria-labelledby='vanished-heading']//li") == [
        f"{gone.email}: {course.number}"
    ]
    (row,) = system.get(at(account), show="vanished").rows()
    assert row[4] == "nicht mehr in Zoom seit Do 20.08.2026"


def test_the_number_of_questions_does_not_grow_with_the_users(
    system: Browser, simulator: RunningSimulator
) -> None:
    account = make_account(simulator)
    system.get(at(account))  # what the first page of a session makes
    few = questions(system, account)
    add_users(account, 40)
    assert questions(system, account) == few


def questions(system: Browser, account: ZoomAccount) -> int:
    with CaptureQueriesContext(connection) as asked:
        system.get(at(account))
    return len(asked)
