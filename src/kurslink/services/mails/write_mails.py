"""Writes what a plan decided into the outbox: a finished mail or letter for each person."""

from datetime import datetime

from kurslink.models import Dispatch, Institution, MailMessage, MailState
from kurslink.services.mails.calendar_file import calendar_for
from kurslink.services.mails.check_text import require_sendable
from kurslink.services.mails.mails_before import key_of
from kurslink.services.mails.problems import OVERTAKEN
from kurslink.services.mails.rendering import Rendered, render_mail
from kurslink.services.mails.sending_queue import defer_sending
from kurslink.services.mails.standard_texts import text_for
from kurslink.services.mails.wish import DispatchPlan, Fate, Line
from kurslink.services.variables.course_values import times_differ


def write_mails(dispatch: Dispatch, plan: DispatchPlan, *, now: datetime) -> None:
    """Put a finished mail or letter for everybody of `plan` into the outbox; needs a transaction.

    Whoever was written to by somebody else in this moment gets nothing twice. What waits for the
    same people and says something else is taken back.
    """
    _take_back_overtaken(plan, now)
    institution = Institution.load()
    mails = [_mail(dispatch, plan, line, institution, now) for line in plan.written]
    MailMessage.objects.bulk_create(mails, ignore_conflicts=True)
    defer_sending()


def _take_back_overtaken(plan: DispatchPlan, now: datetime) -> None:
    """A mail the server has put off would arrive after its correction."""
    open_mails = MailMessage.objects.filter(
        course=plan.course, is_test=False, state__in=(MailState.WAITING, MailState.TO_PRINT)
    )
    versions = {line.recipient.key: line.version for line in plan.written}
    found = open_mails.only("audience", "enrolment_id", "instructor_id", "version")
    overtaken = [
        mail.pk for mail in found if versions.get(key_of(mail), mail.version) != mail.version
    ]
    open_mails.filter(pk__in=overtaken).update(
        state=MailState.CANCELLED, ended_at=now, problem={"code": OVERTAKEN, "data": {}}
    )


def mail_text(plan: DispatchPlan, line: Line) -> Rendered:
    """The mail of one person as it would be sent now. Raises Refusal for a broken template."""
    audience = line.recipient.audience
    text = text_for(plan.wish.template_for(audience), plan.wish.area, audience)
    require_sendable(text, audience)
    return render_mail(text, line.values, times_differ=times_differ(plan.course))


def _mail(
    dispatch: Dispatch, plan: DispatchPlan, line: Line, institution: Institution, now: datetime
) -> MailMessage:
    recipient, rendered, calendar = line.recipient, mail_text(plan, line), ""
    if plan.wish.with_calendar:
        calendar = calendar_for(plan.course, line.values, institution=institution, now=now)
    return MailMessage(
        dispatch=dispatch,
        course=plan.course,
        area=plan.wish.area,
        audience=recipient.audience,
        enrolment=recipient.enrolment,
        instructor=recipient.instructor,
        to_name=str(recipient.addressee),
        to_address=recipient.address,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.document,
        calendar=calendar,
        told=line.told,
        version=line.version,
        round=line.round,
        state=MailState.WAITING if line.fate is Fate.MAIL else MailState.TO_PRINT,
        placed_by=dispatch.placed_by,
        placed_at=now,
        due_at=now,
    )
