"""Counts the calls of one piece of work, as they really went over the wire."""

from collections import Counter

from kurslink.planning.plan import Calls
from kurslink.zoom.calls import CallRecord

_PURPOSE = {
    "create_meeting": "create",
    "change_meeting": "update",
    "change_occurrence": "update",
    "remove_occurrence": "remove",
    "delete_meeting": "remove",
}


class CallLog:
    """Told of every request; tokens and settings count as nothing Zoom limits per host."""

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()
        self.last_request_id = ""

    def __call__(self, record: CallRecord) -> None:
        """Note one request."""
        self.last_request_id = record.tracking_id or ""
        if record.operation != "token":
            self._counted[_PURPOSE.get(record.operation, "read")] += 1

    @property
    def calls(self) -> Calls:
        """Everything counted so far, repeated requests included."""
        return Calls(**self._counted)

    @property
    def has_sent(self) -> bool:
        """Whether any change was asked for, whatever became of it."""
        return self.calls.writes + self.calls.remove > 0
