"""Sentences for what was recorded: each step at Zoom, and what somebody wanted and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kurslink.models import MeetingKind, Order, OrderKind, OrderState, TransferStep
from kurslink.services.transfer.carry_out import DONE
from kurslink.services.transfer_course import TransferStatus
from kurslink.services.words.catalogue import zoom
from kurslink.services.words.sentences import in_words
from kurslink.services.words.stored import as_read


def describe_record(step: TransferStep) -> str:
    """What was asked of Zoom, as it was recorded."""
    detail: Mapping[str, Any] = step.detail
    match step.action:
        case "create":
            sentence = _("Meeting anlegen: {kind} ab {start}, {minutes} Minuten")
        case "rebuild":
            sentence = _("Termine neu aufbauen: {kind} ab {start}, {minutes} Minuten")
        case "move":
            sentence = _("Termin {occurrence} ändern auf {start}, {minutes} Minuten")
        case "remove":
            sentence = _("Termin entfernen: {occurrence}")
        case "change_host":
            sentence = _("Host wechseln zu {email}")
        case "change_details":
            sentence = _("Angaben ändern")
        case "delete":
            sentence = _("Meeting löschen")
        case _:
            sentence = step.action
    return sentence.format(
        kind=_kind(detail.get("kind")),
        start=_moment(detail.get("start_time")),
        minutes=detail.get("duration", "–"),
        occurrence=_moment(detail.get("occurrence")),
        email=detail.get("email", "–"),
    )


def describe_outcome(step: TransferStep) -> str:
    """How a recorded step ended."""
    if step.outcome == DONE:
        return _("erledigt")
    if not step.outcome:
        return _("Ausgang nicht festgehalten: Der Vorgang wurde unterbrochen.")
    sentences = zoom.SENTENCES.get(step.outcome)
    return str(sentences[0]) if sentences else step.outcome


def describe_order(order: Order) -> str:
    """Who wanted what, and what became of it."""
    wish = {
        OrderKind.TRANSFER: _("Übertragung beauftragt"),
        OrderKind.WITHDRAW: _("Löschen des Meetings beauftragt"),
    }[OrderKind(order.kind)]
    if order.batch_id is not None:
        wish = _("{wish} (Sammelübertragung)").format(wish=wish)
    return f"{wish}: {_became(order)}"


def _became(order: Order) -> str:
    match OrderState(order.state):
        case OrderState.CANCELLED:
            return _("abgebrochen")
        case OrderState.RUNNING:
            return _("läuft")
        case OrderState.WAITING:
            return _("wartet")
    words = {
        TransferStatus.TRANSFERRED: _("übertragen"),
        TransferStatus.UNCHANGED: _("nichts zu tun"),
        TransferStatus.WITHDRAWN: _("gelöscht"),
        TransferStatus.DIFFERENCE: _("übertragen, Zoom weicht noch ab"),
        TransferStatus.UNKNOWN: _("Ausgang unbekannt"),
    }
    word = words.get(TransferStatus(order.status)) if order.status else None
    reason = (as_read(order.result).get("error") or {}).get("message", _("nicht ausgeführt"))
    return word or str(reason)


def _kind(value: object) -> str:
    return str(MeetingKind(value).label) if value in MeetingKind.values else "–"


def _moment(value: object) -> str:
    return in_words(datetime.fromisoformat(value)) if isinstance(value, str) else "–"
