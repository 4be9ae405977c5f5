"""The search index of PostgreSQL: a tsvector under GIN; loaded where a desk lies on a server."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
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
    false,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR
from sqlalchemy.types import NULLTYPE

from desk.store.query import Query, Term
from desk.store.search import COLUMNS, Entry, Index, said
from desk.store.tables import search_entry, story, story_term
from desk.store.words import BOUNDARY

_MOST_PLACES = 20  # places kept of one word in one text: enough to rank by
_CHECKED = 500  # texts at a time whose vectors are made again
_AT_ONCE = 2_000  # texts looked through for a phrase before a list is walked
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

    def _matches(self, query: str) -> ColumnElement[bool]:
        return self._index.c.terms.op("@@", is_comparison=True)(_tsquery(query))

    def hits(self, asked: Query) -> Select[*tuple[Any, ...]]:
        """See `Index.hits`."""
        return select(self._index.c.number).where(*self._conditions(asked))

    def _numbers(self, connection: Connection, hits: Select[*tuple[Any, ...]]) -> Sequence[int]:
        with _by_index(connection):
            return super()._numbers(connection, hits)

    def newest(self, connection: Connection, asked: Query, most: int) -> Sequence[int]:
        """See `Index.newest`; without the sum the server would walk through all texts by their numbers."""
        newest = self.hits(asked).order_by((self._index.c.number + 0).desc())
        return self._numbers(connection, newest.limit(most))

    def found(self, connection: Connection, asked: Query, few: int) -> tuple[ColumnElement[bool], bool]:
        """See `Index.found`."""
        phrases = [term for term in (*asked.wanted, *asked.unwanted) if _phrase(term)]
        told = [self._told(term) for term in asked.wanted if term in phrases]
        told += [not_(self._told(term)) for term in asked.unwanted if term in phrases]
        count, numbers = self._aggregated(connection, self._conditions(asked, phrases=False))
        if told and few < count <= _AT_ONCE:
            count, numbers = self._aggregated(connection, self._conditions(asked))
            told = []
        here = story.c.number == func.any(numbers) if count <= few else _walked(numbers)
        return and_(here, *told), count <= few

    def without(self, connection: Connection, unwanted: tuple[Term, ...]) -> ColumnElement[bool]:
        """See `Index.without`."""
        conditions = [not_(self._told(term)) for term in unwanted if _phrase(term)]
        words = [and_(*self._holds(term)) for term in unwanted if not _phrase(term)]
        if words:
            _, numbers = self._aggregated(connection, [or_(*words)])
            conditions.append(not_(_walked(numbers)))
        return and_(*conditions)

    def _aggregated(
        self, connection: Connection, conditions: Sequence[ColumnElement[bool]]
    ) -> tuple[int, ColumnElement[Any]]:
        """Return how many texts meet some conditions, and their numbers as a list.

        The server would look for them anew in each part of a list.
        """
        numbers = cast(func.array_agg(self._index.c.number), Text)
        with _by_index(connection):
            count, found = connection.execute(select(func.count(), numbers).where(*conditions)).one()
        return count, _list(found or "{}", BigInteger)

    def _told(self, term: Term) -> ColumnElement[bool]:
        """Return the condition that a story's text has a phrase, looked at only when the list comes to it."""
        said = select(self._said(term)).where(self._index.c.number == story.c.number)
        return func.coalesce(said.scalar_subquery(), false())

    def _said(self, term: Term) -> ColumnElement[bool]:
        """Return the condition that a text has the words of a term as a phrase or in a field."""
        (way,) = term.ways
        sought = f" {' '.join(way.words)}{'' if way.prefix else ' '}"
        fields = [way.field] if way.field else ["title", "byline", "tags", "words"]
        return or_(*(func.strpos(" " + self._index.c[name] + " ", sought) > 0 for name in fields))

    def _holds(self, term: Term) -> list[ColumnElement[bool]]:
        return [self._matches(_either(term)), *([self._said(term)] if _placed(term) else [])]

    def _conditions(self, asked: Query, *, phrases: bool = True) -> list[ColumnElement[bool]]:
        """Return the conditions on a text, where told so without `phrases`, for which alone it is read whole.

        All words are one question: what is asked apart the server looks for in text after text.
        """
        without = [f"!{_either(term)}" for term in asked.unwanted if not _placed(term)]
        words = self._matches(" & ".join([*map(_either, asked.wanted), *without]))
        placed = [term for term in asked.wanted if _placed(term) and (phrases or not _phrase(term))]
        unwanted = [term for term in asked.unwanted if _placed(term) and (phrases or not _phrase(term))]
        return [words, *map(self._said, placed), *(not_(self._said(term)) for term in unwanted)]

    def among(self, numbers: Sequence[int]) -> ColumnElement[bool]:
        """See `Index.among`."""
        return story.c.number == func.any(_list(_written(numbers), BigInteger))

    def holding(self, connection: Connection, terms: Sequence[int], most: int) -> dict[int, Sequence[int]]:
        """See `Index.holding`; the server is asked once for all terms."""
        held: dict[int, list[int]] = {term: [] for term in terms}
        asked = select(func.unnest(_list(_written(held), Integer)).label("term"))
        wanted = asked.subquery()
        newest = select(story_term.c.number).where(story_term.c.term == wanted.c.term)
        newest = newest.order_by(story_term.c.number.desc()).limit(most).lateral()
        for term, number in connection.execute(select(wanted.c.term, newest.c.number)):
            held[term].append(number)
        return {term: sorted(numbers, reverse=True) for term, numbers in held.items()}

    def best(self, asked: Query, most: int) -> Select[*tuple[Any, ...]]:
        """See `Index.best`."""
        query = " & ".join(_either(term, weighed=True) for term in asked.wanted)
        weights = cast(literal([0.1, 0.3, 0.2, 1.0], ARRAY(REAL)), ARRAY(REAL))
        rank = -func.ts_rank(weights, self._index.c.terms, _tsquery(query))
        found = select(self._index.c.number, rank.label("rank")).where(*self._conditions(asked))
        return found.order_by("rank").limit(most)

    def sound(self, connection: Connection) -> bool:
        """See `Index.sound`; some hundred texts at a time, for of many the memory would have no end."""
        held = self._index.c
        every = search_entry.outerjoin(self._index, held.number == search_entry.c.number, full=True)
        alone = or_(search_entry.c.number.is_(None), held.number.is_(None))
        if connection.execute(select(func.count()).select_from(every).where(alone)).scalar_one():
            return False
        query = select(held.number, *(held[name] for name in COLUMNS)).order_by(held.number).limit(_CHECKED)
        last = 0
        while rows := connection.execute(query.where(held.number > last)).all():
            vectors = {number: _vector(Entry(*words)) for number, *words in rows}
            if self._crooked(connection, vectors):
                return False
            last = rows[-1].number
        return True

    def _crooked(self, connection: Connection, vectors: Mapping[int, str]) -> bool:
        """Return whether any text has another vector than is said here."""
        parts = cast([*vectors], ARRAY(BigInteger)), cast([*vectors.values()], ARRAY(Text))
        said = func.unnest(*parts).table_valued("number", "vector").render_derived()
        query = select(func.count()).join(said, said.c.number == self._index.c.number)
        other = self._index.c.terms != cast(said.c.vector, TSVECTOR)
        return connection.execute(query.select_from(self._index).where(other)).scalar_one() > 0


@contextmanager
def _by_index(connection: Connection) -> Generator[None, None, None]:
    """Have the server look words up in their index.

    For a common word it would rather read every text, and not reckon with what it costs to take each apart.
    """
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    yield
    connection.exec_driver_sql("SET LOCAL enable_seqscan = on")


def _tsquery(written: str) -> ColumnElement[Any]:
    """Return a written query as one that is read once; as a text it would be for each row."""
    return cast(literal(written, NULLTYPE), TSQUERY)


def _written(numbers: Iterable[int]) -> str:
    """Return numbers as the server writes them: the driver takes ten times as long to hand over a list."""
    return f"{{{','.join(map(str, numbers))}}}"


def _list(written: str, kind: type[Integer]) -> ColumnElement[Any]:
    """Return written numbers as a list; see `_tsquery`."""
    return cast(literal(written, NULLTYPE), ARRAY(kind))


def _walked(numbers: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that a story is one of these, as a list is walked: each is looked up by its hash.

    So wrapped, the server neither fetches them by number nor weighs them one by one before it begins.
    """
    return func.coalesce(story.c.number == func.any(numbers), false())


def _placed(term: Term) -> bool:
    """Return whether the index alone does not tell that a text has a term: its words have a place."""
    return any(way.field or len(way.words) > 1 for way in term.ways)


def _phrase(term: Term) -> bool:
    """Return whether a whole text must be read for a term; a field of it lies at hand."""
    return _placed(term) and not any(way.field for way in term.ways)


def _either(term: Term, *, weighed: bool = False) -> str:
    """Return the words of a term as the server writes them; `weighed`, those of its field alone."""
    return f"({' | '.join(_words(way, _WEIGHTS[way.field] if weighed else '') for way in term.ways)})"


def _words(term: Term, weight: str) -> str:
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
