"""What services note: everything that changes, in sentences, and nothing that must not be known."""

import ast
from datetime import date, time
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

import kurslink.services
from kurslink.models import Course, Event, JournalEntry, Order, OrderKind, Role, User
from kurslink.services.accounts import AccountValues, save_account
from kurslink.services.add_user import add_user
from kurslink.services.carry_out_order import carry_out_order
from kurslink.services.course_history import course_history
from kurslink.services.course_instructors import add_to_course
from kurslink.services.disclose_person import disclose_person
from kurslink.services.edit_course_days import DayValues, add_course_day
from kurslink.services.edit_enrolments import AccessValues, cancel_enrolment, edit_access
from kurslink.services.edit_online_details import edit_online_details, values_of
from kurslink.services.edit_person import PersonValues, edit_participant
from kurslink.services.erase_person import erase_person
from kurslink.services.export_courses import export_courses
from kurslink.services.exports.table import ExportChoice, ExportFormat
from kurslink.services.journal.entries import entries_of
from kurslink.services.journal.lines import latest_of, lines_of
from kurslink.services.journal.record import record
from kurslink.services.mails.wish import Wish
from kurslink.services.place_dispatch import place_dispatch
from kurslink.services.place_order import place_order
from kurslink.services.proxy_settings import ProxyValues, save_proxy
from kurslink.services.rights import SHELL, actor_for
from kurslink.services.rotate_keys import rotate_keys
from kurslink.services.send_mails import send_mails
from kurslink.services.staff_names import StaffNames
from kurslink.services.withdraw_course import withdraw_course
from kurslink.services.words.catalogue.journal import SENTENCES, TOPICS
from tests.course_office import NOW, clock, make_account, make_course, weekly
from tests.enrolments import enrol, make_participant
from tests.mail.post_office import PostOffice
from tests.mails import make_instructor, make_ready_course
from tests.outbox import may_send
from tests.people import make_user
from tests.simulator_process import RunningSimulator

pytestmark = pytest.mark.django_db

SERVICES = Path(kurslink.services.__file__).parent
WRITES = {"save", "update", "create", "delete", "bulk_create", "update_or_create", "add", "set"}
CANARY = "Kanarienvogel-4711"


def events() -> list[str]:
    return list(JournalEntry.objects.order_by("pk").values_list("event", flat=True))


def everything_noted() -> str:
    rows = JournalEntry.objects.values_list("label", "values", "event")
    return "\n".join(map(str, rows))


@pytest.mark.parametrize("event", list(Event))
def test_every_event_has_a_sentence_and_a_topic(event: Event) -> None:
    assert event in SENTENCES
    assert event.partition(".")[0] in TOPICS


def test_every_event_is_noted_somewhere() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in (SERVICES, SERVICES.parent / "web")
        for path in folder.rglob("*.py")
        if "catalogue" not in path.parts
    )
    assert [event.name for event in Event if f"Event.{event.name}" not in code] == []


def _takes_actor_and_writes(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    arguments = {
        each.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for each in (*node.args.args, *node.args.kwonlyargs)
    }
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return "actor" in arguments and not WRITES.isdisjoint(called)


QUIET = {
    "check_due_meetings.py": "what a check finds is noted by transfer/store_check",
    "checks_due.py": "only makes meetings due for a look",
}
"""Verbs that write without an entry of their own, and why."""


def test_every_verb_that_changes_something_for_somebody_notes_it() -> None:
    silent = {
        path.name
        for path in SERVICES.glob("*.py")
        if _takes_actor_and_writes(path) and "record" not in path.read_text(encoding="utf-8")
    }
    assert silent == QUIET.keys()


class TestSecretsAndNames:
    def test_no_secret_and_nobody_stands_in_any_entry(
        self, simulator: RunningSimulator, settings: Settings, post_office: PostOffice
    ) -> None:
        settings.KURSLINK_MAIL_SERVER = post_office.as_server()
        may_send()
        account = make_account(simulator)
        staff = actor_for(make_user("Mechthild", Role.SYSTEM))
        add_user(
            "kollegin@vhs.example",
            name="Konstanze Kollegin",
            role=Role.OFFICE,
            password=CANARY,
            actor=staff,
        )
        save_proxy(
            ProxyValues(is_used=False, server="proxy", port=1, user=CANARY, password=CANARY),
            actor=staff,
        )
        save_account(
            AccountValues(
                email=account.email,
                account_id=account.account_id,
                client_id=account.client_id,
                client_secret=CANARY,
                api_url=account.api_url,
                oauth_url=account.oauth_url,
                is_practice=True,
                webhook_secret=CANARY,
            ),
            account=account,
            actor=staff,
        )
        rotate_keys(actor=staff)
        self._people_and_mails(staff_name="Mechthild")
        told = everything_noted()
        for secret in (CANARY, "0815", "4711", "konferenz.example.org", simulator.client_secret):
            assert secret not in told
        for name in (
            "Brandt",
            "Konstanze",
            "Müller",
            "Anna",
            "Beispiel",
            "Nachbar",
            "@example.org",
        ):
            assert name not in told
        assert "@example.org" not in told
        assert "mail.sent" in events()

    def _people_and_mails(self, *, staff_name: str) -> None:
        staff = actor_for(User.objects.get(name=staff_name))
        course = make_ready_course()
        instructor = make_instructor(course)
        add_to_course(make_course("262-2"), instructor, actor=staff)
        place = enrol(course)
        edit_access(place, actor=staff, values=AccessValues(CANARY, CANARY, CANARY))
        values = PersonValues("Anna", "Nachbar", "anna@example.org", "Frau", "", CANARY)
        edit_participant(place.participant, actor=staff, values=values)
        online = values_of(course.online)
        edit_online_details(
            course, actor=staff, now=NOW, values=online.__class__(**vars(online) | {"info": CANARY})
        )
        place_dispatch(course, Wish.usual(), actor=staff, now=NOW)
        send_mails(clock=clock)
        disclose_person(place.participant, actor=staff, now=NOW)
        export_courses(Course.objects.all(), ExportChoice(ExportFormat.CSV), actor=staff, now=NOW)
        cancel_enrolment(place, actor=staff)

    def test_passcode_and_link_of_a_meeting_are_not_noted(
        self, simulator: RunningSimulator
    ) -> None:
        make_account(simulator)
        course = make_course(days=weekly(date(2026, 9, 2), 2))
        carry_out_order(place_order(course, actor=SHELL, now=NOW).pk, clock=clock)
        course.online.refresh_from_db()
        told = everything_noted()
        assert course.online.passcode not in told.replace(course.online.meeting_number, "")
        assert course.online.link not in told
        assert events()[-3:] == ["order.placed", "meeting.created", "order.done"]


def test_an_order_is_noted_with_who_placed_it_whoever_carries_it_out(
    simulator: RunningSimulator,
) -> None:
    make_account(simulator)
    anna = make_user("anna")
    course = make_course(days=weekly(date(2026, 9, 2), 2))
    order = place_order(course, actor=actor_for(anna), now=NOW)
    carry_out_order(order.pk, clock=clock)
    withdraw_course(Course.objects.get(pk=course.pk), actor=actor_for(anna), clock=clock)
    noted = JournalEntry.objects.filter(course_id=course.pk)
    assert set(noted.values_list("actor_kind", "actor_id")) == {("user", anna.pk)}
    assert Order.objects.get().placed_by == f"user:{anna.pk}"
    lines = course_history(course, actor=SHELL)
    assert {line.who for line in lines} == {"Anna"}
    assert "Anna hat das Meeting des Kurses 262-4107 in Zoom angelegt." in [
        line.what for line in lines
    ]


def test_a_refused_transfer_is_noted_with_its_reason() -> None:
    course = make_course(days=weekly(date(2026, 9, 2), 2))
    order = place_order(course, actor=SHELL, now=NOW, kind=OrderKind.WITHDRAW)
    carry_out_order(order.pk, clock=clock)
    entry = JournalEntry.objects.filter(event=Event.ORDER_FAILED).get()
    assert entry.values["reason"] == "no_meeting"


def test_a_course_day_is_told_with_its_date_and_change() -> None:
    course = make_course("262-1")
    values = DayValues(date(2026, 9, 2), time(18), time(19, 30))
    add_course_day(course, actor=SHELL, now=NOW, values=values)
    (line,) = latest_of(course, actor=SHELL)
    assert line.what == "Kommandozeile hat die Kurstage des Kurses 262-1 geändert."
    assert line.details == ("hinzugefügt", "Kurstag: Mi 02.09.2026")


def test_old_and_new_values_are_told_in_words() -> None:
    course = make_course("262-1")
    changed = {"title": ["Alt", "Neu"], "is_new": [False, True], "starts_on": [None, "2026-09-02"]}
    changed |= {"status": ["planned", "cancelled"], "starts_at": ["18:00:00", None]}
    (line,) = lines_of([record(SHELL, Event.COURSE_CHANGED, course, changed=changed)])
    assert line.details == (
        "Titel: Alt → Neu",
        "Neuer Kurs: nein → ja",
        "Datum von: leer → Mi 02.09.2026",
        "Status: geplant → Ausfall",
        "Uhrzeit von: 18:00 → leer",
    )


def test_who_was_deleted_has_no_name_any_more_and_the_entry_stays() -> None:
    person = make_participant()
    place = enrol(
        make_course("262-1", starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2)), person
    )
    cancel_enrolment(place, actor=SHELL)
    key, before = person.pk, JournalEntry.objects.count()
    assert "Anna Müller" in latest_of(person, actor=SHELL)[0].what
    erase_person(person, actor=SHELL, now=NOW)
    entries = JournalEntry.objects.filter(subject_kind="participant", subject_id=key)
    assert (JournalEntry.objects.count(), entries.count()) == (before + 1, 2)
    assert lines_of(list(entries))[-1].what == (
        "Kommandozeile hat die Anmeldung von [gelöschte Person] zum Kurs 262-1 geändert."
    )


def test_names_of_staff_come_from_references_and_old_names_stay() -> None:
    anna = make_user("anna")
    staff = StaffNames()
    called = [f"user:{anna.pk}", "user:999999", "shell", "system", "M. Früher", "token:3"]
    assert [staff.called(each) for each in called] == [
        "Anna",
        "gelöschter Benutzer",
        "Kommandozeile",
        "Kurslink",
        "M. Früher",
        "Schnittstelle („3“)",
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_lines_takes_the_same_number_of_queries(count: int) -> None:
    anna, course = actor_for(make_user("anna")), make_course()
    people = [make_participant(f"Person {number}", email="") for number in range(count)]
    for person in people:
        record(anna, Event.ENROLMENT_CHANGED, enrol(course, person))
    with CaptureQueriesContext(connection) as queries:
        lines_of(list(entries_of(course, actor=anna)))
    assert len(queries) == 3


def test_old_rows_that_hold_the_name_of_one_person_get_the_number() -> None:
    anna = make_user("anna")
    for address in ("b1", "b2"):
        User.objects.create_user(f"{address}@vhs.example", name="Ben")
    course = make_course()
    for name in ("Anna", "Ben", "Kommandozeile", "M. Früher"):
        Order.objects.create(
            course=course, kind="transfer", state="ended", is_urgent=False, placed_by=name,
            placed_at=NOW, due_at=NOW,
        )  # fmt: skip
    import_module("kurslink.models.migrations.0013_journal").name_by_number(apps, None)
    held = Order.objects.order_by("pk").values_list("placed_by", flat=True)
    assert list(held) == [f"user:{anna.pk}", "Ben", "shell", "M. Früher"]
