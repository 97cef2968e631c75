"""„Prüfung der Installation": what the doctor finds, and who repairs it how; made for printing."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from kurslink.services import clock
from kurslink.services.doctor.examination import examine
from kurslink.services.doctor.finding import Finding, Verdict
from kurslink.web.page import LONG_PATIENCE
from kurslink.web.settings_page import SettingsPage


class Doctor(SettingsPage):
    """Examines on request only: Zoom is asked about every Zugang, which may take a while."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What will be looked at."""
        return self.draw(request, "settings/doctor.html", {})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look at everything; nothing is changed."""
        now = clock.now()
        findings = examine(actor=self.actor, now=now, budget=LONG_PATIENCE)
        return self.draw(request, "settings/doctor.html", _report(findings, now))


def _report(findings: tuple[Finding, ...], now: datetime) -> dict[str, object]:
    """Faults first, warnings next; what is in order comes last."""
    order = (Verdict.FAILED, Verdict.WARNING, Verdict.NOT_CHECKED, Verdict.OK)
    verdicts = [finding.verdict for finding in findings]
    return {
        "findings": sorted(findings, key=lambda finding: order.index(finding.verdict)),
        "failed": verdicts.count(Verdict.FAILED),
        "warned": verdicts.count(Verdict.WARNING),
        "examined_at": now,
    }
