"""What an order remembers of its latest attempt, for pages and commands."""

from typing import Any

from kurslink.services.documents import work_document
from kurslink.services.transfer_course import Transfer
from kurslink.services.words.describe_steps import describe
from kurslink.services.words.stored import in_every_language


def order_result(transfer: Transfer) -> dict[str, Any]:
    """What the pages and commands tell of it; link and passcode stand on the course."""
    work = work_document(transfer)
    said = in_every_language(lambda: _sentences(transfer))
    return work | said | {"differences": len(transfer.differences)}


def _sentences(transfer: Transfer) -> dict[str, Any]:
    work = work_document(transfer)
    done = [describe(step) for step in transfer.steps]
    return {"error": work["error"], "warnings": work["warnings"], "done": done}
