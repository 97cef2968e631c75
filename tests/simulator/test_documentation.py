"""docs/simulator.md names every switch, failure, operation and control path there is."""

import re
from dataclasses import fields
from pathlib import Path

from kurslink.simulator import control
from kurslink.simulator.catalogue import OPERATIONS
from kurslink.simulator.faults import Failure
from kurslink.simulator.switches import Switches

DOCUMENT = (Path(__file__).parents[2] / "docs" / "simulator.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return re.split(r"^## ", DOCUMENT, flags=re.MULTILINE)[[*titles()].index(title) + 1]


def titles() -> list[str]:
    return re.findall(r"^## (.+)$", DOCUMENT, flags=re.MULTILINE)


def test_every_switch_is_described_in_the_order_of_the_class() -> None:
    described = re.findall(r"^\| `(\w+)` \|", section("Switches"), flags=re.MULTILINE)
    assert described == [field.name for field in fields(Switches)]


def test_every_operation_is_described() -> None:
    rows = [
        line.split("|")[1]
        for line in section("What it answers").splitlines()
        if "`" in line and line.startswith("|")
    ]
    described = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(described) == sorted(["token", *(operation.name for operation in OPERATIONS)])


def test_every_failure_is_described() -> None:
    listed = section("Control interface").split("Failures: ")[1]
    assert re.findall(r"`(\w+)`", listed) == list(Failure)


def test_every_control_path_is_described() -> None:
    described = set(re.findall(r"(/[a-z]+)", section("Control interface").split("A fault is")[0]))
    existing = {part for _, path, _ in control.PATHS for part in re.findall(r"(/[a-z]+)", path)}
    assert existing <= described
