"""What a check of the doctor found: a sentence, and who repairs what is wrong, and how."""

from dataclasses import dataclass
from enum import StrEnum

from kurslink.services.doctor.codes import Area, FindingCode, Who
from kurslink.services.words.catalogue import doctor as catalogue
from kurslink.services.words.sentences import Explanation, fill


class Verdict(StrEnum):
    """How serious it is; a warning does not make the whole examination fail."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True)
class Finding:
    """One line of the report.

    `name` is for programs ("database", "account:vhs@…"), `title` and the rest are for people.
    `repair` is empty where nothing has to be done; with `who` None it says itself who does it.
    """

    name: str
    title: str
    verdict: Verdict
    message: str
    repair: str = ""
    who: Who | None = None

    @property
    def is_ok(self) -> bool:
        """Whether it leaves the whole in order: fine, or no more than a warning."""
        return self.verdict in (Verdict.OK, Verdict.WARNING)

    @property
    def advice(self) -> str:
        """Who does what, in one line: „IT: …"; empty where nothing has to be done."""
        return f"{catalogue.PEOPLE[self.who]}: {self.repair}" if self.who else self.repair


def found(
    area: Area, verdict: Verdict, code: FindingCode, *, subject: str = "", **data: object
) -> Finding:
    """A finding in the words of the catalogue; `subject` tells several of one area apart."""
    message, repair, who = catalogue.SENTENCES[code]
    values = {"subject": subject, **data}
    return Finding(
        name=_name(area, subject),
        title=_title(area, subject),
        verdict=verdict,
        message=fill(message, values),
        repair=fill(repair, values),
        who=who,
    )


def refused(area: Area, verdict: Verdict, why: Explanation, *, subject: str = "") -> Finding:
    """A finding in the words of an error that was explained elsewhere."""
    return Finding(_name(area, subject), _title(area, subject), verdict, why.message, why.hint)


def _name(area: Area, subject: str) -> str:
    return f"{area.value}:{subject}" if subject else area.value


def _title(area: Area, subject: str) -> str:
    return f"{catalogue.TITLES[area]} {subject}".rstrip()
