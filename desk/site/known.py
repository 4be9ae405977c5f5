"""What the last export of all knew, kept so that the next can tell what a few changed stories touch.

It lies beside the list of exported files, holds for one site's folder as it stands, and may be lost without
harm: everything is then looked at again. What it cannot tell for certain is never told from it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self, overload

from desk.site.kept import opened
from desk.site.pages import Page

_TABLES = (
    "CREATE TABLE IF NOT EXISTS told (id TEXT PRIMARY KEY, shape TEXT NOT NULL, path TEXT NOT NULL,"
    " pages TEXT NOT NULL, card TEXT NOT NULL, row TEXT NOT NULL, changed REAL NOT NULL) WITHOUT ROWID",
    "DROP TABLE IF EXISTS story",  # of an earlier version
    "CREATE TABLE IF NOT EXISTS held (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
_VERSION = 4
_PART = 500  # ids of one row
_TELLER = "teller"  # whose rows they are until they are noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """For what the rest holds.

    Attributes:
        folder, generation: the site's, see `Ledger`.
        trail: how far the desk's chain of revisions had come, see `Store.trail`.
        everywhere: the mark of what stands on every page.
        beside: that, and what stands beside every article.
        fronts: the mark of what the fronts are filled from.
        shown: the slugs of those fronts.
        ages: after how many days containers of them no longer show a story.
        slots: whether a slot has a photo that is not its story's.
        since, until: the instants (UNIX times) between which time alone changes nothing.
        looked: when every file of the site was last looked at (UNIX time).
        files: how many files of ours the site has.
        version: of all this.
    """

    folder: str
    generation: int
    trail: Sequence[Any]
    everywhere: str
    beside: str
    fronts: str
    shown: Sequence[str]
    ages: Sequence[int]
    slots: bool
    since: float
    until: float
    looked: float
    files: int
    version: int = _VERSION


class Told(NamedTuple):
    """A story as it was told from.

    Attributes:
        shape: the mark of what places it among others; empty for one that readers did not see.
        path: its page's.
        pages: those that show it.
        card: the mark of what its card says.
        row: what its sitemap says of it; empty for a site without sitemaps.
        changed: when it last changed, as readers see it (UNIX time).
    """

    shape: str = ""
    path: str = ""
    pages: tuple[Page, ...] = ()
    card: str = ""
    row: str = ""
    changed: float = 0.0


class Ids(Sequence[str]):
    """Ids in order, of which those rows are read that are asked for."""

    def __init__(self, known: "Known", name: str, count: int) -> None:
        self._known, self.name, self._count = known, name, count
        self._parts: dict[int, list[str]] = {}

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        """Return one or some. Raises sqlite3.Error or LookupError where they are damaged."""
        numbers = range(self._count)[at]
        if isinstance(numbers, int):
            return self._row(numbers // _PART)[numbers % _PART]
        first, last = numbers.start // _PART, (numbers.stop - 1) // _PART
        held = [one for row in range(first, last + 1) for one in self._row(row)] if numbers else []
        return [held[number - first * _PART] for number in numbers]

    def _row(self, number: int) -> list[str]:
        if number not in self._parts:
            self._parts[number] = self._known.words(_part(self.name, number))
        return self._parts[number]


def parted(name: str, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the rows of ids, with their names, see `Known.ids`."""
    for start in range(0, len(ids), _PART):
        yield _part(name, start // _PART), " ".join(ids[start : start + _PART])


def inserted(ids: Ids, at: int, key: str) -> Iterator[tuple[str, str]]:
    """Yield the rows of ids that change where one comes in between, with their names."""
    first = at // _PART
    later = [*ids[first * _PART : at], key, *ids[at:]]
    for start in range(0, len(later), _PART):
        yield _part(ids.name, first + start // _PART), " ".join(later[start : start + _PART])


def _part(name: str, number: int) -> str:
    return f"{name} {number}"


class Known:
    """The file; where it cannot be used nothing is known."""

    def __init__(self, path: Path) -> None:
        self._read: dict[str, str] = {}
        self._laid: dict[str, str] = {}
        self._came: dict[str, str] = {}
        self._file = opened(path, _TABLES[0])
        if self._file is not None:
            with suppress(sqlite3.Error):
                for statement in _TABLES[1:]:
                    self._file.execute(statement)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def _value(self, name: str) -> str:
        """Return what is held by a name, empty where nothing is."""
        if self._file is None:
            return ""
        if name in self._laid:
            return self._laid[name]
        if name not in self._read:
            row = self._file.execute("SELECT value FROM held WHERE name = ?", (name,)).fetchone()
            self._read[name] = row[0] if row else ""
        return self._read[name]

    def facts(self) -> Facts | None:
        """Return for what the rest holds, None where nothing is known."""
        with suppress(sqlite3.Error, ValueError, TypeError):
            found = Facts(**json.loads(self._value("facts") or "{}"))
            return found if found.version == _VERSION else None
        return None

    def rows(self, name: str) -> list[Any]:
        """Return rows that were noted by a name. Raises sqlite3.Error or ValueError where that is damaged."""
        return json.loads(self._value(name))

    def holds(self, name: str) -> bool:
        """Return whether anything was noted by a name. Raises sqlite3.Error."""
        return bool(self._value(name))

    def lay(self, name: str, value: object) -> None:
        """Give what is noted by a name another value, which `renew` then keeps."""
        self._laid[name] = value if isinstance(value, str) else json.dumps(value)

    def come(self, key: str, path: str) -> None:
        """Know where the page of a story will stand that comes."""
        self._came[key] = path

    def ids(self, name: str, count: int) -> Ids:
        """Return so many ids that were noted by a name, in order; see `parted`."""
        return Ids(self, name, count)

    def words(self, name: str) -> list[str]:
        """Return words that were noted by a name, in order. Raises sqlite3.Error where that is damaged."""
        return self._value(name).split()

    def story(self, key: str) -> Told | None:
        """Return a story, None for one that was not there. Raises sqlite3.Error or ValueError."""
        if self._file is None:
            return None
        query = "SELECT shape, path, pages, card, row, changed FROM told WHERE id = ?"
        row = self._file.execute(query, (key,)).fetchone()
        if row is None:
            return None
        return Told(row[0], row[1], tuple(Page(*one) for one in json.loads(row[2])), *row[3:])

    def path(self, key: str) -> str:
        """Return the path of a visible story's page, empty for another story. Raises sqlite3.Error."""
        if self._file is None:
            return ""
        if key in self._came:
            return self._came[key]
        row = self._file.execute("SELECT path FROM told WHERE id = ?", (key,)).fetchone()
        return row[0] if row else ""

    def mapped(self, ids: Sequence[str]) -> dict[str, tuple[str, float]]:
        """Return of some hundred stories what their sitemap says of them and when they last changed."""
        if self._file is None:
            return {}
        marks = ", ".join("?" * len(ids))
        query = f"SELECT id, row, changed FROM told WHERE id IN ({marks})"  # noqa: S608  (question marks)
        return {key: (row, changed) for key, row, changed in self._file.execute(query, ids)}

    def tell(
        self, mark: str, stories: Iterable[tuple[str, Told]], held: Iterable[tuple[str, object]]
    ) -> None:
        """Know nothing else, and this from `note` on; `held` are rows by their names, or ids as one text.

        Args:
            mark: that of the export which tells it.
            stories: the rows of stories, by their ids.
            held: the others.
        """
        if self._file is not None:
            with suppress(sqlite3.Error), self._file as file:
                file.execute("DELETE FROM held")
                file.execute("DELETE FROM told")
                self._read.clear()
                self._put(file, stories, [*held, (_TELLER, mark)])

    def note(self, facts: Facts, mark: str, held: Iterable[tuple[str, object]]) -> None:
        """Know what was told under a mark, and this; nothing where another export told of its own since."""
        if self._file is not None:
            with suppress(sqlite3.Error), self._file as file:
                begun = file.execute("DELETE FROM held WHERE name = ? AND value = ?", (_TELLER, mark))
                if begun.rowcount:
                    self._put(file, (), [*held, ("facts", asdict(facts))])

    def renew(
        self, facts: Facts, stories: Iterable[tuple[str, Told]], held: Iterable[tuple[str, object]]
    ) -> None:
        """Know this too, in place of what was known by the same names; nothing where another export told."""
        if self._file is not None:
            with suppress(sqlite3.Error), self._file as file:
                values = json.dumps(asdict(facts)), self._value("facts")
                if file.execute(
                    "UPDATE held SET value = ? WHERE name = 'facts' AND value = ?", values
                ).rowcount:
                    self._put(file, stories, [*self._laid.items(), *held])

    def forget(self) -> None:
        """Know nothing any more."""
        if self._file is not None:
            with suppress(sqlite3.Error), self._file as file:
                file.execute("DELETE FROM held")

    def _put(
        self,
        file: sqlite3.Connection,
        stories: Iterable[tuple[str, Told]],
        held: Iterable[tuple[str, object]],
    ) -> None:
        rows = (
            (key, one.shape, one.path, _packed(one.pages), one.card, one.row, one.changed)
            for key, one in stories
        )
        file.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        values = ((name, value if isinstance(value, str) else json.dumps(value)) for name, value in held)
        fresh = (row for row in values if self._read.get(row[0]) != row[1])
        file.executemany("INSERT OR REPLACE INTO held VALUES (?, ?)", fresh)
        self._read.clear()


def _packed(pages: Iterable[Page]) -> str:
    return json.dumps([*dict.fromkeys(pages)])
