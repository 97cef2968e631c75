"""Events as Zoom sends them: bodies, and how it signs them."""

import hmac
import json
from datetime import UTC, datetime
from typing import Any

from kurslink.zoom.webhooks import Delivery

SECRET = "4fv1RkqGQUq5sWbEz6hA5A"
SIGNED_AT = datetime.fromtimestamp(1720705455, UTC)


def event_json(name: str = "meeting.updated", *, meeting_id: object = 81234567890) -> Any:
    """An event about a meeting; the fields we do not read are few here and many at Zoom."""
    payload = {
        "account_id": "acc-1",
        "operator": "admin@vhs.example",
        "operation": "single",
        "object": {"id": meeting_id, "type": 8, "occurrences": [{"occurrence_id": "1"}]},
    }
    return {"event": name, "event_ts": 1720705455858, "payload": payload}


def signed(body: object, *, at: datetime = SIGNED_AT, secret: str = SECRET) -> Delivery:
    """`body`, as bytes or as something to write as JSON, signed at `at`."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    timestamp = str(int(at.timestamp()))
    message = f"v0:{timestamp}:".encode() + raw
    return Delivery(raw, f"v0={hmac.digest(secret.encode(), message, 'sha256').hex()}", timestamp)
