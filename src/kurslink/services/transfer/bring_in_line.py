"""Corrects a meeting's schedule until Zoom holds exactly the course days, or cannot."""

from datetime import datetime

from kurslink.planning.plan import Single
from kurslink.planning.update import Obstacle, Rebuild, Step, Update
from kurslink.services.prepare_transfer import update_towards
from kurslink.services.transfer.at_zoom import MeetingAtZoom, read_meeting
from kurslink.services.transfer.carry_out import Workbench
from kurslink.services.transfer.wanted_meeting import Wanted

# One round does it unless Zoom made something else of a request than we planned for.
_ROUNDS = 6


def bring_in_line(
    bench: Workbench,
    wanted: Wanted,
    at_zoom: MeetingAtZoom,
    *,
    now: datetime,
    is_new: bool,
    written: int,
) -> MeetingAtZoom:
    """Move, remove or rebuild until nothing differs; returns the meeting as Zoom last showed it.

    Plans anew from what Zoom really holds after each round, so it ends right whatever Zoom makes
    of a new schedule, of ids or of neighbours. Gives up when a round would repeat the one before:
    then Zoom accepts a change and ignores it. `written` is what the host had written today when
    the plan was made: so the same is saved as was planned. Raises ZoomError, Busy.
    """
    may_rebuild, has_reset = not is_new, is_new
    details_sent = bool(bench.done) and not is_new
    before: tuple[Step, ...] = ()
    for _ in range(_ROUNDS):
        update = update_towards(wanted, at_zoom, now=now, written=written, may_rebuild=may_rebuild)
        if update.obstacle is Obstacle.MORE_DAYS_THAN_OCCURRENCES and not has_reset:
            update, may_rebuild, has_reset = _reset(wanted), True, True
        elif any(isinstance(step, Rebuild) for step in update.steps):
            may_rebuild = False
        if not update.steps or update.steps == before:
            break
        _carry_out(bench, update.steps, at_zoom)
        before, details_sent = update.steps, False
        at_zoom = _read(bench, at_zoom)
    return _read(bench, at_zoom) if details_sent else at_zoom


def _reset(wanted: Wanted) -> Update:
    """Make it a single meeting first: then Zoom has no removed occurrences to remember."""
    return Update((Rebuild(Single(wanted.days[0])),))


def _carry_out(bench: Workbench, steps: tuple[Step, ...], at_zoom: MeetingAtZoom) -> None:
    """Do the steps up to a rebuild: what would follow it was only predicted."""
    for step in steps:
        bench.carry_out(step, at_zoom)
        if isinstance(step, Rebuild):
            return


def _read(bench: Workbench, at_zoom: MeetingAtZoom) -> MeetingAtZoom:
    return read_meeting(bench.zoom.meeting(at_zoom.meeting_id), bench.zone)
