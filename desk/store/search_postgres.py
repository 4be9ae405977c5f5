"""The search index of PostgreSQL: a tsvector under GIN; loaded where a desk lies on a server."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR

from desk.store.query import Query, Term
from desk.store.search import COLUMNS, Entry, Index, said
from desk.store.tables import search_entry, story, story_term
from desk.store.words import BOUNDARY

_MOST_PLACES = 20  # places kept of one word in one text: enough to rank by
_WEIGHTS = {"": "", "title": "A", "byline": "B", "tags": "C", "words": "D"}


class PostgresIndex(Index):
    """A tsvector for each story, made here word by word."""

    _index = table(
        "search_index",
        column("number", BigInteger),
        *(column(name, Text) for name in COLUMNS),
        column("terms", TSVECTOR),
    )

    def add(self, connection: Connection, new: Mapping[int, Entry]) -> None:
        """See `Index.add`."""
        values = [{"number": number, "vector": _vector(one), **said(one)} for number, one in new.items()]
        terms = cast(bindparam("vector", type_=Text), TSVECTOR)
        connection.execute(insert(self._index).values(terms=terms), values)

    def take(self, connection: Connection, number: int, old: Entry) -> bool:
        """See `Index.take`."""
        connection.execute(delete(self._index).where(self._index.c.number == number))
        return True

    def clear(self, connection: Connection) -> None:
        """See `Index.clear`."""
        connection.execute(delete(self._index))

    def merge(self, connection: Connection) -> bool:
        """See `Index.merge`; the server does that by itself."""
        return False

    def _holds(self, term: Term) -> ColumnElement[bool]:
        return or_(*map(self._way, term.ways))

    def _way(self, term: Term) -> ColumnElement[bool]:
        found = self._index.c.terms.op("@@", is_comparison=True)(cast(literal(_tsquery(term)), TSQUERY))
        if len(term.words) == 1:
            return found
        fields = [term.field] if term.field else ["title", "byline", "tags", "words"]
        phrase = f"% {' '.join(term.words)}{'' if term.prefix else ' '}%"
        said = (literal(" ") + self._index.c[name] + " " for name in fields)
        return and_(found, or_(*(words.like(phrase) for words in said)))

    def hits(self, asked: Query) -> Select[*tuple[Any, ...]]:
        """See `Index.hits`."""
        return select(self._index.c.number).where(*self._conditions(asked))

    def some(self, connection: Connection, asked: Query, most: int | None = None) -> Sequence[int]:
        """See `Index.some`.

        For a common word the server would rather read every text than its index: it does not reckon with what
        it costs to take the texts apart.
        """
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        numbers = super().some(connection, asked, most)
        connection.exec_driver_sql("SET LOCAL enable_seqscan = on")
        return numbers

    def _found(self, connection: Connection, asked: Query) -> Select[*tuple[Any, ...]]:
        """See `Index._found`; the server would look for them anew in each part of a list."""
        numbers = literal([*self.some(connection, asked)], ARRAY(BigInteger))
        return select(func.unnest(cast(numbers, ARRAY(BigInteger))))

    def _conditions(self, asked: Query) -> list[ColumnElement[bool]]:
        unwanted = [not_(or_(*map(self._holds, asked.unwanted)))] if asked.unwanted else []
        return [*map(self._holds, asked.wanted), *unwanted]

    def _any(self, terms: tuple[Term, ...]) -> Select[*tuple[Any, ...]]:
        return select(self._index.c.number).where(or_(*map(self._holds, terms)))

    def among(self, numbers: Sequence[int]) -> ColumnElement[bool]:
        """See `Index.among`."""
        return story.c.number == func.any(cast(literal([*numbers], ARRAY(BigInteger)), ARRAY(BigInteger)))

    def holding(self, connection: Connection, terms: Sequence[int], most: int) -> dict[int, Sequence[int]]:
        """See `Index.holding`; the server is asked once for all terms."""
        held: dict[int, list[int]] = {term: [] for term in terms}
        asked = select(func.unnest(cast(literal([*held], ARRAY(Integer)), ARRAY(Integer))).label("term"))
        wanted = asked.subquery()
        newest = select(story_term.c.number).where(story_term.c.term == wanted.c.term)
        newest = newest.order_by(story_term.c.number.desc()).limit(most).lateral()
        for term, number in connection.execute(select(wanted.c.term, newest.c.number)):
            held[term].append(number)
        return {term: sorted(numbers, reverse=True) for term, numbers in held.items()}

    def best(self, asked: Query, most: int) -> Select[*tuple[Any, ...]]:
        """See `Index.best`."""
        query = " & ".join(f"({' | '.join(map(_tsquery, term.ways))})" for term in asked.wanted)
        weights = cast(literal([0.1, 0.3, 0.2, 1.0], ARRAY(REAL)), ARRAY(REAL))
        rank = -func.ts_rank(weights, self._index.c.terms, cast(literal(query), TSQUERY))
        found = select(self._index.c.number, rank.label("rank")).where(*self._conditions(asked))
        return found.order_by("rank").limit(most)

    def sound(self, connection: Connection) -> bool:
        """See `Index.sound`."""
        held = self._index.c
        query = select(search_entry.c.number.label("said"), *held, cast(held.terms, Text).label("vector"))
        rows = connection.execute(
            query.outerjoin_from(search_entry, self._index, held.number == search_entry.c.number, full=True)
        )
        return all(
            row.said == row.number
            and row.vector == self._normal(connection, Entry(*(getattr(row, name) for name in COLUMNS)))
            for row in rows.all()
        )

    @staticmethod
    def _normal(connection: Connection, made: Entry) -> str:
        return connection.execute(select(cast(cast(literal(_vector(made)), TSVECTOR), Text))).scalar_one()


def _tsquery(term: Term) -> str:
    weight = _WEIGHTS[term.field]
    *first, last = (f"'{word}'" for word in term.words)
    ends = f"{'*' if term.prefix else ''}{weight}"
    words = [f"{word}:{weight}" if weight else word for word in first]
    return " & ".join([*words, f"{last}:{ends}" if ends else last])


def _vector(made: Entry) -> str:
    """Return a tsvector's text form: each field's words under its weight, places counted from 1."""
    places: dict[str, list[str]] = {}
    place = 0
    for name in ("title", "byline", "tags", "words"):
        for word in getattr(made, name).split():
            place += 1
            known = places.setdefault(word, [])
            if word != BOUNDARY and len(known) < _MOST_PLACES:
                known.append(f"{min(place, 16_000)}{_WEIGHTS[name]}")
    places.pop(BOUNDARY, None)
    words = [f"'{word}':{','.join(known)}" for word, known in places.items()]
    return " ".join([*words, *(f"'{key}'" for key in made.keys.split())])
