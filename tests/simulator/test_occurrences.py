"""Rules of series and pages that hold whatever the numbers are."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.simulator.meetings import Meeting, MeetingType, Occurrence
from kurslink.simulator.paging import page
from kurslink.simulator.recurrence import Recurrence, Times, Weekly
from kurslink.simulator.requests import MeetingBody
from kurslink.simulator.series import new_occurrences, rebuilt
from kurslink.simulator.single_dates import moved, removed
from kurslink.simulator.switches import SeriesPatch, Switches

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
KEEPS = Switches(series_patch=SeriesPatch.KEEPS)

rules = st.builds(Weekly, st.integers(1, 4), st.frozensets(st.integers(1, 7), min_size=1))
counts = st.integers(1, 50)
firsts = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: (NOW + timedelta(minutes=minutes)).astimezone(BERLIN)
)


def series(rule: Weekly, count: int, first: datetime) -> tuple[Occurrence, ...]:
    recurrence = Recurrence(rule, Times(count))
    return new_occurrences(recurrence, first, duration=90, switches=Switches())


def meeting_of(occurrences: tuple[Occurrence, ...]) -> Meeting:
    return Meeting(
        meeting_id=81_000_000_001,
        uuid="",
        host_id="host",
        topic="Englisch A1",
        agenda="",
        type=MeetingType.RECURRING,
        start=occurrences[0].start,
        duration=90,
        timezone=BERLIN.key,
        password="",
        settings={},
        recurrence={},
        occurrences=occurrences,
        tracking_fields=(),
        created_at=NOW,
    )


@given(rule=rules, count=counts, first=firsts)
@settings(max_examples=60)
def test_a_series_has_as_many_different_dates_as_asked(
    rule: Weekly, count: int, first: datetime
) -> None:
    occurrences = series(rule, count, first)
    starts = [o.start for o in occurrences]
    assert len({o.occurrence_id for o in occurrences}) == count
    assert starts == sorted(starts)
    assert starts[0] >= first.astimezone(UTC)


@given(rule=rules, count=counts, first=firsts, data=st.data())
@settings(max_examples=60)
def test_changing_one_date_leaves_the_others_alone(
    rule: Weekly, count: int, first: datetime, data: st.DataObject
) -> None:
    meeting = meeting_of(series(rule, count, first))
    chosen = data.draw(st.sampled_from(meeting.occurrences))
    start = chosen.start + timedelta(minutes=data.draw(st.integers(1, 90_000)))
    body = MeetingBody(start_time=f"{start:%Y-%m-%dT%H:%M:%SZ}")
    changed = moved(meeting, chosen, body, now=NOW, switches=Switches())
    assert {o.occurrence_id: o.start for o in changed.occurrences} == {
        **{o.occurrence_id: o.start for o in meeting.occurrences},
        chosen.occurrence_id: start,
    }
    others = tuple(o for o in meeting.occurrences if o is not chosen)
    assert removed(meeting, chosen).available == others


@given(rule=rules, count=counts, first=firsts, data=st.data())
@settings(max_examples=40)
def test_the_same_schedule_again_changes_nothing_or_forgets_everything(
    rule: Weekly, count: int, first: datetime, data: st.DataObject
) -> None:
    fresh = series(rule, count, first)
    chosen = data.draw(st.sampled_from(fresh))
    changed = removed(meeting_of(fresh), chosen).occurrences
    assert rebuilt(changed, fresh, switches=KEEPS) == changed
    assert rebuilt(changed, fresh, switches=Switches()) == fresh


@given(total=st.integers(0, 200), size=st.integers(1, 60))
@settings(max_examples=60)
def test_the_pages_together_are_the_whole_list(total: int, size: int) -> None:
    rows, found, query = list(range(total)), [], {"page_size": str(size)}
    while True:
        answer = page(rows, query, name="rows", largest=300, now=NOW)
        found += answer["rows"]
        if not answer["next_page_token"]:
            break
        query = {"page_size": str(size), "next_page_token": answer["next_page_token"]}
    assert (found, answer["total_records"]) == (rows, total)
