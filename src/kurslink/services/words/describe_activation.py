"""Says in one sentence how it stands with the „Freischaltung"."""

from django.utils.translation import gettext as _

from kurslink.services.activation import Activation
from kurslink.services.errors import Refusal
from kurslink.services.words.sentences import explain, fill


def describe_activation(activation: Activation) -> str:
    """„Freigeschaltet für … bis …", or why it is locked."""
    try:
        activation.require()
    except Refusal as refusal:
        return explain(refusal).message
    if activation.grant is None:
        return _("Diese Installation braucht keine Freischaltung.")
    said = {"institution": activation.grant.institution, "until": activation.grant.until}
    return fill(_("Freigeschaltet für {institution} bis {until}."), said)
