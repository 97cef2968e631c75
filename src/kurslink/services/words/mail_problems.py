"""Sentences for a problem that was kept with a mail, a dispatch or the outbox."""

from collections.abc import Mapping
from typing import Any

from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.words.catalogue import mail_server
from kurslink.services.words.sentences import Explanation, explain, fill


def explain_problem(problem: Mapping[str, Any]) -> Explanation:
    """What `services/mails/problems.py` has kept, in the language of the moment."""
    code, data = problem["code"], problem["data"]
    if code not in mail_server.SENTENCES:
        return explain(Refusal(RefusalCode(code), **data))
    message, hint = mail_server.SENTENCES[code]
    return Explanation(code, fill(message, data), fill(hint, data))
