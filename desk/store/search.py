"""The search index of each engine; the only place with SQL that one engine alone understands.

Both keep the folded words of `desk.store.words` in `search_text` and index them beside it: SQLite by FTS5,
PostgreSQL by a tsvector under GIN. No triggers: SQLite lets none touch FTS5 in a file that it does not trust.
"""

import sqlite3
from abc import ABC, abstractmethod
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.exc import DatabaseError

from desk.store.tables import search_text, story
from desk.store.words import BOUNDARY, Term, Terms

_MOST_PLACES = 20  # places kept of one word in one text: enough to rank by


class Index(ABC):
    """What the store asks of an engine's search index. Texts go by the number of their story."""

    def put(self, connection: Connection, number: int, title: str, words: str) -> None:
        """Index a story's folded text, in place of what was there."""
        same = search_text.c.number == number
        old = connection.execute(select(search_text).where(same)).first()
        if old is not None:
            self._take(connection, number, old.title, old.words)
            connection.execute(update(search_text).where(same).values(title=title, words=words))
        else:
            connection.execute(insert(search_text).values(number=number, title=title, words=words))
        self._add(connection, number, title, words)

    @abstractmethod
    def _add(self, connection: Connection, number: int, title: str, words: str) -> None:
        """Index a text that is not in the index."""

    @abstractmethod
    def _take(self, connection: Connection, number: int, title: str, words: str) -> None:
        """Take a text out of the index."""

    def condition(self, terms: Terms) -> ColumnElement[bool]:
        """Return the condition on `story` that a query puts."""
        wanted = [story.c.number.in_(self._numbers(terms.wanted, all_of=True))] if terms.wanted else []
        unwanted = (
            [story.c.number.not_in(self._numbers(terms.unwanted, all_of=False))] if terms.unwanted else []
        )
        return and_(*wanted, *unwanted)

    @abstractmethod
    def _numbers(self, terms: tuple[Term, ...], *, all_of: bool) -> Select[*tuple[Any, ...]]:
        """Return the numbers of the texts that hold all or any of the terms."""

    @abstractmethod
    def best(self, terms: Terms, most: int) -> Select[*tuple[Any, ...]]:
        """Return `number` and `rank` (small is good) of the best texts that hold all wanted terms."""

    @abstractmethod
    def sound(self, connection: Connection) -> bool:
        """Return whether the index agrees with `search_text`."""

    @abstractmethod
    def rebuild(self, connection: Connection) -> None:
        """Make the index again from `search_text`."""


class SqliteIndex(Index):
    """FTS5 over `search_text`."""

    _index = table("search_index", column("rowid"), column("search_index"), column("rank"))

    def _add(self, connection: Connection, number: int, title: str, words: str) -> None:
        self._tell(connection, "(rowid, title, words) VALUES (:number, :title, :words)", number, title, words)

    def _take(self, connection: Connection, number: int, title: str, words: str) -> None:
        # The index finds what to take out by the very words that were put in.
        told = "(search_index, rowid, title, words) VALUES ('delete', :number, :title, :words)"
        try:
            self._tell(connection, told, number, title, words)
        except DatabaseError as error:
            if not _is_index_damage(error.orig):
                raise
            self.rebuild(connection)  # no save may fail because of what can be made again
            self._tell(connection, told, number, title, words)

    @staticmethod
    def _tell(connection: Connection, told: str, number: int, title: str, words: str) -> None:
        values = {"number": number, "title": title, "words": words}
        connection.execute(text(f"INSERT INTO search_index{told}"), values)

    def _match(self, terms: tuple[Term, ...], joint: str) -> ColumnElement[bool]:
        # Folded words hold no quote and no operator, so that they can stand between quotes as they are.
        phrases = (f'"{" ".join(term.words)}"{"*" if term.prefix else ""}' for term in terms)
        return self._index.c.search_index.op("MATCH")(joint.join(phrases))

    def _numbers(self, terms: tuple[Term, ...], *, all_of: bool) -> Select[*tuple[Any, ...]]:
        return select(self._index.c.rowid).where(self._match(terms, " AND " if all_of else " OR "))

    def best(self, terms: Terms, most: int) -> Select[*tuple[Any, ...]]:
        """See `Index.best`."""
        found = select(self._index.c.rowid.label("number"), self._index.c.rank)
        return found.where(self._match(terms.wanted, " AND ")).order_by(self._index.c.rank).limit(most)

    def sound(self, connection: Connection) -> bool:
        """See `Index.sound`."""
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        try:
            raw.execute("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if not _is_index_damage(error):
                raise
            return False
        return True

    def rebuild(self, connection: Connection) -> None:
        """See `Index.rebuild`."""
        connection.execute(text("INSERT INTO search_index(search_index) VALUES ('rebuild')"))


def _is_index_damage(error: BaseException | None) -> bool:
    return getattr(error, "sqlite_errorname", "") == "SQLITE_CORRUPT_VTAB"


class PostgresIndex(Index):
    """A tsvector for each row of `search_text`, made here word by word."""

    _index = table("search_index", column("number"), column("terms", TSVECTOR))

    def _add(self, connection: Connection, number: int, title: str, words: str) -> None:
        terms = cast(literal(_vector(title, words)), TSVECTOR)
        connection.execute(insert(self._index).values(number=number, terms=terms))

    def _take(self, connection: Connection, number: int, title: str, words: str) -> None:
        connection.execute(delete(self._index).where(self._index.c.number == number))

    def _holds(self, term: Term) -> ColumnElement[bool]:
        last = f"'{term.words[-1]}'{':*' if term.prefix else ''}"
        query = " & ".join([*(f"'{word}'" for word in term.words[:-1]), last])
        found = self._index.c.terms.op("@@")(cast(literal(query), TSQUERY))
        if len(term.words) == 1:
            return found
        # The vector keeps too few places for phrases in a long text; the words themselves are exact.
        phrase = f"% {' '.join(term.words)}{'' if term.prefix else ' '}%"
        joined = literal(" ") + search_text.c.title + f" {BOUNDARY} " + search_text.c.words + " "
        return and_(found, joined.like(phrase))

    def _numbers(self, terms: tuple[Term, ...], *, all_of: bool) -> Select[*tuple[Any, ...]]:
        return self._texts(self._index.c.number).where((and_ if all_of else or_)(*map(self._holds, terms)))

    def _texts(self, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
        return select(*columns).join_from(
            self._index, search_text, search_text.c.number == self._index.c.number
        )

    def best(self, terms: Terms, most: int) -> Select[*tuple[Any, ...]]:
        """See `Index.best`."""
        words = [
            (word, term.prefix and word is term.words[-1]) for term in terms.wanted for word in term.words
        ]
        query = " & ".join(f"'{word}'{':*' if prefix else ''}" for word, prefix in words)
        rank = -func.ts_rank(self._index.c.terms, cast(literal(query), TSQUERY))
        found = self._texts(self._index.c.number, rank.label("rank")).where(*map(self._holds, terms.wanted))
        return found.order_by("rank").limit(most)

    def sound(self, connection: Connection) -> bool:
        """See `Index.sound`."""
        terms, same = self._index.c.terms, self._index.c.number == search_text.c.number
        rows = connection.execute(
            select(search_text, cast(terms, Text).label("terms")).outerjoin(self._index, same)
        )
        return all(row.terms == self._normal(connection, row.title, row.words) for row in rows.all())

    def _normal(self, connection: Connection, title: str, words: str) -> str:
        return connection.execute(
            select(cast(cast(literal(_vector(title, words)), TSVECTOR), Text))
        ).scalar_one()

    def rebuild(self, connection: Connection) -> None:
        """See `Index.rebuild`."""
        connection.execute(delete(self._index))
        for row in connection.execute(select(search_text)).all():
            self._add(connection, row.number, row.title, row.words)


def _vector(title: str, words: str) -> str:
    """Return a tsvector's text form: title words weigh most, places are counted from 1."""
    places: dict[str, list[str]] = {}
    titles = title.split()
    for place, word in enumerate([*titles, *words.split()], start=1):
        known = places.setdefault(word, [])
        if word != BOUNDARY and len(known) < _MOST_PLACES:
            known.append(f"{min(place, 16_000)}{'A' if place <= len(titles) else ''}")
    places.pop(BOUNDARY, None)
    return " ".join(f"'{word}':{','.join(known)}" for word, known in places.items())
