"""What stands in the way of a mail, kept beside it: code and data, without words.

`words/mail_problems.py` makes sentences of it.
"""

from typing import Any

from kurslink.mail.errors import MailError
from kurslink.services.errors import Refusal
from kurslink.services.words.sentences import mail_data

Problem = dict[str, Any]

GIVEN_UP = "mail-given-up"
OVERTAKEN = "mail-overtaken"
RESTORED = "mail-restored"


def problem_of(error: MailError | Refusal) -> Problem:
    """The problem `error` is, as JSON."""
    if isinstance(error, Refusal):
        return {"code": error.code.value, "data": error.data}
    return {"code": error.key, "data": mail_data(error)}
