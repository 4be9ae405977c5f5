"""What stands around a search: its index being made, completions, saved searches, similar stories."""

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Connection, delete, insert, select, update

from desk.domain import (
    BadInput,
    Completion,
    Conflict,
    Likeness,
    NotFound,
    SavedSearch,
    Status,
    Story,
    Unwritable,
    new_id,
)
from desk.domain.language import NAMES
from desk.store import fronts, heads, indexing, lengths, photo_words, query, similar, tables
from desk.store.engine import Database
from desk.store.heads import STORY
from desk.store.rows import Rows
from desk.store.search import Index
from desk.store.words import fold, folded, name_key, named

_SEARCH = tables.saved_search
_LONGEST_NAME = 80
_LOOKED_AT = 120  # stories whose bylines or tags are offered


class Searching:
    """The searches of a desk."""

    def __init__(self, database: Database, index: Index, rows: Rows) -> None:
        self._database = database
        self._index = index
        self._rows = rows

    # The index

    def prepare(self) -> None:
        """Begin the index anew where an older version made it; what the disk refuses is left."""
        with self._database.read() as connection:
            current = indexing.current(connection)
            old = 0 < photo_words.waiting(connection) <= photo_words.AT_OPENING
            few = 0 < lengths.waiting(connection) <= lengths.AT_ONCE
        if not current or old or few:
            with suppress(Unwritable), self._database.write() as connection:
                if not current:
                    indexing.start(connection, self._index)
                if old:
                    photo_words.fill(connection)
                if few:
                    lengths.fill(connection)

    def waiting(self) -> int:
        """See `Store.unindexed`."""
        with self._database.read() as connection:
            parts = (indexing, photo_words, lengths)
            return sum(part.waiting(connection) for part in parts)

    def index_some(self, most: int) -> bool:
        """See `Store.index_some`."""
        with self._database.write() as connection:
            if photo_words.fill(connection, most) or lengths.fill(connection, most):
                return True
            return bool(indexing.fill(connection, self._index, most)) or self._index.merge(connection)

    def catch_up(self) -> None:
        """Index what was saved a moment ago; where another program is writing, the next search does."""
        with self._database.read() as connection:
            few = 0 < indexing.waiting(connection, indexing.AT_ASKING + 1) <= indexing.AT_ASKING
        if few:
            with suppress(Unwritable, Conflict), self._database.write(patient=False) as connection:
                indexing.fill(connection, self._index, indexing.AT_ASKING)

    # Similar stories

    def similar(self, story: Story, most: int) -> list[Likeness]:
        """See `Store.similar`."""
        with self._database.read() as connection:
            own = indexing.Stand(story, indexing.placed(connection, [story])).terms
            said = similar.spoken(story, story.language or heads.settings(connection).language)
            found = similar.near(connection, self._index, own, most + 20, said)
            rows = self._rows.numbered(connection, [one.number for one in found], story.id)
        there = [one for one in found if one.number in rows][:most]
        return [Likeness(rows[one.number], said.of(one.shared), one.score) for one in there]

    def close(self, headline: str, story: str, most: int) -> list[Likeness]:
        """See `Store.close_headlines`."""
        with self._database.read() as connection:
            found = similar.headlines(connection, self._index, headline, story, most)
            rows = self._rows.numbered(connection, found, story)
        return [Likeness(rows[number]) for number in found if number in rows]

    # Saved searches

    def saved(self) -> list[SavedSearch]:
        """See `Store.saved_searches`."""
        with self._database.read() as connection:
            rows = connection.execute(select(_SEARCH)).all()
        found = (SavedSearch(id=row.id, name=row.name, query=row.query) for row in rows)
        return sorted(found, key=lambda one: (folded(one.name), one.id))

    def save(self, name: str, words: str, id_: str) -> SavedSearch:
        """See `Store.save_search`."""
        name, words = " ".join(name.split()), words.strip()
        if not name or not words:
            raise BadInput("A saved search needs a name and words", todo="Write both")
        if len(name) > _LONGEST_NAME:
            raise BadInput(f"A name has {_LONGEST_NAME} characters at most", todo="Write a shorter one")
        with self._database.write() as connection:
            others = connection.execute(select(_SEARCH.c.name).where(_SEARCH.c.id != id_)).scalars()
            if name_key(name) in {name_key(other) for other in others}:
                raise BadInput(f"There is a search “{name}” already", todo="Give it another name")
            values = {"name": name, "query": words}
            if not id_:
                id_ = new_id()
                connection.execute(insert(_SEARCH).values(id=id_, **values))
            elif not connection.execute(update(_SEARCH).where(_SEARCH.c.id == id_).values(**values)).rowcount:
                raise _no_search(id_)
        return SavedSearch(id=id_, name=name, query=words)

    def forget(self, id_: str) -> None:
        """See `Store.delete_search`."""
        with self._database.write() as connection:
            if not connection.execute(delete(_SEARCH).where(_SEARCH.c.id == id_)).rowcount:
                raise _no_search(id_)

    # Completion

    def completions(self, typed: str, cursor: int) -> list[Completion]:
        """See `Store.completions`."""
        return query.offers(typed, cursor, query.STORIES, self._values)

    def _values(self, piece: query.Piece) -> Iterator[tuple[str, str]]:
        """Yield what a filter can take, each with how it is shown."""
        with self._database.read() as connection:
            yield from self._taken(connection, piece.name, folded(piece.value))

    def _taken(self, connection: Connection, name: str, begun: str) -> Iterator[tuple[str, str]]:
        known: dict[str, str] = {}
        match name:
            case "by" | "tag":
                yield from ((value, value) for value in self._used(connection, name, begun))
            case "section":
                known = {one.slug: one.name for one in heads.settings(connection).sections}
            case "status":
                known = {status.value: status.label for status in Status}
            case "lang":
                known = NAMES
            case "in":
                known = fronts.names(connection)
            case "has" | "no":
                known = {what: what for what in query.LACKS}
            case _:
                known = {what: what for what in ("today", "yesterday", "week", "month")}
        fits = set(named(begun, known.items()))
        for key, shown in known.items():
            if key in fits:
                yield key, key if folded(shown) == folded(key) else f"{key} — {shown}"

    def _used(self, connection: Connection, name: str, begun: str) -> list[str]:
        """Return the bylines or tags of the newest stories in which one starts so."""
        story, words = tables.story, tuple(fold(begun))
        newest = select(story).order_by(story.c.number.desc()).limit(_LOOKED_AT)
        if words:
            term = query.Term(words, prefix=True, field=query.FIELDS[name])
            hits = self._index.newest(connection, query.Query(wanted=(term,)), _LOOKED_AT)
            newest = newest.where(self._index.among(hits))
        found: dict[str, str] = {}
        for row in connection.execute(newest):
            read = STORY.read(row.content, row.revision, row.updated)
            for value in [one.name for one in read.bylines] if name == "by" else read.tags:
                if any(word.startswith(begun) for word in (folded(value), *fold(value))):
                    found.setdefault(folded(value), value)
        return sorted(found.values(), key=folded)


def _no_search(id_: str) -> NotFound:
    return NotFound(f"There is no saved search {id_[:80]}", kept="Nothing was changed")
