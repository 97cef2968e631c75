"""The chain of entries: each hash covers the entry and the hash of the one before it."""

import hashlib
import json
from datetime import UTC

from django.db import connection

from kurslink.models import JournalEntry

_LOCK = 0x6B75_6A6F  # any number, but always this one: pg_advisory_xact_lock


def hash_of(entry: JournalEntry, previous_hash: str) -> str:
    """What `entry` comes to as the successor of `previous_hash`."""
    said = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": [entry.actor_kind, entry.actor_id],
        "event": entry.event,
        "subject": [entry.subject_kind, entry.subject_id, entry.label, entry.course_id],
        "values": entry.values,
        "id": entry.pk,
        "position": entry.position,
        "previous": previous_hash,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def take_turn() -> None:
    """Wait until nobody else works on the chain; it is ours until the transaction ends.

    Those who write entries never wait for it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
