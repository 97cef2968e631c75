"""What a line of the outbox shows and offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kurslink.models import ACCOUNT_MAIL, MailMessage, MailState
from kurslink.services.cancel_mails import CANCELLABLE
from kurslink.services.resend_mail import REPEATABLE
from kurslink.services.staff_names import StaffNames
from kurslink.services.words.mail_problems import explain_problem
from kurslink.services.words.sentences import Explanation


@dataclass(frozen=True)
class MailLine:
    """A mail, what stands in its way, and what may be decided about it."""

    mail: MailMessage
    problem: Explanation | None
    waits_until: datetime | None
    is_repeated: bool
    staff: StaffNames

    @property
    def placed_by(self) -> str:
        """Who had it written, by name."""
        return self.staff.called(self.mail.placed_by)

    @property
    def may_cancel(self) -> bool:
        """Whether nobody has got it yet."""
        return self.mail.state in CANCELLABLE

    @property
    def may_resend(self) -> bool:
        """Whether it may be sent once more; its repetition is repeated, not it."""
        is_personal = self.mail.area == ACCOUNT_MAIL
        return self.mail.state in REPEATABLE and not self.is_repeated and not is_personal

    @property
    def is_undecided(self) -> bool:
        """Whether a button settles it at once."""
        return self.may_cancel or self.is_uncertain

    @property
    def is_to_print(self) -> bool:
        """Whether it is a letter nobody has printed."""
        return self.mail.state == MailState.TO_PRINT

    @property
    def is_uncertain(self) -> bool:
        """Whether a person has to find out if it arrived."""
        return self.mail.state == MailState.UNCERTAIN


def lines_of(mails: Iterable[MailMessage], *, now: datetime) -> list[MailLine]:
    """The lines for mails of `mail_filter.newest_first`."""
    staff = StaffNames()
    return [_line(mail, now, staff) for mail in mails]


def _line(mail: MailMessage, now: datetime, staff: StaffNames) -> MailLine:
    waits = mail.state == MailState.WAITING and mail.due_at > now
    return MailLine(
        mail=mail,
        problem=explain_problem(mail.problem) if mail.problem else None,
        waits_until=mail.due_at if waits else None,
        is_repeated=getattr(mail, "is_repeated", False),
        staff=staff,
    )
