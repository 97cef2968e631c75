"""What `kurslink transfer` says about a course, for people at the shell."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kurslink.models import Meeting, Order
from kurslink.planning.plan import Calls
from kurslink.services.batches.plan_row import PlanRow
from kurslink.services.documents import order_document, plan_row_document
from kurslink.services.prepare_transfer import Preparation
from kurslink.services.transfer.steps import Step
from kurslink.services.transfer_course import Transfer, TransferStatus
from kurslink.services.words.describe_steps import describe
from kurslink.services.words.notices import Notice
from kurslink.services.words.result_words import STATUS_WORDS
from kurslink.services.words.sentences import describe_notice, explain, in_words


def report_transfer(transfer: Transfer) -> str:
    """Number, status, access data, dates, and what stood in the way."""
    lines = [f"{transfer.course.number}  {STATUS_WORDS[transfer.status]}  {transfer.course.title}"]
    if transfer.error:
        why = explain(transfer.error)
        lines += [f"  {why.message}", f"  {_remedy(transfer.status, why.hint)}"]
    lines += _at_zoom(transfer.meeting)
    lines += _steps(transfer.steps, transfer.notices)
    return "\n".join(lines)


def _remedy(status: TransferStatus, hint: str) -> str:
    if status is TransferStatus.QUEUED:
        return _("Der Auftrag bleibt bestehen; der Hintergrunddienst macht damit weiter.")
    return hint


def report_order(order: Order) -> str:
    """Number, status, access data, and why it has to wait, for work another process does."""
    document = order_document(order)
    status = STATUS_WORDS[document["status"]]
    lines = [f"{order.course.number}  {status}  {order.course.title}"]
    if why := document["error"]:
        lines += [f"  {why['message']}", f"  {why['hint']}"]
    elif document["status"] == TransferStatus.SCHEDULED:
        lines.append(_line(_("Beginnt"), in_words(order.due_at)))
    lines += _at_zoom(order.course.current_meeting())
    return "\n".join(lines)


def report_preparation(prepared: Preparation) -> str:
    """What would happen, and what it would cost."""
    lines = [
        f"{prepared.course.number}  {STATUS_WORDS[TransferStatus.PLANNED]}  {prepared.wanted.topic}"
    ]
    lines += _steps(prepared.steps, prepared.notices)
    return "\n".join([*lines, f"  {_cost(prepared.calls)}"])


def report_row(row: PlanRow) -> str:
    """The same for a course of a plan, or why it is not sent."""
    document = plan_row_document(row)
    status = STATUS_WORDS[document["status"]]
    lines = [f"{row.course.number}  {status}  {row.course.title}"]
    if why := document["error"]:
        lines += [f"  {why['message']}", f"  {why['hint']}"]
    if row.wanted is not None and row.may_be_sent:
        lines.append(_line(_("Host"), row.wanted.host.email))
        lines += _steps(row.steps, row.notices)
        lines.append(f"  {_cost(row.calls)}")
    return "\n".join(lines)


def _at_zoom(meeting: Meeting | None) -> list[str]:
    if meeting is None or not meeting.is_at_zoom:
        return []
    return [*_access_data(meeting), *_dates(meeting)]


def _access_data(meeting: Meeting) -> list[str]:
    return [
        _line(_("Link"), meeting.join_url),
        _line(_("Meeting-ID"), str(meeting.zoom_meeting_id)),
        _line(_("Passwort"), meeting.passcode),
        _line(_("Host"), meeting.host.email),
    ]


def _dates(meeting: Meeting) -> list[str]:
    starts = [one.starts_at for one in meeting.occurrences.all()]
    return [
        _line("" if index else _("Termine"), in_words(start)) for index, start in enumerate(starts)
    ]


def _line(label: str, value: str) -> str:
    return f"  {label + ':' if label else '':11}  {value}"


def _steps(steps: Iterable[Step], notices: Iterable[Notice]) -> list[str]:
    done = [f"  - {describe(step)}" for step in steps]
    return [*done, *(f"  ! {describe_notice(notice)}" for notice in notices)]


def _cost(calls: Calls) -> str:
    sentence = _("{total} Anfragen an Zoom, davon {writes} Schreibzugriffe.")
    return sentence.format(total=calls.total, writes=calls.writes)
