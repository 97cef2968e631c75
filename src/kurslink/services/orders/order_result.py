"""What an order remembers of its latest attempt, for pages and commands."""

from typing import Any

from kurslink.services.documents import work_document
from kurslink.services.transfer_course import Transfer
from kurslink.services.words.describe_steps import describe


def order_result(transfer: Transfer) -> dict[str, Any]:
    """What the pages and commands tell of it; link and passcode stand on the course."""
    return work_document(transfer) | {
        "done": [describe(step) for step in transfer.steps],
        "differences": len(transfer.differences),
    }
