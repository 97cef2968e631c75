"""One step of „Verbindung testen": a mark, what was seen, and what is wrong and who repairs it."""

from dataclasses import dataclass
from enum import StrEnum

from kurslink.services.words.catalogue import connection
from kurslink.services.words.connection_names import CheckName, Problem, Seen
from kurslink.services.words.sentences import Explainable, Explanation, explain, in_words


class CheckStatus(StrEnum):
    """How a step ended; a failed one ends the test, a warning does not."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True)
class Check:
    """One step; `found` is what was seen, in words, `explanation` what is wrong."""

    name: CheckName
    status: CheckStatus
    found: str = ""
    explanation: Explanation | None = None

    @property
    def label(self) -> str:
        """The step's name for people."""
        return str(connection.LABELS[self.name])

    @property
    def is_ok(self) -> bool:
        """Whether transfers may be expected to work, as far as this step can tell."""
        return self.status in (CheckStatus.OK, CheckStatus.WARNING)


def passed(name: CheckName, seen: Seen, **data: object) -> Check:
    """A tick, with what was seen."""
    return Check(name, CheckStatus.OK, _filled(connection.SEEN[seen], data))


def warned(name: CheckName, problem: Problem, **data: object) -> Check:
    """Something that may hurt later."""
    return Check(name, CheckStatus.WARNING, explanation=_explained(problem, data))


def failed(name: CheckName, problem: Problem, **data: object) -> Check:
    """A cross for what we found out ourselves."""
    return Check(name, CheckStatus.FAILED, explanation=_explained(problem, data))


def refused(name: CheckName, error: Explainable) -> Check:
    """A cross for what Zoom, or the way there, refused."""
    return Check(name, CheckStatus.FAILED, explanation=explain(error))


def not_checked(name: CheckName) -> Check:
    """A step behind the one that failed."""
    found = str(connection.SEEN[Seen.NOT_CHECKED])
    return Check(name, CheckStatus.NOT_CHECKED, found)


def _explained(problem: Problem, data: dict[str, object]) -> Explanation:
    message, repair = connection.PROBLEMS[problem]
    return Explanation(problem.value, _filled(message, data), _filled(repair, data))


def _filled(sentence: object, data: dict[str, object]) -> str:
    return str(sentence).format(**{name: in_words(value) for name, value in data.items()})
