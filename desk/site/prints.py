"""Pages as they were printed last, without what stands on other pages too.

Each is kept by its path with the mark of all that it was made from, and is used for that alone, so that it is
never out of date; it may be lost without harm and is then printed again.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from desk.site.kept import Kept
from desk.site.made import GAP, Made
from desk.site.warned import Lead

# With row numbers: a tree of whole pages by their paths would be deep, and each step of it a page long.
_TABLE = (
    "CREATE TABLE IF NOT EXISTS page (path TEXT PRIMARY KEY, mark TEXT NOT NULL, html BLOB NOT NULL,"
    " facts TEXT NOT NULL)"
)
_EARLIER = "DROP TABLE IF EXISTS print"
_PUT = (
    "INSERT INTO page VALUES (?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET mark = excluded.mark,"
    " html = excluded.html, facts = excluded.facts"
)
_GET = "SELECT path, mark, html, facts FROM page WHERE path"
_GAP = GAP.encode()
_AT_ONCE = 500


class Print(NamedTuple):
    """A page in pieces, between which parts of many pages stand.

    Attributes:
        pieces: one more than there are parts.
        parts: the names of those.
        leads: what its own words lead to.
        warnings: what was left out of it, a line each.
        place: what decides those parts, see `Press.place`.
    """

    pieces: Sequence[bytes]
    parts: Sequence[str]
    leads: Sequence[Lead]
    warnings: Sequence[str]
    place: Sequence[str]

    def filled(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the whole page, with these parts."""
        page = [self.pieces[0]]
        for name, piece in zip(self.parts, self.pieces[1:], strict=True):
            page += parts[name], piece
        return b"".join(page)


def printed(page: Made, leads: Iterable[Lead], warnings: Sequence[str], place: Sequence[str]) -> Print:
    """Return a page that was made as it is kept: its body among its own words."""
    pieces = page.own.encode().split(_GAP)
    body = [*page.parts].index("body") if "body" in page.parts else -1
    if body >= 0:
        pieces[body : body + 2] = [pieces[body] + page.parts["body"].encode() + pieces[body + 1]]
    return Print(pieces, [name for name in page.parts if name != "body"], sorted(leads), warnings, place)


class Prints(Kept):
    """The pages that are kept in a file; none are where it cannot be used."""

    _table = _TABLE

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        if self._file is not None:
            with suppress(sqlite3.Error):
                self._file.execute(_EARLIER)
        self._waiting: dict[str, tuple[str, Print]] = {}
        self._near: dict[str, Sequence[Any] | None] = {}

    def fetch(self, paths: Sequence[str]) -> None:
        """Have some pages at hand, in place of those before, at half of what they cost one by one."""
        self._near = {}
        if self._file is not None:
            marks = ", ".join("?" * len(paths))
            query = f"{_GET} IN ({marks})"
            with suppress(sqlite3.Error):
                self._near = dict.fromkeys(paths)
                self._near |= {path: row for path, *row in self._file.execute(query, paths)}

    def find(self, path: str, mark: str = "") -> tuple[str, Print] | None:
        """Return a page as it was printed last, with the mark of what from; None where that is another."""
        row = self._near.pop(path) if path in self._near else self._row(path)
        if row is None or (mark and row[0] != mark):
            return None
        with suppress(ValueError, TypeError):
            html: bytes = row[1]
            found = Print(html.split(_GAP), *json.loads(row[2]))
            return (row[0], found) if len(found.pieces) == len(found.parts) + 1 else None
        return None

    def _row(self, path: str) -> Sequence[Any] | None:
        if self._file is not None:
            with suppress(sqlite3.Error):
                query = f"{_GET} = ?"
                return next((row[1:] for row in self._file.execute(query, (path,))), None)
        return None

    def put(self, path: str, mark: str, page: Print) -> None:
        """Keep a page in place of the one that was kept."""
        self._waiting[path] = mark, page
        if len(self._waiting) >= _AT_ONCE:
            self._keep()

    def _keep(self) -> None:
        """Write what waits; what the disk refuses is printed again next time."""
        rows = [
            (path, mark, _GAP.join(page.pieces), json.dumps(page[1:]))
            for path, (mark, page) in self._waiting.items()
        ]
        self._waiting = {}
        if self._file is not None and rows:
            with suppress(sqlite3.Error), self._file:
                self._file.executemany(_PUT, rows)

    def thin(self, has: Callable[[str], bool]) -> None:
        """Forget the pages that the site does not have."""
        if self._file is None:
            return
        with suppress(sqlite3.Error), self._file:
            kept = [row[0] for row in self._file.execute("SELECT path FROM page")]
            gone = [(path,) for path in kept if not has(path)]
            self._file.executemany("DELETE FROM page WHERE path = ?", gone)
