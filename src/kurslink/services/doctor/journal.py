"""Whether the newest entries of the journal are as they were written."""

from collections.abc import Iterator

from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found
from kurslink.services.doctor.visit import Visit
from kurslink.services.journal.verify import verify_chain

_NEWEST = 5_000  # some hundred milliseconds; `kurslink journal --verify` looks at all


def look(_visit: Visit) -> Iterator[Finding]:
    """The end of the chain, entry by entry."""
    report = verify_chain(newest=_NEWEST)
    if report.is_intact:
        code, verdict = FindingCode.JOURNAL_FINE, Verdict.OK
    else:
        code, verdict = FindingCode.JOURNAL_BROKEN, Verdict.FAILED
    count, position = report.entries, report.broken_at
    yield found(Area.JOURNAL, verdict, code, count=count, position=position)
