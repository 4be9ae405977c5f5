"""Bodies as clean HTML, made once for each text and kept from one export to the next.

What is kept is found by the text itself and by the program that read it, so that it is never out of date; it
may be lost without harm and is then made again.
"""

import hashlib
import sqlite3
from contextlib import suppress
from pathlib import Path

from desk import text
from desk.site.body import cleaned
from desk.site.kept import Kept
from desk.site.program import program

_TABLE = "CREATE TABLE IF NOT EXISTS body (key BLOB PRIMARY KEY, html TEXT NOT NULL)"
_AT_ONCE = 500


class Bodies(Kept):
    """The bodies that are kept in a file; none are where it is None or cannot be used."""

    _table = _TABLE

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path)
        self._waiting: list[tuple[bytes, str]] = []
        if self._file is not None:
            _leave_others(self._file)

    def html(self, words: str) -> str:
        """Return the clean HTML of a body, of its Markdown; one of words alone is sooner made than found."""
        made = text.unmarked(words)
        if made or self._file is None:
            return cleaned(made or text.html(words))
        key = hashlib.sha256(f"{program()}\n{words}".encode("utf-8", "surrogatepass")).digest()
        with suppress(sqlite3.Error):
            found = self._file.execute("SELECT html FROM body WHERE key = ?", (key,)).fetchone()
            if found:
                return found[0]
        made = cleaned(text.html(words))
        self._waiting.append((key, made))
        if len(self._waiting) >= _AT_ONCE:
            self._keep()
        return made

    def _keep(self) -> None:
        """Write what waits; what the disk refuses is made again next time."""
        if self._file is not None and self._waiting:
            with suppress(sqlite3.Error), self._file:
                self._file.executemany("INSERT OR REPLACE INTO body VALUES (?, ?)", self._waiting)
        self._waiting = []


def _leave_others(file: sqlite3.Connection) -> None:
    """Remove what other versions of the program read, for which nobody asks any more."""
    ours = int(program()[:7], 16)
    with suppress(sqlite3.Error), file:
        if file.execute("PRAGMA user_version").fetchone() != (ours,):
            file.execute("DELETE FROM body")
            file.execute(f"PRAGMA user_version = {ours}")
