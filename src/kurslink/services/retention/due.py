"""Decides what is over its period: the preview and the run ask the same questions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kurslink.models import (
    OPEN,
    Batch,
    Course,
    Deletion,
    Dispatch,
    DispatchState,
    Enrolment,
    JournalEntry,
    MailMessage,
    MailState,
    Meeting,
    OnlineDetails,
    Order,
    Participant,
    Retention,
    TransferStep,
    last_day,
)
from kurslink.models.meeting import HISTORY
from kurslink.services.connection.zoom_access import time_zone

ON_THEIR_WAY = (MailState.WAITING, MailState.HANDED_OVER)
"""Mails in one of these are about to be sent: their text is needed."""

ONLINE_ACCESS = (
    "link",
    "phone_number",
    "participant_code",
    "meeting_number",
    "passcode",
    "moderator_code",
)
OWN_ACCESS = ("link", "participant_code", "passcode")
MEETING_ACCESS = ("join_url", "passcode")

_OVER = (DispatchState.DONE, DispatchState.CANCELLED)


@dataclass(frozen=True)
class Due:
    """What is over its period at `now`; a period that is off lets nothing be due."""

    periods: Retention
    now: datetime

    def courses_with_meeting(self) -> "QuerySet[Course]":
        """Long over, and still holding a meeting."""
        return self._courses_over(self.periods.access_days).filter(_current_meeting())

    def courses_with_access(self) -> "QuerySet[Course]":
        """Long over, and somewhere still saying how to get in."""
        courses = self._courses_over(self.periods.access_days).filter(_has_access())
        return courses.exclude(_current_meeting()) if self.periods.deletes_meetings else courses

    def participants(self) -> "QuerySet[Participant]":
        """Everybody whose last course, taken or registered for others, is long over; and nobody's
        participants, whose courses were deleted.
        """
        days = self.periods.participant_days
        if days is None:
            return Participant.objects.none()
        coming = Q(last_day=None) | Q(last_day__gte=self._before(days))
        kept = Course.objects.annotate(last_day=last_day()).filter(coming)
        in_kept = Enrolment.objects.filter(course__in=kept.order_by().values("pk"))
        return Participant.objects.exclude(
            Exists(in_kept.filter(participant=OuterRef("pk")))
        ).exclude(Exists(in_kept.filter(registrant=OuterRef("pk"))))

    def mail_texts(self) -> "QuerySet[MailMessage]":
        """Old mails that still say what they said.

        What they told of the way in (`told`) goes with the access data: a course that goes on
        compares with it.
        """
        old = self._older(MailMessage.objects.all(), "placed_at", self.periods.mail_text_days)
        return old.exclude(state__in=ON_THEIR_WAY).exclude(text="", html="", calendar="")

    def mail_lines(self) -> "QuerySet[MailMessage]":
        """Mails so old that nothing of them is kept."""
        old = self._older(MailMessage.objects.all(), "placed_at", self.periods.mail_line_days)
        return old.exclude(state__in=ON_THEIR_WAY)

    def history(self) -> "tuple[QuerySet[Any], ...]":
        """Old steps at Zoom, orders, dispatches and reports of deletions."""
        days = self.periods.history_days
        orders = Order.objects.exclude(state__in=OPEN)
        dispatches = Dispatch.objects.filter(state__in=_OVER, mails=None)
        return (
            self._older(TransferStep.objects.all(), "started_at", days),
            self._older(orders, "placed_at", days),
            self._older(Batch.objects.filter(orders=None), "placed_at", days),
            self._older(dispatches, "placed_at", days),
            self._older(Deletion.objects.all(), "started_at", days),
        )

    def journal(self) -> "QuerySet[JournalEntry]":
        """Old entries of the journal."""
        return self._older(JournalEntry.objects.all(), "at", self.periods.history_days)

    def journal_before(self) -> datetime | None:
        """The moment before which the journal is cut off; None if nothing is."""
        days = self.periods.history_days
        return None if days is None else self.now - timedelta(days=days)

    def _courses_over(self, days: int | None) -> "QuerySet[Course]":
        if days is None:
            return Course.objects.none()
        return Course.objects.annotate(last_day=last_day()).filter(last_day__lt=self._before(days))

    def _before(self, days: int) -> date:
        return self.now.astimezone(time_zone()).date() - timedelta(days=days)

    def _older(self, rows: "QuerySet[Any]", name: str, days: int | None) -> "QuerySet[Any]":
        if days is None:
            return rows.none()
        return rows.filter(**{f"{name}__lt": self.now - timedelta(days=days)})


def _current_meeting() -> Exists:
    return Exists(Meeting.objects.filter(course=OuterRef("pk")).exclude(state__in=HISTORY))


def _has_access() -> Exists:
    """In the box „Online-Kurs", an enrolment, a past meeting, or what mails told."""
    of_course = {"course": OuterRef("pk")}
    online = OnlineDetails.objects.filter(any_filled(ONLINE_ACCESS), **of_course)
    own = Enrolment.objects.filter(any_filled(OWN_ACCESS), **of_course)
    past = Meeting.objects.filter(any_filled(MEETING_ACCESS), **of_course)
    told = MailMessage.objects.filter(**of_course).exclude(told={})
    return Exists(online) | Exists(own) | Exists(past) | Exists(told)  # type: ignore[return-value]  # combined it is a Q


def any_filled(names: tuple[str, ...]) -> Q:
    """Whether one of the text columns `names` says anything."""
    return ~Q(**dict.fromkeys(names, ""))
