"""Where the simulator keeps what must survive a restart: JSON documents in one SQLite file."""

import sqlite3
from pathlib import Path

from kurslink.simulator.errors import CannotStart

SCHEMA = """
create table if not exists document (
    kind text not null, key text not null, body text not null, primary key (kind, key)
) without rowid
"""


class StateFile:
    """Each write is a transaction of its own, so a kill never leaves half a document.

    Without a path the documents live in memory only.
    """

    def __init__(self, path: Path | None) -> None:
        try:
            self._connection = sqlite3.connect(path or ":memory:", isolation_level=None)
            # A lost power supply may cost the practice account its last second; a kill may not.
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute("pragma synchronous = off")
            self._connection.execute(SCHEMA)
        except sqlite3.Error as error:
            raise CannotStart(f"The state file {path} cannot be used: {error}") from error

    def put(self, kind: str, key: str, body: str | bytes) -> None:
        text = body if isinstance(body, str) else body.decode()
        self._connection.execute(
            "insert or replace into document values (?, ?, ?)", (kind, key, text)
        )

    def delete(self, kind: str, key: str) -> None:
        self._connection.execute("delete from document where kind = ? and key = ?", (kind, key))

    def clear(self, kind: str) -> None:
        self._connection.execute("delete from document where kind = ?", (kind,))

    def bodies(self, kind: str) -> list[str]:
        rows = self._connection.execute("select body from document where kind = ?", (kind,))
        return [body for (body,) in rows]

    def find(self, kind: str, key: str) -> str | None:
        query = "select body from document where kind = ? and key = ?"
        row = self._connection.execute(query, (kind, key)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        self._connection.close()
