"""Dispatches whose time came when something stood in their way."""

from kurslink.models import Dispatch, DispatchState


def held_dispatches() -> tuple[Dispatch, ...]:
    """The longest due first, with their course; `problem` says why. One query."""
    held = Dispatch.objects.filter(state=DispatchState.HELD)
    return tuple(held.select_related("course").order_by("due_at", "pk"))
