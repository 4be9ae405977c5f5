"""Whether an export could change anything, told from a few facts and without reading the desk.

An export notes what the files of the desk and of the themes were like while it read them, and until when the
same desk gives the same site. While all that holds, and the site's files stand as they were written, there is
nothing to do.
"""

import hashlib
import os
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desk.site.ledger import warned
from desk.site.program import program, shipped, stamps
from desk.site.report import Report
from desk.site.warned import said

_DATABASE = "desk.sqlite"
_SETTLED = 2_000_000_000  # ns: a file may change twice within what its disk's clock tells apart


class Facts(NamedTuple):
    """What a site is made from besides the time.

    Attributes:
        mark: changes with it.
        newest: when the newest of it changed (nanoseconds since 1970).
    """

    mark: str
    newest: int

    def settled(self) -> bool:
        """Return whether it last changed so long ago that a change since would be seen."""
        return self.newest + _SETTLED < time.time_ns()


def facts(desk: Path) -> Facts | None:
    """Return those of a desk folder; None where it is none, or on a server."""
    database = desk / _DATABASE
    found: list[object] = [program()]
    newest = 0
    try:
        for file in (database, Path(f"{database}-wal")):
            held = _held(file)
            found.append(held)
            newest = max(newest, held[1] if held else 0)
    except OSError:
        return None
    if found[1] is None:
        return None
    for marks in (shipped(), sorted(stamps(desk / "theme"))):
        found.append(marks)
        newest = max([newest, *(time for *_, time in marks)])
    return Facts(hashlib.sha256(repr(found).encode()).hexdigest(), newest)


def settled(before: Facts | None, after: Facts | None) -> str:
    """Return the mark of what a site was made from, empty where that may have changed meanwhile."""
    return before.mark if before is not None and before == after and before.settled() else ""


def _held(file: Path) -> tuple[int, int, int, int] | None:
    """Return what changes with each write to a file; None for one that is empty or not there.

    SQLite's files must not be opened here: closed again, they would take this process's locks on them along.
    """
    try:
        held = file.stat()
    except FileNotFoundError:
        return None
    # The time of the last write can be set back by a program, that of the last change not.
    return (held.st_size, held.st_mtime_ns, held.st_ctime_ns, held.st_ino) if held.st_size else None


def unchanged(out: Path, ledger: Path, mark: str, at: datetime) -> Report | None:
    """Return the report of an export that finds everything as it is; None where only an export can tell.

    Args:
        out: the site's folder.
        ledger: the list of its files.
        mark: of the facts.
        at: the instant that counts as now.
    """
    top = out.resolve()
    with suppress(sqlite3.Error, OSError, ValueError):
        if not ledger.is_file():
            return None
        with closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute(
                "SELECT id, live, since, until FROM folder JOIN settled ON settled.folder = folder.id"
                " WHERE path = ? AND tree IS NULL AND facts = ?",
                (str(top), mark),
            ).fetchone()
            if row is None or not row[2] <= at.timestamp() < row[3]:
                return None
            notes = said(warned(connection, *row[:2]))
            files = connection.execute(
                "SELECT path, size, time, born FROM file WHERE folder = ? AND (ended IS NULL OR ended > ?)",
                (row[0], row[1]),
            ).fetchall()
        stat, start = os.stat, f"{top}/"
        for path, size, changed, born in files:
            held = stat(start + path)
            if held.st_size != size or held.st_mtime_ns != changed or born > row[1]:
                return None
        return Report(0, len(files), 0, {"pictures": 0.0, "pages": 0.0, "files": 0.0}, notes)
    return None
