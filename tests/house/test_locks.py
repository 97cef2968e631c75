"""The locks name exact versions with their hashes, and no place to fetch them from."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
WANTED = {
    "requirements.lock": RUNTIME,
    "requirements-dev.lock": RUNTIME + GROUPS["dev"],
    "requirements-node.lock": GROUPS["node"],
}
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==(\S+)(?: ; .*)?$")


def lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(text: str) -> dict[str, list[str]]:
    """Versions by package; a package may have several, for different systems."""
    found: dict[str, list[str]] = {}
    for line in text.replace(" \\\n", "\n").splitlines():
        if match := PIN.match(line):
            found.setdefault(canonicalize_name(match[1]), []).append(match[2])
    return found


@pytest.mark.parametrize("name", WANTED)
def test_each_dependency_is_locked_to_a_version_it_permits(name: str) -> None:
    locked = pins(lock(name))
    wanted = [Requirement(text) for text in WANTED[name]]
    wrong = [
        requirement
        for requirement in wanted
        if not any(map(requirement.specifier.contains, locked[canonicalize_name(requirement.name)]))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", WANTED)
def test_every_line_of_a_python_lock_is_a_version_or_a_hash(name: str) -> None:
    lines = lock(name).replace(" \\\n", "\n").splitlines()
    hashes = re.compile(r"^    --hash=sha256:[0-9a-f]{64}$")
    assert [line for line in lines if not (PIN.match(line) or hashes.match(line))] == []


def test_both_locks_agree_on_what_the_product_uses() -> None:
    development = pins(lock("requirements-dev.lock"))
    runtime = pins(lock("requirements.lock"))
    assert {name: development[name] for name in runtime} == runtime


def test_the_lock_of_the_browser_packages_names_hashes_and_no_addresses() -> None:
    packages = json.loads(lock("package-lock.json"))["packages"]
    root = packages.pop("")
    wanted = json.loads(lock("package.json"))
    assert root["dependencies"] == wanted["dependencies"]
    assert root["devDependencies"] == wanted["devDependencies"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []
