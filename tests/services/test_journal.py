"""The journal: entries are written with what was done, never changed, and prove themselves."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction

from kurslink.models import ActorKind, Event, JournalEntry, SubjectKind
from kurslink.services.journal.cut import cut_before
from kurslink.services.journal.record import record
from kurslink.services.journal.seal import seal_entries
from kurslink.services.journal.verify import ChainReport, verify_chain
from kurslink.services.rights import BACKGROUND, SHELL, actor_for
from tests.course_office import make_course
from tests.enrolments import enrol, make_participant
from tests.people import make_user

pytestmark = pytest.mark.django_db


def note(count: int = 1) -> list[JournalEntry]:
    return [record(SHELL, Event.SETTINGS_CHANGED, fields=[f"f{n}"]) for n in range(count)]


def verified() -> ChainReport:
    seal_entries()
    return verify_chain()


def as_superuser(statement: str) -> None:
    """What only somebody can do who switches the trigger off."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kurslink_journalentry DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE kurslink_journalentry ENABLE TRIGGER USER")


def test_an_entry_says_who_did_what_to_what_by_number() -> None:
    anna = make_user("anna")
    course = make_course("262-1")
    entry = record(actor_for(anna), Event.COURSE_CHANGED, course, title=["alt", "neu"])
    entry.refresh_from_db()
    assert (entry.actor_kind, entry.actor_id) == (ActorKind.USER, anna.pk)
    assert (entry.event, entry.label, entry.course_id) == ("course.changed", "262-1", course.pk)
    assert (entry.subject_kind, entry.subject_id) == (SubjectKind.COURSE, course.pk)
    assert entry.values == {"title": ["alt", "neu"]}
    assert abs(entry.at - datetime.now(UTC)) < timedelta(minutes=1)


def test_people_have_no_label_and_their_entry_names_the_course() -> None:
    course = make_course("262-1")
    place = enrol(course, make_participant())
    entry = record(BACKGROUND, Event.ENROLMENT_CHANGED, place)
    assert (entry.subject_kind, entry.subject_id) == (
        SubjectKind.PARTICIPANT,
        place.participant_id,
    )
    assert (entry.label, entry.course_id, entry.actor_kind) == ("262-1", course.pk, "system")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kurslink_journalentry SET event = 'x'",
        "UPDATE kurslink_journalentry SET values = '{}'",
        "UPDATE kurslink_journalentry SET hash = 'x'",
        "UPDATE kurslink_journalentry SET position = NULL",
        "DELETE FROM kurslink_journalentry",
    ],
)
@pytest.mark.parametrize("is_sealed", [True, False])
def test_the_database_refuses_to_change_or_delete_an_entry(
    statement: str, *, is_sealed: bool
) -> None:
    note()
    if is_sealed:
        seal_entries()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        connection.cursor().execute(statement)
    assert verified().is_intact


def test_nobody_changes_an_entry_while_sealing_it() -> None:
    note()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        JournalEntry.objects.update(position=1, hash="x", event="course.deleted")


def test_entries_are_sealed_in_order_and_once() -> None:
    entries = note(3)
    assert seal_entries() == 3
    sealed = list(JournalEntry.objects.order_by("position"))
    assert [entry.pk for entry in sealed] == [entry.pk for entry in entries]
    assert [entry.position for entry in sealed] == [1, 2, 3]
    assert [entry.previous_hash for entry in sealed[1:]] == [entry.hash for entry in sealed[:2]]
    assert seal_entries() == 0


def test_an_empty_journal_is_intact() -> None:
    report = verified()
    assert (report.entries, report.is_intact) == (0, True)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE kurslink_journalentry SET values = '{}' WHERE position = 2", 2),
        ("UPDATE kurslink_journalentry SET actor_id = 9 WHERE position = 3", 3),
        ("UPDATE kurslink_journalentry SET at = at - interval '1 s' WHERE position = 1", 1),
        ("DELETE FROM kurslink_journalentry WHERE position = 2", 2),
        ("DELETE FROM kurslink_journalentry WHERE position = 1", 1),
        ("DELETE FROM kurslink_journalentry WHERE position = 3", 3),
    ],
)
def test_the_chain_shows_where_somebody_forced_a_change(statement: str, broken_at: int) -> None:
    note(3)
    assert verified().entries == 3
    as_superuser(statement)
    assert verified().broken_at == broken_at


def test_retention_cuts_the_oldest_part_and_the_rest_proves_itself() -> None:
    old = datetime.now(UTC) - timedelta(days=800)
    for days in (0, 1, 799):
        JournalEntry.objects.create(
            at=old + timedelta(days=days), actor_kind="shell", event="x", subject_kind="course"
        )
    note()
    assert cut_before(old + timedelta(days=30)) == 2
    assert cut_before(old + timedelta(days=30)) == 0
    report = verified()
    assert (report.entries, report.is_intact) == (2, True)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        JournalEntry.objects.all().delete()  # the announcement ended with the cut
    as_superuser("DELETE FROM kurslink_journalentry WHERE position = 3")
    assert verified().broken_at == 3


def test_a_cut_announced_by_somebody_else_reaches_nothing_younger() -> None:
    note()
    seal_entries()
    connection.cursor().execute("SET LOCAL kurslink.journal_cut = '2001-01-01'")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        JournalEntry.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_many_write_and_seal_at_once_without_waiting_for_each_other() -> None:
    def work(number: int) -> None:
        try:
            with transaction.atomic():
                note(5)
                if number % 2:  # somebody whose transaction is still open while others seal
                    time.sleep(0.1)
            seal_entries()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(6)))
    report = verified()
    assert (report.entries, report.is_intact) == (30, True)
    assert JournalEntry.objects.filter(position=None).count() == 0
