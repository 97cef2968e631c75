"""The audit of our dependencies: silence of the service never looks like „nothing found"."""

import json

from scripts.audit import report

FINE = {"name": "django", "version": "5.2", "vulns": []}
WEAK = {
    "name": "lxml",
    "version": "6.1",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["6.2"], "aliases": [], "description": ""}],
}
UNKNOWN = {"name": "nh3", "skip_reason": "Dependency not found on PyPI"}


def told(*packages: object) -> tuple[list[str], bool]:
    return report(json.dumps({"dependencies": packages, "fixes": []}))


def test_a_known_weakness_is_a_failure_and_names_the_version_without_it() -> None:
    assert told(FINE, WEAK) == (
        ["lxml 6.1: PYSEC-2026-1, fixed in 6.2", "2 packages checked, 1 weaknesses."],
        True,
    )


def test_a_service_that_cannot_be_reached_is_said_and_fails_nothing() -> None:
    assert report("", "Traceback …\nConnectionError: no route\n") == (
        ["NOT CHECKED: no answer of the vulnerability service. ConnectionError: no route"],
        False,
    )


def test_packages_the_service_does_not_know_are_counted() -> None:
    assert told(FINE, UNKNOWN) == (
        [
            "1 packages checked, 0 weaknesses.",
            "NOT CHECKED: the vulnerability service does not know 1 packages.",
        ],
        False,
    )
