"""What `deploy/` hands to operators: files their programs accept and that name what exists."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kurslink.config.environment import Environment
from tests.database import bare_environment

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PROGRAM = "/opt/kurslink/venv/bin/kurslink"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for file in DEPLOY.glob("kurslink-*.*"):
        unit = file.read_text(encoding="utf-8").replace(PROGRAM, sys.executable)
        (tmp_path / file.name.replace("@.", "@1.")).write_text(unit, encoding="utf-8")
    units = sorted(tmp_path.iterdir())
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (len(units), done.returncode, done.stderr) == (4, 0, "")


def test_the_settings_named_in_deploy_exist() -> None:
    known = {f"KURSLINK_{name.upper()}" for name in Environment.model_fields}
    ours = {"KURSLINK_SETTINGS_FILE", "KURSLINK_UPSTREAM", "KURSLINK_DATABASE_PASSWORD"}
    for file in (path for path in DEPLOY.rglob("*") if path.is_file()):
        named = set(re.findall(r"KURSLINK_[A-Z_]+", file.read_text(encoding="utf-8")))
        assert named - known - ours == set(), file


def test_compose_starts_pages_worker_database_and_proxy() -> None:
    document = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = document["services"]
    assert set(services) == {"database", "web", "worker", "proxy"}
    assert services["worker"]["command"] == ["kurslink", "worker"]
    named = {mount.split(":")[0] for each in services.values() for mount in each["volumes"]}
    assert {each for each in named if not each.startswith("./")} == set(document["volumes"])


def test_an_installation_behind_a_proxy_has_nothing_django_warns_of(tmp_path: Path) -> None:
    environment = bare_environment(tmp_path) | {
        "KURSLINK_PUBLIC_URL": "https://kurse.vhs.example",
        "KURSLINK_ALLOWED_HOSTS": "kurse.vhs.example",
        "KURSLINK_TRUSTED_PROXIES": "1",
        "DJANGO_SETTINGS_MODULE": "kurslink.config.settings",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the journeys' own
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level=WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("System check identified no issues")
