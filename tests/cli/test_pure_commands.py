"""Commands that need no settings start on any machine: nothing of Django is asked for."""

import os
import subprocess
import sys

import pytest

WITHOUT_SETTINGS = "import sys; sys.argv[1:] = {words!r}; from kurslink.cli.main import run; run()"


@pytest.mark.parametrize("command", ["demo", "plan", "simulator"])
def test_a_pure_command_starts_without_settings(command: str) -> None:
    """As a process: within the tests Django's settings are there already."""
    bare = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    code = WITHOUT_SETTINGS.format(words=[command, "--help"])
    started = subprocess.run(
        [sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=False
    )
    assert (started.returncode, started.stderr) == (0, "")
