"""How the journal names what was changed at Zoom."""

from kurslink.models import Event, JournalEntry
from kurslink.services.journal.names import Names
from kurslink.services.transfer.drift import KIND
from kurslink.services.transfer.field_differences import Field
from kurslink.services.words.catalogue.meeting_settings import NAMES
from kurslink.services.words.describe_entry import describe_details


def test_what_was_changed_at_zoom_has_the_names_of_the_pages() -> None:
    fields = [*Field, KIND, *NAMES]
    entry = JournalEntry(event=Event.MEETING_CHANGED_AT_ZOOM, values={"fields": fields})
    assert list(describe_details(entry, Names())) == [
        "Geändert, ohne den Inhalt festzuhalten: Thema, Host, Alternativen, Link, Passwort, Typ, "
        + ", ".join(str(name) for name in NAMES.values())
    ]
