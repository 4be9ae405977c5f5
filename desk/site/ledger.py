"""What the exports of a desk wrote into a folder, generation by generation; it lies in the desk.

A row is a file as some generations of the site have it, from `born` until before `ended`, so that a tree of
an earlier generation is known file by file and brought up to date by what changed since.
"""

import sqlite3
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS folder (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE,
    live INTEGER NOT NULL, previous INTEGER, spare INTEGER, tree INTEGER, back INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS file (folder INTEGER, path TEXT, born INTEGER, ended INTEGER,
    digest TEXT, size INTEGER, time INTEGER, stamp TEXT, PRIMARY KEY (folder, path, born)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_born ON file (folder, born);
CREATE INDEX IF NOT EXISTS file_ended ON file (folder, ended);
CREATE TABLE IF NOT EXISTS begun (folder INTEGER, path TEXT, digest TEXT, size INTEGER, time INTEGER,
    stamp TEXT, PRIMARY KEY (folder, path)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS others (folder INTEGER, generation INTEGER, path TEXT);
"""
_ENTRY = "digest, size, time, stamp"
_WAIT = 30  # seconds for another export of the same desk to write its rows


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that we wrote: SHA-256, size in bytes, modification time in nanoseconds.

    `stamp` tells what it was made from, where that is known without making it.
    """

    digest: str
    size: int
    time: int
    stamp: str = ""


class Ledger:
    """The rows of one folder. One that is missing or damaged counts as empty: files are known by their bytes.

    Attributes:
        live, previous, spare: the generations of the site, of the export before it, and of an older tree to
            be brought up to date; None where there is no such tree.
        tree: the inode of the tree that was about to take the site's place; None where none was.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        """Open it; raises OSError or sqlite3.Error where the desk's disk refuses."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = _opened(path)
        found = "SELECT id, live, previous, spare, tree, back FROM folder WHERE path = ?"
        row = self._connection.execute(found, (str(folder),)).fetchone()
        if row is None:
            with self._connection as connection:
                connection.execute("INSERT INTO folder (path, live, back) VALUES (?, 0, 0)", (str(folder),))
            row = self._connection.execute(found, (str(folder),)).fetchone()
        self._id: int = row[0]
        self._read(row[1:])

    def _read(self, row: tuple[Any, ...]) -> None:
        self.live: int = row[0]
        self.previous: int | None = row[1]
        self.spare: int | None = row[2]
        self.tree: int | None = row[3]
        self._back = bool(row[4])

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _rows(self, where: str, *values: object) -> dict[str, Entry]:
        query = f"SELECT path, {_ENTRY} FROM file WHERE folder = ? AND {where}"  # noqa: S608  (ours)
        rows = self._connection.execute(query, (self._id, *values))
        return {path: Entry(*entry) for path, *entry in rows}

    def entries(self) -> dict[str, Entry]:
        """Return what the site holds of ours."""
        return self._rows("ended IS NULL")

    def entries_at(self, generation: int) -> dict[str, Entry]:
        """Return what a generation of the site held that the present one does not hold so."""
        return self._rows("born <= ? AND ended > ?", generation, generation)

    def born_since(self, generation: int) -> set[str]:
        """Return the files of the site that came or changed after a generation."""
        return set(self._rows("born > ? AND ended IS NULL", generation))

    def ended_since(self, generation: int) -> set[str]:
        """Return the files of a generation, or of a later one, that ended or changed after it."""
        return set(self._rows("ended > ?", generation))

    def begun(self) -> dict[str, str]:
        """Return the digests of what an export that was killed may have written."""
        query = "SELECT path, digest FROM begun WHERE folder = ? AND digest IS NOT NULL"
        return dict(self._connection.execute(query, (self._id,)))

    def others(self, generation: int) -> list[str]:
        """Return what a tree of a generation holds that is not ours."""
        query = "SELECT path FROM others WHERE folder = ? AND generation = ?"
        return [path for (path,) in self._connection.execute(query, (self._id, generation))]

    def begin(
        self,
        made: Mapping[str, Entry],
        ended: Iterable[str],
        *,
        tree: int | None = None,
        others: Iterable[str] = (),
        back: bool = False,
    ) -> None:
        """Note what is about to become the site, whole or not at all.

        Args:
            made: the files that come or change; those that changed their stamp alone are `restamp`'s.
            ended: the files that go.
            tree: the inode of the tree that will stand in the site's place; None where files are replaced
                one by one.
            others: what the present and that tree hold that is not ours.
            back: the tree is the previous one.
        """
        rows = [(self._id, path, *astuple(entry)) for path, entry in made.items()]
        rows += [(self._id, path, None, None, None, None) for path in ended]
        with self._write() as connection:
            connection.execute("DELETE FROM begun WHERE folder = ?", (self._id,))
            connection.executemany("INSERT OR REPLACE INTO begun VALUES (?, ?, ?, ?, ?, ?)", rows)
            connection.execute(
                "UPDATE folder SET tree = ?, back = ? WHERE id = ?", (tree, int(back), self._id)
            )
            for generation in (self.live, self.live + 1):
                connection.execute(
                    "DELETE FROM others WHERE folder = ? AND generation = ?", (self._id, generation)
                )
                connection.executemany(
                    "INSERT INTO others VALUES (?, ?, ?)", [(self._id, generation, path) for path in others]
                )

        self.tree, self._back = tree, back

    def settle(self) -> None:
        """Take what was begun as the site's new generation."""
        whole, new = self.tree is not None, self.live + 1
        previous = self.live if whole else None
        spare = (self.spare if self._back else self.previous) if whole else None
        ours = "folder = :id AND path IN (SELECT path FROM begun WHERE folder = :id)"
        values = {"id": self._id, "new": new, "previous": previous, "spare": spare}
        with self._write() as connection:
            connection.execute(
                f"UPDATE file SET ended = :new WHERE {ours} AND ended IS NULL",  # noqa: S608  (ours)
                values,
            )
            connection.execute(
                f"INSERT INTO file SELECT folder, path, :new, NULL, {_ENTRY} FROM begun"  # noqa: S608  (ours)
                " WHERE folder = :id AND digest IS NOT NULL",
                values,
            )
            connection.execute("DELETE FROM begun WHERE folder = :id", values)
            connection.execute(
                "UPDATE folder SET live = :new, previous = :previous, spare = :spare, tree = NULL, back = 0"
                " WHERE id = :id",
                values,
            )
            oldest = min(one for one in (new, previous, spare) if one is not None)
            connection.execute("DELETE FROM file WHERE folder = ? AND ended <= ?", (self._id, oldest))
            connection.execute("DELETE FROM others WHERE folder = ? AND generation < ?", (self._id, oldest))
        self._read((new, previous, spare, None, 0))

    def forget(self) -> None:
        """Take back what was begun: the site stayed as it was."""
        with self._write() as connection:
            connection.execute("DELETE FROM begun WHERE folder = ?", (self._id,))
            connection.execute("UPDATE folder SET tree = NULL, back = 0 WHERE id = ?", (self._id,))
        self.tree, self._back = None, False

    def restamp(self, entries: Mapping[str, Entry]) -> None:
        """Note what files were made from, or how they stand on the disk, where their bytes are the same."""
        rows = [(one.size, one.time, one.stamp, self._id, path) for path, one in entries.items()]
        update = "UPDATE file SET size = ?, time = ?, stamp = ? WHERE folder = ? AND path = ?"
        with self._write() as connection:
            connection.executemany(f"{update} AND ended IS NULL", rows)

    @contextmanager
    def _write(self) -> Generator[sqlite3.Connection]:
        with self._connection as connection:
            yield connection


def _opened(path: Path) -> sqlite3.Connection:
    """Return the file's connection; one that is no ledger, or a damaged one, gives way to a new one."""
    for _ in range(2):
        connection = sqlite3.connect(path, timeout=_WAIT)
        try:
            connection.execute("PRAGMA synchronous = OFF")  # lost with the power, it counts as empty
            connection.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            connection.close()
            if isinstance(error, sqlite3.OperationalError):
                raise
            with suppress(FileNotFoundError):
                path.unlink()
        else:
            return connection
    raise sqlite3.OperationalError(f"{path} cannot be read")
