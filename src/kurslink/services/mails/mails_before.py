"""What the people of a course were written before."""

from collections import defaultdict
from dataclasses import dataclass

from kurslink.models import NOT_TOLD, Audience, Course, MailArea, MailMessage
from kurslink.services.mails.problems import OVERTAKEN

TELLS = (MailArea.ACCESS_DATA, MailArea.CHANGE)
"""After a mail of these areas a person knows the way in."""

Key = tuple[Audience, int]


@dataclass(frozen=True)
class Before:
    """The mails of one person about one course, oldest first; also those that told nothing."""

    mails: tuple[MailMessage, ...] = ()

    @property
    def way_in(self) -> MailMessage | None:
        """From which the person knows the way in."""
        return self.latest(*TELLS)

    @property
    def known(self) -> MailMessage | None:
        """What holds for a person who knows the way in: maybe that nothing takes place."""
        return self.latest(*TELLS, MailArea.CANCELLATION) if self.way_in else None

    @property
    def is_called_off(self) -> bool:
        """Whether the person was told that the course is cancelled, and nothing else since."""
        newest = self.latest(*TELLS, MailArea.CANCELLATION)
        return newest is not None and newest.area == MailArea.CANCELLATION

    def latest(self, *areas: MailArea) -> MailMessage | None:
        """The newest mail of `areas` that told, tells or may have told something."""
        told = (mail for mail in reversed(self.mails) if mail.state not in NOT_TOLD)
        return next((mail for mail in told if mail.area in areas), None)

    def next_round(self, area: MailArea, version: str) -> int:
        """0 for a version the person never got; else one more than its latest repetition."""
        rounds = [mail.round for mail in self._same(area, version) if mail.state not in NOT_TOLD]
        return max(rounds, default=-1) + 1

    def was_in_vain(self, area: MailArea, version: str, address: str) -> bool:
        """Whether, since the person learned something, this very mail was refused at `address`,
        or somebody called it off."""
        newest = self.latest(*TELLS, MailArea.CANCELLATION)
        return any(
            mail.to_address == address and mail.state in NOT_TOLD and not is_overtaken(mail)
            for mail in self._same(area, version)
            if newest is None or (mail.placed_at, mail.pk) > (newest.placed_at, newest.pk)
        )

    def _same(self, area: MailArea, version: str) -> list[MailMessage]:
        return [mail for mail in self.mails if (mail.area, mail.version) == (area, version)]


def key_of(mail: MailMessage) -> Key:
    """Tells the people of one course apart, as `Recipient.key` does."""
    return Audience(mail.audience), mail.enrolment_id or mail.instructor_id or 0


def is_overtaken(mail: MailMessage) -> bool:
    """Whether it was taken back because something else was true before it could leave."""
    return mail.problem is not None and mail.problem["code"] == OVERTAKEN


def mails_before(course: Course) -> dict[Key, Before]:
    """By person; nobody who was never written to."""
    found: dict[Key, list[MailMessage]] = defaultdict(list)
    mails = MailMessage.objects.filter(course=course, is_test=False)
    for mail in mails.defer("text", "html", "calendar").order_by("placed_at", "pk"):
        found[key_of(mail)].append(mail)
    return {key: Before(tuple(each)) for key, each in found.items()}
