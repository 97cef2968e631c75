"""Whether mails can say who writes them: what is empty under „Einrichtung"."""

from collections.abc import Iterator

from kurslink.models import Institution
from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit
from kurslink.services.save_institution import empty_fields


def look(_visit: Visit) -> Iterator[Finding]:
    """Every empty field by name; a warning, for Zoom works without them."""
    if empty := empty_fields(Institution.load()):
        code = FindingCode.INSTITUTION_EMPTY
        yield found(Area.INSTITUTION, Verdict.WARNING, code, fields=empty)
    else:
        yield found(Area.INSTITUTION, Verdict.OK, FindingCode.INSTITUTION_FINE)
