"""Takes a list of enrolments over: adds and changes, marks who has left, removes nobody."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from kurslink.models import Course, Event
from kurslink.services.importing.enrolment_batch import EnrolmentBatches
from kurslink.services.importing.enrolment_count import EnrolmentImport
from kurslink.services.importing.one_at_a_time import wait_for_other_imports
from kurslink.services.journal.record import record, record_many
from kurslink.services.rights import Actor, Right
from kurslink.sources.course_rows import Rejection, SourceWarning
from kurslink.sources.enrolment_file import EnrolmentFile
from kurslink.sources.enrolment_rows import EnrolmentRow, Reading, RowStatus

_BATCH = 5_000


def import_enrolments(
    file: EnrolmentFile,
    *,
    actor: Actor,
    now: datetime,
    semester_code: str | None = None,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _rows: None,
) -> EnrolmentImport:
    """Import `file` in one transaction and say what was done; `dry_run` takes it back again.

    So the preview cannot differ from the import. `progress` is told how many rows were read since
    it was told last. The same file again changes nothing. Raises Refusal (right missing) and
    SourceError; then nothing was done.
    """
    actor.require(Right.IMPORT)
    done = EnrolmentImport()
    with transaction.atomic():
        wait_for_other_imports()
        batches = EnrolmentBatches(done, semester_code=semester_code)
        rows = _cancelled_last(_rows(file.readings, batches, progress))
        while batch := list(islice(rows, _BATCH)):
            batches.store(batch)
        if file.is_complete:
            batches.mark_missing(now)
        _record(batches, actor)
        if dry_run:
            transaction.set_rollback(True)
    return done


def _record(batches: EnrolmentBatches, actor: Actor) -> None:
    done = batches.done
    counts = {"new": done.new, "changed": done.changed, "missing": done.missing}
    record(actor, Event.ENROLMENTS_IMPORTED, **counts, rejected=done.rejected)
    courses = Course.objects.only("number").in_bulk(batches.touched)
    touched = ((courses[key], counted) for key, counted in batches.touched.items())
    record_many(actor, Event.ENROLMENTS_IMPORTED, touched)


def _rows(
    readings: Iterable[Reading], batches: EnrolmentBatches, progress: Callable[[int], None]
) -> Iterator[EnrolmentRow]:
    """The rows that were understood; the others are noted."""
    for count, reading in enumerate(readings, start=1):
        match reading:
            case Rejection():
                batches.reject(reading)
            case SourceWarning():
                batches.done.note_warning(reading)
            case EnrolmentRow():
                yield reading
        if count % 500 == 0:
            progress(500)


def _cancelled_last(rows: Iterable[EnrolmentRow]) -> Iterator[EnrolmentRow]:
    """Who cancelled and enrolled again stands in a list twice: the place counts."""
    cancelled = []
    for row in rows:
        if row.status is RowStatus.CANCELLED:
            cancelled.append(row)
        else:
            yield row
    yield from cancelled
