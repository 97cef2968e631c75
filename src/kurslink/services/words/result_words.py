"""One word for how an order stands, for lists and reports."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kurslink.models import OrderState
from kurslink.services.transfer_course import TransferStatus

STATUS_WORDS: dict[str, Promise] = {
    TransferStatus.TRANSFERRED: _("übertragen"),
    TransferStatus.UNCHANGED: _("unverändert"),
    TransferStatus.DIFFERENCE: _("Abweichung"),
    TransferStatus.FAILED: _("Fehler"),
    TransferStatus.REFUSED: _("nicht übertragen"),
    TransferStatus.UNKNOWN: _("unbekannt"),
    TransferStatus.PLANNED: _("geplant"),
    TransferStatus.QUEUED: _("beauftragt"),
    TransferStatus.SCHEDULED: _("später"),
    TransferStatus.WITHDRAWN: _("gelöscht"),
}
ORDER_WORDS: dict[str, Promise] = {
    **STATUS_WORDS,
    OrderState.WAITING: _("wartet"),
    OrderState.RUNNING: _("läuft"),
    OrderState.CANCELLED: _("abgebrochen"),
}


def word_key(state: str, status: str) -> str:
    """The key into ORDER_WORDS for an order's state and status."""
    if state == OrderState.ENDED:
        return status
    is_later = state == OrderState.WAITING and status == TransferStatus.SCHEDULED
    return status if is_later else state
