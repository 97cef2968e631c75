"""Stores rows of enrolments a few thousand at a time, with a handful of queries each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import Q

from kurslink.models import Course, Enrolment, EnrolmentStatus, Participant
from kurslink.services.importing.enrolment_count import EnrolmentImport, FieldSaid
from kurslink.services.importing.known_people import KnownPeople, Placed
from kurslink.services.importing.named_semesters import NamedSemesters
from kurslink.sources.course_rows import Rejection, RemarkCode, SourceWarning
from kurslink.sources.enrolment_rows import EnrolmentRow, PersonRow

_PERSON = ("number", "salutation", "title", "first_name", "last_name", "email", "phone")
_TEXTS = ("number", "link", "participant_code", "passcode")
_STORED = (*_TEXTS, "registrant", "status", "is_cancelled_here", "missing_since")
_AT_ONCE = 2_000

_Resolved = tuple[int, EnrolmentRow, Participant, Participant | None, tuple[FieldSaid, ...]]


class EnrolmentBatches:
    """What one import must remember from batch to batch: which rows it has seen, by their ids."""

    def __init__(self, done: EnrolmentImport, *, semester_code: str | None) -> None:
        self.done = done
        self._semesters = NamedSemesters()
        self._semester_code = semester_code
        self._courses: dict[str, dict[str, int]] = defaultdict(dict)
        named = Course.objects.values_list("number", "semester__code", "pk")
        for number, code, course_id in named.iterator():
            self._courses[number.casefold()][code] = course_id
        self._described: set[int] = set()
        self._line_of: dict[int, int] = {}
        self._present: set[int] = set()
        self._doubtful: set[int] = set()
        self.touched: dict[int, Counter[str]] = defaultdict(Counter)
        """By course: how many enrolments are new, changed and missing."""

    def reject(self, rejection: Rejection) -> None:
        """Note a row that was not understood; nobody is marked as missing in its course."""
        self.done.note_rejection(rejection)
        self._doubtful.update(self._courses.get(rejection.number.casefold(), {}).values())

    def store(self, rows: Sequence[EnrolmentRow]) -> None:
        """Add and change what `rows` say."""
        placed = list(self._placed(rows))
        self._present.update(course_id for course_id, _ in placed)
        enrolments = list(_enrolments_meant(placed))
        known = KnownPeople(placed, enrolments)
        self._store_enrolments(self._store_people(placed, known), enrolments)

    def mark_missing(self, now: datetime) -> None:
        """Mark who was imported into a course of the file and is not in it any more."""
        left = Enrolment.objects.filter(
            course_id__in=self._present - self._doubtful, is_imported=True, missing_since=None
        ).exclude(status=EnrolmentStatus.CANCELLED)
        gone = [pk for pk in left.values_list("pk", flat=True) if pk not in self._line_of]
        for start in range(0, len(gone), _AT_ONCE):
            ids = gone[start : start + _AT_ONCE]
            if start == 0:
                shown = Enrolment.objects.filter(pk__in=ids[:200])
                shown = shown.select_related("participant", "course")
                self.done.missing_lines = [str(each) for each in shown]
            rows = Enrolment.objects.filter(pk__in=ids)
            for course_id in rows.values_list("course", flat=True):
                self.touched[course_id]["missing"] += 1
            rows.update(missing_since=now)
        self.done.missing = len(gone)

    # --- where a row belongs

    def _placed(self, rows: Iterable[EnrolmentRow]) -> Iterator[Placed]:
        for row in rows:
            homes = self._courses.get(row.course_number.casefold(), {})
            code = self._semesters.code_of(row.semester_code or self._semester_code)
            if code in homes:
                yield homes[code], row
            elif code is None and len(homes) == 1:
                yield next(iter(homes.values())), row
            else:
                self._reject_place(row, homes if code is None else {})

    def _reject_place(self, row: EnrolmentRow, homes: dict[str, int]) -> None:
        code = RemarkCode.COURSE_IN_SEVERAL if homes else RemarkCode.COURSE_UNKNOWN
        data = (("number", row.course_number), ("semesters", ", ".join(sorted(homes))))
        self.reject(Rejection(row.line, "KURSNR", code, row.course_number, row.semester_code, data))

    # --- people

    def _store_people(self, placed: Iterable[Placed], known: KnownPeople) -> list[_Resolved]:
        resolved: list[_Resolved] = []
        added: dict[int, Participant] = {}
        altered: dict[int, Participant] = {}
        for course_id, row in placed:
            changes: list[FieldSaid] = []
            people = []
            for said in (row.person, row.registrant):
                person = self._person(said, course_id, known, changes) if said else None
                if person is not None and person.pk is None:
                    added[id(person)] = person
                elif person is not None and changes:
                    altered[person.pk] = person
                people.append(person)
            if people[0] is None:
                self._reject_nobody(row)
            else:
                resolved.append((course_id, row, people[0], people[1], tuple(changes)))
        _write(Participant, added.values(), altered.values(), _PERSON)
        self._described.update(person.pk for person in added.values())
        return resolved

    def _person(
        self, said: PersonRow, course_id: int, known: KnownPeople, changes: list[FieldSaid]
    ) -> Participant | None:
        """Who is meant, brought up to date; None for a number alone that nobody has."""
        person = known.find(said, course_id)
        if person is None:
            return known.add(said, course_id) if said.last_name else None
        is_described = person.pk is None or person.pk in self._described
        changes.extend(known.bring_up(person, said, is_described=is_described))
        known.meet(person, course_id)
        if person.pk is not None:
            self._described.add(person.pk)
        return person

    def _reject_nobody(self, row: EnrolmentRow) -> None:
        rejection = Rejection(row.line, "ABW_TNR", RemarkCode.NAME_MISSING, row.course_number)
        self.reject(rejection)

    # --- enrolments

    def _store_enrolments(
        self, resolved: Iterable[_Resolved], enrolments: Iterable[Enrolment]
    ) -> None:
        held: dict[tuple[int, int], list[Enrolment]] = defaultdict(list)
        for each in enrolments:
            held[each.course_id, each.participant_id].append(each)
        lines = {
            id(each): self._line_of[each.pk] for each in enrolments if each.pk in self._line_of
        }
        added, altered, met = [], [], []
        for course_id, row, person, registrant, changes in resolved:
            there = held[course_id, person.pk]
            enrolment = _meant(there, row)
            if enrolment is None:
                enrolment = _new(course_id, row, person, registrant)
                there.append(enrolment)
                added.append(enrolment)
                self.done.note_new(row)
                self.touched[course_id]["new"] += 1
            elif id(enrolment) in lines:
                self._note_twice(row, lines[id(enrolment)])
                continue
            else:
                said = tuple(_bring_up(enrolment, row, registrant))
                if said:
                    altered.append(enrolment)
                self.done.note_known(row, (*changes, *said))
                if changes or said:
                    self.touched[course_id]["changed"] += 1
            lines[id(enrolment)] = row.line
            met.append(enrolment)
        _write(Enrolment, added, altered, _STORED)
        self._line_of.update((each.pk, lines[id(each)]) for each in met)

    def _note_twice(self, row: EnrolmentRow, first_line: int) -> None:
        data = (("first_line", str(first_line)),)
        code = RemarkCode.ENROLMENT_TWICE
        self.done.note_warning(SourceWarning(row.line, row.course_number, code, data))


def _enrolments_meant(placed: Iterable[Placed]) -> Iterable[Enrolment]:
    """What the courses of the rows hold about people of the rows' names and numbers."""
    courses = {course_id for course_id, _ in placed}
    people = [p for _, row in placed for p in (row.person, row.registrant) if p is not None]
    names, numbers = {p.last_name for p in people}, {p.number for p in people if p.number}
    meant = (
        Q(participant__last_name__in=names)
        | Q(participant__number__in=numbers)
        | Q(registrant__last_name__in=names)
    )
    return Enrolment.objects.filter(meant, course_id__in=courses).select_related(
        "participant", "registrant"
    )


def _meant(there: Sequence[Enrolment], row: EnrolmentRow) -> Enrolment | None:
    """The enrolment with the row's number, else one without; a row without takes any."""
    exact = [each for each in there if each.number == row.number]
    open_ = [each for each in there if not (each.number and row.number)]
    return next(iter(exact or open_), None)


def _new(
    course_id: int, row: EnrolmentRow, person: Participant, registrant: Participant | None
) -> Enrolment:
    return Enrolment(
        course_id=course_id,
        participant=person,
        registrant=registrant,
        status=row.status.value,
        is_imported=True,
        **{name: getattr(row, name) for name in _TEXTS},
    )


def _bring_up(
    held: Enrolment, row: EnrolmentRow, registrant: Participant | None
) -> Iterator[FieldSaid]:
    """Take over what the row says; what the office cancelled by hand stays cancelled."""
    for name in _TEXTS:
        old, new = getattr(held, name), getattr(row, name)
        if new and new != old:
            setattr(held, name, new)
            yield FieldSaid(name, old, new)
    if registrant is not None and registrant.pk != held.registrant_id:
        yield FieldSaid("registrant", str(held.registrant or ""), str(registrant))
        held.registrant = registrant
    status = EnrolmentStatus(row.status.value)
    if status != held.status and not held.is_cancelled_here:
        yield FieldSaid("status", str(EnrolmentStatus(held.status).label), str(status.label))
        held.status = status
    if held.missing_since is not None:
        yield FieldSaid("missing_since", f"{held.missing_since:%d.%m.%Y}", "")
        held.missing_since = None


def _write(
    model: type[Participant] | type[Enrolment],
    added: Iterable[Participant] | Iterable[Enrolment],
    altered: Iterable[Participant] | Iterable[Enrolment],
    names: Sequence[str],
) -> None:
    """Insert and update in bulk; PostgreSQL's upsert is ten times faster than bulk_update."""
    rows = model._default_manager
    rows.bulk_create(list(added), batch_size=_AT_ONCE)  # type: ignore[arg-type]  # rows of `model`
    rows.bulk_create(
        list(altered),  # type: ignore[arg-type]  # rows of `model`
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=list(names),
    )
