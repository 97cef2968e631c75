"""„Rückgängig": a message about something that can be taken back carries the way to do it."""

from django.contrib import messages
from django.http import HttpRequest


def say_undoable(request: HttpRequest, sentence: str, *, undo: str) -> None:
    """Tell that it is done; `undo` is the address that takes it back when posted to."""
    messages.success(request, sentence, extra_tags=undo)
