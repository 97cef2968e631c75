"""Whether the Zoom functions are unlocked, and for how long."""

from collections.abc import Iterator

from kurslink.services.activation import Activation, read_activation, today
from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found, refused
from kurslink.services.doctor.visit import Visit
from kurslink.services.errors import Refusal
from kurslink.services.words.sentences import explain

SOON = 30  # days; time enough to ask for a new code


def look(visit: Visit) -> Iterator[Finding]:
    """Why it is locked, or until when it is open."""
    activation = read_activation(visit.now)
    try:
        activation.require()
    except Refusal as refusal:
        yield refused(Area.ACTIVATION, Verdict.FAILED, explain(refusal))
    else:
        yield _open(activation, activation.days_left(today(visit.now)))


def _open(activation: Activation, days_left: int | None) -> Finding:
    if activation.grant is None or days_left is None:
        return found(Area.ACTIVATION, Verdict.OK, FindingCode.ACTIVATION_FREE)
    verdict, code = Verdict.OK, FindingCode.ACTIVATION_OPEN
    if days_left <= SOON:
        verdict, code = Verdict.WARNING, FindingCode.ACTIVATION_ENDS
    grant = activation.grant
    return found(Area.ACTIVATION, verdict, code, institution=grant.institution, until=grant.until)
