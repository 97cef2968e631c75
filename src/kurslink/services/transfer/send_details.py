"""Sends topic, alternatives and host where Zoom holds something else."""

from kurslink.services.prepare_transfer import Preparation
from kurslink.services.transfer.carry_out import Workbench
from kurslink.services.transfer.steps import ChangeDetails, ChangeHost
from kurslink.services.words.notices import Notice, NoticeCode
from kurslink.zoom.errors import Refused


def send_details(bench: Workbench, prepared: Preparation) -> tuple[Notice, ...]:
    """Carry out the prepared steps that are not about days. Raises ZoomError, Busy.

    A host Zoom refuses stays as it was, with its link; the notice says so (decision 19).
    """
    if prepared.at_zoom is None:
        return ()
    notices = []
    for step in prepared.steps:
        if isinstance(step, ChangeDetails):
            bench.carry_out(step, prepared.at_zoom)
        if isinstance(step, ChangeHost):
            try:
                bench.carry_out(step, prepared.at_zoom)
                bench.claim.save(host=prepared.wanted.host)  # whoever goes on must know
            except Refused as refused:
                data = {"host": prepared.at_zoom.host_email, "wanted": step.email, "error": refused}
                notices.append(Notice(NoticeCode.HOST_KEPT, data))
    return tuple(notices)
