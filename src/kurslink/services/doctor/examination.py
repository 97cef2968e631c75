"""The examination: every check in order; each part of the house adds its own line here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from kurslink.services.connection.zoom_access import patience_of
from kurslink.services.doctor import (
    accounts,
    activation,
    clock,
    data_directory,
    database,
    encryption,
    institution,
    journal,
    mail,
    mail_templates,
    public_address,
    software,
    space,
    tables,
    worker,
)
from kurslink.services.doctor.codes import Area, FindingCode
from kurslink.services.doctor.finding import Finding, Verdict, found, refused
from kurslink.services.doctor.visit import Visit
from kurslink.services.rights import Actor, Right
from kurslink.services.words.sentences import Explanation


@dataclass(frozen=True)
class Check:
    """One check: `look` yields the findings of `area`."""

    area: Area
    look: Callable[[Visit], Iterable[Finding]]
    needs_database: bool = True


CHECKS = (
    Check(Area.DATABASE, database.look),
    Check(Area.TABLES, tables.look),
    Check(Area.CLOCK, clock.look),
    Check(Area.ENCRYPTION, encryption.look),
    Check(Area.DATA_DIRECTORY, data_directory.look, needs_database=False),
    Check(Area.UPLOAD_SPACE, space.look, needs_database=False),
    Check(Area.PUBLIC_ADDRESS, public_address.look, needs_database=False),
    Check(Area.ACTIVATION, activation.look),
    Check(Area.INSTITUTION, institution.look),
    Check(Area.MAIL_TEMPLATE, mail_templates.look),
    Check(Area.WORKER, worker.look),
    Check(Area.JOURNAL, journal.look),
    Check(Area.MAIL, mail.look),
    Check(Area.SOFTWARE, software.look),
    Check(Area.ACCOUNT, accounts.look),
)


def examine(
    *,
    actor: Actor,
    now: datetime,
    database_fault: Explanation | None = None,
    budget: float | None = None,
) -> tuple[Finding, ...]:
    """Look at everything; changes nothing, asks Zoom about every active Zugang.

    An entrance that could not open the database says why in `database_fault`: then only what works
    without it is looked at. `budget`: seconds a person waits for Zoom; a Zugang for which they do
    not suffice is not checked. Raises Refusal if the actor may not see the settings.
    """
    actor.require(Right.SETTINGS)
    return tuple(_findings(Visit(actor, now, patience_of(budget)), database_fault))


def is_healthy(findings: Iterable[Finding]) -> bool:
    """Whether nothing failed; warnings do not count."""
    return all(finding.is_ok for finding in findings)


def _findings(visit: Visit, database_fault: Explanation | None) -> Iterator[Finding]:
    for check in CHECKS:
        if database_fault is None or not check.needs_database:
            yield from check.look(visit)
        elif check.area is Area.DATABASE:
            yield refused(check.area, Verdict.FAILED, database_fault)
        else:
            yield found(check.area, Verdict.NOT_CHECKED, FindingCode.NEEDS_DATABASE)
