"""The search index of each engine; the only place with SQL that one engine alone understands.

Both take the folded words of `desk.store.words`, split at spaces: SQLite by FTS5, PostgreSQL by a tsvector
under GIN. FTS5 keeps no text of its own (see `indexing`); the server keeps the words beside its vector, which
has too few places for the phrases of a long text. No triggers: SQLite lets none touch FTS5 in a file that it
does not trust.
"""

import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    column,
    func,
    select,
    table,
    text,
)
from sqlalchemy.exc import DatabaseError

from desk.store.engine import raw_sqlite
from desk.store.query import Query, Term
from desk.store.tables import search_entry, story, story_term

_MERGED = 500  # pages of the index brought together at a time


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a story: folded words parted by spaces, and `keys` that no text holds."""

    title: str
    byline: str
    tags: str
    words: str
    keys: str


def said(made: Entry) -> dict[str, str]:
    """Return an entry by the names of the index's columns."""
    return {name: getattr(made, name) for name in COLUMNS}


COLUMNS = ("title", "byline", "tags", "words", "keys")


class Index(ABC):
    """What the store asks of an engine's search index. Entries go by the number of their story."""

    @abstractmethod
    def add(self, connection: Connection, new: Mapping[int, Entry]) -> None:
        """Index entries that are not in the index, by the numbers of their stories."""

    @abstractmethod
    def take(self, connection: Connection, number: int, old: Entry) -> bool:
        """Take an entry out; return False where the index is damaged, which `clear` ends."""

    @abstractmethod
    def clear(self, connection: Connection) -> None:
        """Take everything out."""

    @abstractmethod
    def merge(self, connection: Connection) -> bool:
        """Bring a part of the index together after many were added; return whether there is more to do."""

    @abstractmethod
    def sound(self, connection: Connection) -> bool:
        """Return whether the index is whole and holds what `search_entry` says."""

    @abstractmethod
    def found(self, connection: Connection, asked: Query, few: int) -> tuple[ColumnElement[bool], bool]:
        """Return the condition on `story` that wanted terms put, and whether so few stories at most meet it.

        It is cheap to ask again and again, and holds until the next is asked for. Few are fetched by it.
        """

    @abstractmethod
    def without(self, connection: Connection, unwanted: tuple[Term, ...]) -> ColumnElement[bool]:
        """Return the condition on `story` that it has none of some terms."""

    def newest(self, connection: Connection, asked: Query, most: int) -> Sequence[int]:
        """Return the numbers of the newest hits, newest first."""
        hits = self.hits(asked)
        return self._numbers(connection, hits.order_by(hits.selected_columns[0].desc()).limit(most))

    def _numbers(self, connection: Connection, hits: Select[*tuple[Any, ...]]) -> Sequence[int]:
        return connection.execute(hits).scalars().all()

    @abstractmethod
    def hits(self, asked: Query) -> Select[*tuple[Any, ...]]:
        """Return the numbers of the texts that hold all that is wanted and nothing of what is not."""

    @abstractmethod
    def among(self, numbers: Sequence[int]) -> ColumnElement[bool]:
        """Return the condition that a story's number is one of these, however many."""

    def holding(self, connection: Connection, terms: Sequence[int], most: int) -> dict[int, Sequence[int]]:
        """Return for each of some terms the numbers of the newest stories that have it, newest first."""
        held = select(story_term.c.number).where(story_term.c.term == bindparam("term"))
        newest = held.order_by(story_term.c.number.desc()).limit(most)
        return {term: connection.execute(newest, {"term": term}).scalars().all() for term in terms}

    @abstractmethod
    def best(self, asked: Query, most: int) -> Select[*tuple[Any, ...]]:
        """Return `number` and `rank` (small is good) of the best texts among the hits."""


class SqliteIndex(Index):
    """FTS5 without a content of its own."""

    _index = table("search_index", column("rowid"), column("search_index"), column("rank"))
    _hit = table("search_hit", column("number"), schema="temp")

    def add(self, connection: Connection, new: Mapping[int, Entry]) -> None:
        """See `Index.add`."""
        self._tell(connection, "", "", new)

    def take(self, connection: Connection, number: int, old: Entry) -> bool:
        """See `Index.take`."""
        try:
            self._tell(connection, "search_index, ", "'delete', ", {number: old})
        except DatabaseError as error:
            if not _is_index_damage(error.orig):
                raise
            return False
        return True

    @staticmethod
    def _tell(connection: Connection, first: str, value: str, told: Mapping[int, Entry]) -> None:
        names, values = ", ".join(COLUMNS), ", ".join(f":{name}" for name in COLUMNS)
        statement = f"INSERT INTO search_index ({first}rowid, {names}) VALUES ({value}:number, {values})"  # noqa: S608  (columns and numbers of ours; values are bound)
        connection.execute(text(statement), [{"number": number, **said(one)} for number, one in told.items()])

    def clear(self, connection: Connection) -> None:
        """See `Index.clear`."""
        connection.execute(text("INSERT INTO search_index(search_index) VALUES ('delete-all')"))

    def merge(self, connection: Connection) -> bool:
        """See `Index.merge`."""
        raw = raw_sqlite(connection)
        before = raw.total_changes
        raw.execute(f"INSERT INTO search_index(search_index, rank) VALUES ('merge', {_MERGED})")  # noqa: S608  (columns and numbers of ours; values are bound)
        return raw.total_changes - before > 1

    def found(self, connection: Connection, asked: Query, few: int) -> tuple[ColumnElement[bool], bool]:
        """See `Index.found`; SQLite would look the hits up again for each part of a list, a status each."""
        numbers = connection.execute(self.hits(asked).limit(few + 1)).scalars().all()
        if len(numbers) <= few:
            return self.among(numbers), True
        raw = raw_sqlite(connection)
        raw.execute("CREATE TEMP TABLE IF NOT EXISTS search_hit (number INTEGER PRIMARY KEY)")
        raw.execute("DELETE FROM search_hit")
        raw.execute(
            "INSERT INTO search_hit SELECT rowid FROM search_index WHERE search_index MATCH ?",
            (_expression(asked),),
        )
        return (story.c.number + 0).in_(select(self._hit.c.number)), False

    def hits(self, asked: Query) -> Select[*tuple[Any, ...]]:
        """See `Index.hits`."""
        return select(self._index.c.rowid).where(self._match(_expression(asked)))

    def without(self, connection: Connection, unwanted: tuple[Term, ...]) -> ColumnElement[bool]:
        """See `Index.without`; the sum keeps SQLite from fetching row after row by number."""
        hits = select(self._index.c.rowid).where(self._match(" OR ".join(map(_either, unwanted))))
        return (story.c.number + 0).not_in(hits)

    def _match(self, expression: str) -> ColumnElement[bool]:
        return self._index.c.search_index.op("MATCH")(expression)

    def among(self, numbers: Sequence[int]) -> ColumnElement[bool]:
        """See `Index.among`."""
        listed = func.json_each(json.dumps([*numbers])).table_valued("value")
        return story.c.number.in_(select(listed.c.value))

    def best(self, asked: Query, most: int) -> Select[*tuple[Any, ...]]:
        """See `Index.best`."""
        found = select(self._index.c.rowid.label("number"), self._index.c.rank)
        return found.where(self._match(_expression(asked))).order_by(self._index.c.rank).limit(most)

    def sound(self, connection: Connection) -> bool:
        """See `Index.sound`."""
        raw = raw_sqlite(connection)
        try:
            raw.execute("INSERT INTO search_index(search_index) VALUES ('integrity-check')")
            held = raw.execute("SELECT id FROM search_index_docsize ORDER BY id").fetchall()
        except sqlite3.DatabaseError as error:
            if not _is_index_damage(error):
                raise
            return False
        said = connection.execute(select(search_entry.c.number).order_by(search_entry.c.number))
        return [number for (number,) in held] == list(said.scalars())


def _is_index_damage(error: BaseException | None) -> bool:
    return getattr(error, "sqlite_errorname", "") == "SQLITE_CORRUPT_VTAB"


def _expression(asked: Query) -> str:
    """Return a query's terms as FTS5 writes them; folded words hold no quote and no operator."""
    wanted = " AND ".join(map(_either, asked.wanted))
    if not asked.unwanted:
        return wanted
    return f"({wanted}) NOT ({' OR '.join(map(_either, asked.unwanted))})"


def _either(term: Term) -> str:
    return f"({' OR '.join(map(_phrase, term.ways))})"


def _phrase(term: Term) -> str:
    field = f"{term.field} : " if term.field else ""
    return f'{field}"{" ".join(term.words)}"{"*" if term.prefix else ""}'
