"""Knows what reads as if a course took place online."""

import re

from kurslink.sources.course_rows import OnlineHint, Room

_ONLINE = re.compile(r"\b(?:online|webinar|virtuell|zoom|livestream)", re.IGNORECASE)
_DENIED = re.compile(r"(?:kein|nicht|nein)", re.IGNORECASE)


def online_hints(title: str, place: str, room: Room) -> tuple[OnlineHint, ...]:
    """Where title, place or room read as if the course took place online."""
    said = {OnlineHint.TITLE: title, OnlineHint.PLACE: place, OnlineHint.ROOM: room.label}
    return tuple(hint for hint, text in said.items() if _ONLINE.search(text))


def reads_online(text: str) -> bool:
    """Whether the name of a kind of course („Online-Kurs“, „Webinar“) means an online course."""
    return _ONLINE.search(text) is not None and _DENIED.match(text) is None
