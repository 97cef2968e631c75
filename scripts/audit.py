"""Asks the vulnerability service about every locked package.

A known weakness is a failure. A service that cannot be reached is none, but it is said: then
nobody knows, and that must not look like "nothing found".
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def main() -> int:
    """0: nothing known against us, or not known at all; 1: a weakness."""
    reports = {lock: report(*_ask(lock)) for lock in LOCKS}
    for lock, (lines, _) in reports.items():
        print(f"{lock}:", *(f"  {line}" for line in lines), sep="\n")  # noqa: T201
    return max(is_weak for _, is_weak in reports.values())


def report(said: str, fault: str = "") -> tuple[list[str], bool]:
    """What pip-audit's JSON means in words, and whether a weakness is known."""
    try:
        packages: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError):
        reason = fault.strip().rpartition("\n")[2][:200]
        return [f"NOT CHECKED: no answer of the vulnerability service. {reason}".strip()], False
    weak = [
        f"{each['name']} {each['version']}: {found['id']}, fixed in "
        f"{', '.join(found['fix_versions']) or 'no version yet'}"
        for each in packages
        for found in each.get("vulns", [])
    ]
    checked = [each for each in packages if "skip_reason" not in each]
    lines = [*weak, f"{len(checked)} packages checked, {len(weak)} weaknesses."]
    if missing := len(packages) - len(checked):
        lines.append(f"NOT CHECKED: the vulnerability service does not know {missing} packages.")
    return lines, bool(weak)


def _ask(lock: str) -> tuple[str, str]:
    pip_audit = Path(sys.executable).with_name("pip-audit")
    options = ["--require-hashes", "--disable-pip", "--format=json", "--progress-spinner=off"]
    command = [str(pip_audit), f"--requirement={lock}", *options, "--timeout=10"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


if __name__ == "__main__":
    sys.exit(main())
