"""What the exports of a desk wrote into a folder, generation by generation; it lies in the desk.

A row is a file as some generations of the site have it, from `born` until before `ended`, so that a tree of
an earlier generation is known file by file and brought up to date by what changed since. The rows of an
export that is under way are those of a generation to come, which then becomes the live one.
"""

import json
import os
import sqlite3
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from desk.site.warned import Warned

_TABLES = """
CREATE TABLE IF NOT EXISTS folder (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE,
    live INTEGER NOT NULL, previous INTEGER, spare INTEGER, tree INTEGER, back INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS file (folder INTEGER, path TEXT, born INTEGER, ended INTEGER,
    digest TEXT, size INTEGER, time INTEGER, stamp TEXT, PRIMARY KEY (folder, path, born)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_born ON file (folder, born);
DROP INDEX IF EXISTS file_ended; -- of an earlier version
CREATE INDEX IF NOT EXISTS file_over ON file (folder, ended) WHERE ended IS NOT NULL;
CREATE TABLE IF NOT EXISTS others (folder INTEGER, generation INTEGER, path TEXT);
CREATE TABLE IF NOT EXISTS settled (folder INTEGER PRIMARY KEY, facts TEXT, since REAL, until REAL);
CREATE TABLE IF NOT EXISTS built (folder INTEGER, generation INTEGER, at INTEGER);
DROP TABLE IF EXISTS warned; -- of an earlier version
CREATE TABLE IF NOT EXISTS notes (folder INTEGER, path TEXT, stamp TEXT, lines TEXT, dead TEXT, name TEXT,
    PRIMARY KEY (folder, path, stamp)) WITHOUT ROWID;
"""
_ENTRY = "digest, size, time, stamp"
# The next file, or the first behind all that a folder within this one holds: what is in those is not walked.
_WITHIN = """WITH RECURSIVE step(path) AS (
        SELECT min(path) FROM file WHERE folder = :one AND path > :start AND path < :last
    UNION ALL
        SELECT (
            SELECT min(file.path) FROM file WHERE folder = :one AND file.path < :last AND file.path >=
                CASE instr(substr(step.path, :name), '/') WHEN 0 THEN step.path || char(1)
                ELSE substr(step.path, 1, :name + instr(substr(step.path, :name), '/') - 2) || '0' END
        ) FROM step WHERE step.path IS NOT NULL)
    SELECT path, born, ended, digest, size, time, stamp FROM step JOIN file USING (path)
    WHERE folder = :one AND instr(substr(path, :name), '/') = 0"""
_WAIT = 30  # seconds for another export of the same desk to write its rows


class Entry(NamedTuple):
    """A file that we wrote: SHA-256, size in bytes, modification time in nanoseconds.

    `stamp` tells what it was made from, where that is known without making it.
    """

    digest: str
    size: int
    time: int
    stamp: str = ""


class Tree(NamedTuple):
    """A tree that is about to take the site's place.

    Attributes:
        inode: its number on the disk.
        others: what the present tree and it hold that is not ours.
        built: when it was whole, as its disk has the time (nanoseconds).
    """

    inode: int
    others: Sequence[str]
    built: int


def warned(connection: sqlite3.Connection, folder: int, live: int) -> dict[str, Warned]:
    """Return what is to be said of the files that a generation of a site has of ours."""
    rows = connection.execute(
        "SELECT path, stamp, lines, dead, name FROM notes WHERE folder = :folder AND (path = '' OR EXISTS ("
        " SELECT 1 FROM file WHERE file.folder = :folder AND file.path = notes.path"
        " AND file.stamp = notes.stamp AND born <= :live AND (ended IS NULL OR ended > :live)))",
        {"folder": folder, "live": live},
    )
    return {
        path: Warned(
            *(stamp, (*json.loads(lines),), tuple((target, needed) for target, needed in json.loads(dead))),
            name,
        )
        for path, stamp, lines, dead, name in rows
    }


def _kept(path: str) -> str | bytes:
    """Return a path as a row holds it: as bytes, where it is no text; `os.fsdecode` gives it back."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


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
        key = (_kept(str(folder)),)
        row = self._connection.execute(found, key).fetchone()
        if row is None:
            with self._connection as connection:
                connection.execute("INSERT INTO folder (path, live, back) VALUES (?, 0, 0)", key)
            row = self._connection.execute(found, key).fetchone()
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
        return self._rows("born <= ? AND (ended IS NULL OR ended > ?)", self.live, self.live)

    def entry(self, path: str) -> Entry | None:
        """Return a file of ours as the site holds it, or None."""
        query = f"SELECT born, ended, {_ENTRY} FROM file WHERE folder = ? AND path = ?"  # noqa: S608  (ours)
        for born, ended, *entry in self._connection.execute(query, (self._id, path)):
            if born <= self.live and (ended is None or ended > self.live):
                return Entry(*entry)
        return None

    def within(self, folder: str) -> dict[str, Entry]:
        """Return the files of ours that a folder of the site holds itself; `""` is the site's own."""
        start = f"{folder}/" if folder else ""
        last = f"{folder}0" if folder else "\U0010ffff"  # what sorts behind the slash
        values = {"one": self._id, "start": start, "last": last, "name": len(start) + 1}
        return {
            path: Entry(*entry)
            for path, born, ended, *entry in self._connection.execute(_WITHIN, values)
            if born <= self.live and (ended is None or ended > self.live)
        }

    def entries_at(self, generation: int) -> dict[str, Entry]:
        """Return what a generation of the site held that the present one does not hold so."""
        return self._rows("born <= ? AND ended > ? AND ended <= ?", generation, generation, self.live)

    def born_since(self, generation: int) -> set[str]:
        """Return the files of the site that came or changed after a generation."""
        return self._paths(
            "born > ? AND born <= ? AND (ended IS NULL OR ended > ?)", generation, self.live, self.live
        )

    def ended_since(self, generation: int) -> set[str]:
        """Return the files of a generation, or of a later one, that ended or changed after it."""
        return self._paths("ended > ? AND ended <= ?", generation, self.live)

    def come_since(self, generation: int | None) -> dict[str, Entry]:
        """Return the files of the site that are not so in a generation; all of them for None."""
        if generation is None:
            return self.entries()
        return self._rows(
            "born > ? AND born <= ? AND (ended IS NULL OR ended > ?)", generation, self.live, self.live
        )

    def gone_since(self, generation: int | None) -> set[str]:
        """Return the files of a generation, or of a later one, that the site does not have."""
        if generation is None:
            return set()
        stands = (
            "SELECT 1 FROM file AS now WHERE now.folder = file.folder AND now.path = file.path"
            " AND now.born <= ? AND (now.ended IS NULL OR now.ended > ?)"
        )
        return self._paths(
            f"ended > ? AND ended <= ? AND NOT EXISTS ({stands})", generation, *[self.live] * 3
        )

    def begun(self) -> dict[str, str]:
        """Return the digests of what an export that was killed may have written."""
        query = "SELECT path, digest FROM file WHERE folder = ? AND born > ?"
        return dict(self._connection.execute(query, (self._id, self.live)))

    def _paths(self, where: str, *values: object) -> set[str]:
        query = f"SELECT path FROM file WHERE folder = ? AND {where}"  # noqa: S608  (ours)
        return {path for (path,) in self._connection.execute(query, (self._id, *values))}

    def others(self, generation: int) -> list[str]:
        """Return what a tree of a generation holds that is not ours."""
        query = "SELECT path FROM others WHERE folder = ? AND generation = ?"
        return [os.fsdecode(path) for (path,) in self._connection.execute(query, (self._id, generation))]

    def begin(
        self,
        made: Mapping[str, Entry],
        ended: Iterable[str],
        tree: Tree | None = None,
        *,
        back: bool = False,
    ) -> None:
        """Note what is about to become the site, whole or not at all.

        Args:
            made: the files that come or change; those that changed their stamp alone are `restamp`'s.
            ended: the files that go.
            tree: what will stand in the site's place; None where files are replaced one by one.
            back: the tree is the previous one.
        """
        new = self.live + 1
        rows = [
            (self._id, path, new, None, one.digest, one.size, one.time, one.stamp)
            for path, one in sorted(made.items())  # in the order of the table, at half of what it costs else
        ]
        with self._write() as connection:
            self._take_back(connection)
            connection.execute("DELETE FROM settled WHERE folder = ?", (self._id,))
            over = [(new, self._id, path, self.live) for path in sorted({*made, *ended})]
            where = "folder = ? AND path = ? AND born <= ? AND ended IS NULL"
            connection.executemany(f"UPDATE file SET ended = ? WHERE {where}", over)  # noqa: S608  (ours)
            connection.executemany("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            connection.execute(
                "UPDATE folder SET tree = ?, back = ? WHERE id = ?",
                (tree and tree.inode, int(back), self._id),
            )
            self._note(connection, tree)
        self.tree, self._back = tree and tree.inode, back

    def _note(self, connection: sqlite3.Connection, tree: Tree | None) -> None:
        """Note what of others stands in the present tree and in the next, and when that was whole."""
        for generation in (self.live, self.live + 1):
            key = (self._id, generation)
            connection.execute("DELETE FROM others WHERE folder = ? AND generation = ?", key)
            rows = [(*key, _kept(path)) for path in (tree.others if tree else ())]
            connection.executemany("INSERT INTO others VALUES (?, ?, ?)", rows)
        connection.execute("DELETE FROM built WHERE folder = ? AND generation >= ?", key)
        if tree:
            connection.execute("INSERT INTO built VALUES (?, ?, ?)", (*key, tree.built))

    @property
    def built(self) -> int | None:
        """Return when the site's tree was whole, as its disk has the time; None where that is not known."""
        query = "SELECT at FROM built WHERE folder = ? AND generation = ?"
        row = self._connection.execute(query, (self._id, self.live)).fetchone()
        return row and row[0]

    def settle(self) -> None:
        """Take what was begun as the site's new generation."""
        whole, new = self.tree is not None, self.live + 1
        previous = self.live if whole else None
        spare = (self.spare if self._back else self.previous) if whole else None
        with self._write() as connection:
            connection.execute(
                "UPDATE folder SET live = ?, previous = ?, spare = ?, tree = NULL, back = 0 WHERE id = ?",
                (new, previous, spare, self._id),
            )
            oldest = min(one for one in (new, previous, spare) if one is not None)
            connection.execute("DELETE FROM file WHERE folder = ? AND ended <= ?", (self._id, oldest))
            for table in ("others", "built"):
                query = f"DELETE FROM {table} WHERE folder = ? AND generation < ?"  # noqa: S608  (ours)
                connection.execute(query, (self._id, oldest))
        self._read((new, previous, spare, None, 0))

    def forget(self) -> None:
        """Take back what was begun: the site stayed as it was."""
        with self._write() as connection:
            self._take_back(connection)
            connection.execute("UPDATE folder SET tree = NULL, back = 0 WHERE id = ?", (self._id,))
        self.tree, self._back = None, False

    def _take_back(self, connection: sqlite3.Connection) -> None:
        values = (self._id, self.live)
        connection.execute("DELETE FROM file WHERE folder = ? AND born > ?", values)
        connection.execute("UPDATE file SET ended = NULL WHERE folder = ? AND ended > ?", values)

    def note(self, facts: str, since: float, until: float) -> None:
        """Note from what facts the site was made, and from when until when (UNIX times) it is so."""
        with self._write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO settled VALUES (?, ?, ?, ?)", (self._id, facts, since, until)
            )

    def warned(self) -> dict[str, Warned]:
        """Return what is to be said of the files of the site."""
        return warned(self._connection, self._id, self.live)

    def warn(self, warned: Mapping[str, Warned], *, alone: bool = False) -> None:
        """Note what is to be said of files, once they are made from what is said there; or alone that."""
        rows = [
            (self._id, path, one.stamp, json.dumps(one.lines), json.dumps(one.dead), one.name)
            for path, one in warned.items()
        ]
        with self._write() as connection:
            if alone:
                connection.execute("DELETE FROM notes WHERE folder = ?", (self._id,))
            connection.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?, ?)", rows)

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
