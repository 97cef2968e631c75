"""Why the embedded server cannot be used.

EmbeddedPostgresError        key, data; the text is for logs and developers
├── DirectoryRefused         the directory is not ours alone: nothing was touched
└── ServerUnavailable        the server could not be made, started or stopped
"""

from pathlib import Path


class EmbeddedPostgresError(Exception):
    """`key` names the sentence in the catalogue, `data` fills its gaps."""

    def __init__(self, key: str, text: str, **data: str) -> None:
        super().__init__(text)
        self.key = key
        self.data = data


class DirectoryRefused(EmbeddedPostgresError):
    """Starting here would touch files of somebody else, or expose ours."""

    @classmethod
    def belongs_to_another_user(cls, directory: Path, owner: str) -> "DirectoryRefused":
        return cls(
            "database_directory_of_another_user",
            f"{directory} belongs to {owner}. Run Kurslink as {owner}, "
            "or set KURSLINK_DATA_DIR to a directory of your own.",
            directory=str(directory),
            owner=owner,
        )

    @classmethod
    def writable_by_others(cls, directory: Path) -> "DirectoryRefused":
        return cls(
            "database_directory_writable_by_others",
            f"Other users may write to {directory}. Run: chmod 700 {directory}",
            directory=str(directory),
        )

    @classmethod
    def out_of_reach(cls, directory: Path, error: OSError) -> "DirectoryRefused":
        return cls(
            "database_directory_out_of_reach",
            f"{directory} cannot be used: {error.strerror}. "
            "Set KURSLINK_DATA_DIR to a directory of your own.",
            directory=str(directory),
            detail=str(error.strerror),
        )


class ServerUnavailable(EmbeddedPostgresError):
    """PostgreSQL's own words stand in `data["detail"]` where there are any."""

    @classmethod
    def no_account(cls) -> "ServerUnavailable":
        return cls(
            "database_needs_an_ordinary_user",
            "PostgreSQL does not run as root, and this system offers no way to run it as nobody. "
            "Run Kurslink as an ordinary user, or set KURSLINK_DATABASE_URL.",
        )

    @classmethod
    def of_another_version(cls, directory: Path, found: str) -> "ServerUnavailable":
        return cls(
            "database_of_another_version",
            f"The database in {directory} was made by PostgreSQL {found}. "
            "Read it out with that version (pg_dump) and load it into a new one.",
            directory=str(directory),
            found=found,
        )

    @classmethod
    def failed(cls, program: str, directory: Path, detail: str) -> "ServerUnavailable":
        return cls(
            "database_did_not_start",
            f"{program} failed for the database in {directory}:\n{detail}",
            directory=str(directory),
            detail=detail,
        )
