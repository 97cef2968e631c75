"""Whether the list „Software für Online-Kurse" has the entry that switches Zoom on."""

from collections.abc import Iterator

from kurslink.models import ZOOM, Software
from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit


def look(_visit: Visit) -> Iterator[Finding]:
    """The entry „Zoom", present and active."""
    verdict, code = Verdict.FAILED, FindingCode.SOFTWARE_MISSING
    if Software.objects.filter(name=ZOOM, is_active=True).exists():
        verdict, code = Verdict.OK, FindingCode.SOFTWARE_FINE
    yield found(Area.SOFTWARE, verdict, code)
