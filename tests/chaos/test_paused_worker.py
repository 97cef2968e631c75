"""A worker stands still beyond its lease, as in a paused virtual machine, and wakes up again."""

from datetime import date

from kurslink.models import Course, Meeting, MeetingState, Order, OrderState
from kurslink.services.place_order import place_order
from kurslink.services.rights import SHELL
from kurslink.services.transfer.markers import agenda_with
from tests.chaos.promises import require_promises
from tests.chaos.stage import Stage, wait_for
from tests.chaos.workers import Worker
from tests.course_office import weekly
from tests.simulator_process import HeldRequest

DAYS = weekly(date(2026, 11, 3), 3)


def fall_asleep(stage: Stage, *, when: str, operation: str) -> tuple[Worker, HeldRequest]:
    """A worker that stands still while its request is held; then time passes."""
    hold = stage.simulator.control.hold(when=when, operation=operation)
    worker = stage.worker(concurrency=1)
    wait_for(lambda: hold.is_reached)
    worker.sleep()
    stage.later()
    return worker, hold


def wake_up(stage: Stage, sleeper: Worker) -> None:
    """It finds what it held taken over, stores nothing, and can be used again."""
    before = rows()
    sleeper.wake()
    fresh = place_order(stage.course(DAYS), actor=SHELL, now=sleeper.started_at)
    wait_for(lambda: Order.objects.filter(pk=fresh.pk, state=OrderState.ENDED).exists())
    assert rows() & before == before


def rows() -> set[tuple[object, ...]]:
    """All that is stored of meetings."""
    fields = ("pk", "state", "zoom_meeting_id", "topic", "passcode", "transferred_at", "problem")
    return set(Meeting.objects.values_list(*fields))


def test_who_was_asleep_before_the_creation_asks_for_no_second_meeting(stage: Stage) -> None:
    stage.order(stage.course(DAYS))
    sleeper, hold = fall_asleep(stage, when="after", operation="get_user_settings")
    stage.come_to_rest()
    hold.release()
    wake_up(stage, sleeper)
    require_promises(stage.simulator)


def test_who_was_asleep_while_zoom_made_the_meeting_stores_nothing(stage: Stage) -> None:
    """The one who took over found the meeting by its marker."""
    stage.order(stage.course(DAYS))
    sleeper, hold = fall_asleep(stage, when="after", operation="create_meeting")
    stage.come_to_rest()
    hold.release()
    wake_up(stage, sleeper)
    require_promises(stage.simulator)


def test_who_was_asleep_during_a_change_does_no_harm(stage: Stage) -> None:
    course = stage.live_course(DAYS)
    Course.objects.filter(pk=course.pk).update(title="Englisch B2 am Abend")
    stage.order(course)
    sleeper, hold = fall_asleep(stage, when="before", operation="update_meeting")
    stage.come_to_rest()
    hold.release()
    wake_up(stage, sleeper)
    require_promises(stage.simulator)


def test_a_creation_that_arrives_after_it_was_given_up_leaves_a_marked_meeting_too_many(
    stage: Stage,
) -> None:
    """The window nobody can close: it stood still between its last look and the request.

    The meeting too many carries the marker of the course, and its link was never stored: so it can
    be told from the right one, and taken away (services/sweep_meetings.py).
    """
    course = stage.course(DAYS)
    stage.order(course)
    sleeper, hold = fall_asleep(stage, when="before", operation="create_meeting")
    stage.come_to_rest()
    hold.release()
    wait_for(lambda: len(stage.simulator.control.meetings()) == 2)
    wake_up(stage, sleeper)
    meeting = course.current_meeting()
    assert meeting is not None
    marked = [
        each["id"]
        for each in stage.simulator.control.meetings()
        if each["agenda"].startswith(agenda_with(meeting.marker))
    ]
    assert (len(marked), meeting.zoom_meeting_id in marked) == (2, True)
    assert meeting.state == MeetingState.LIVE
    course.online.refresh_from_db()
    assert course.online.link == meeting.join_url
