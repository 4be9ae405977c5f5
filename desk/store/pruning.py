"""Revisions that a person no longer wants, taken out of a chain that stays whole.

A revision that stays is made from the nearest one before it that stays too, and its content is held against
that one's. All of a thing's chain changes in one transaction, or none of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from desk.store import heads, rebuilding, revisions, tables
from desk.store.heads import STORY
from desk.store.revisions import Parent

_AT_ONCE = 500  # ids in one query: every engine takes that many


def often_saved(connection: Connection) -> list[str]:
    """Return the ids of the stories that have more revisions than a newest and one before it."""
    rev = tables.revision
    query = select(rev.c.subject).where(rev.c.kind == STORY.name)
    return list(connection.execute(query.group_by(rev.c.subject).having(func.count() > 2)).scalars())


def needed(connection: Connection, story: str) -> set[str]:
    """Return the revisions of a story to which it, a name, a merge or the search index points."""
    rev, named, one, waits = tables.revision, tables.milestone, tables.story, tables.search_waiting
    own = rev.c.subject == story
    queries = (
        select(one.c.revision).where(one.c.id == story),
        select(named.c.revision).join(rev, rev.c.id == named.c.revision).where(own),
        select(rev.c.merged).where(own, rev.c.merged.is_not(None)),
        select(waits.c.revision).join(one, one.c.number == waits.c.number).where(one.c.id == story),
    )
    return {id_ for query in queries for id_ in connection.execute(query).scalars() if id_}


def size(connection: Connection, ids: Sequence[str]) -> int:
    """Return how many bytes some revisions take in the database."""
    rev = tables.revision
    return sum(
        connection.execute(select(func.sum(func.length(rev.c.content))).where(rev.c.id.in_(some))).scalar()
        or 0
        for some in _portions(ids)
    )


def forget(connection: Connection, story: str, ids: Iterable[str]) -> int:
    """Take revisions out of a story's chain, those that are needed left; return how many went.

    Raises:
        NotADesk: a revision is damaged; nothing is changed.
    """
    heads.find(connection, STORY, story)  # nobody saves it meanwhile
    rev = tables.revision
    gone = set(ids) - needed(connection, story)
    rows = connection.execute(select(rev).where(rev.c.subject == story).order_by(rev.c.at, rev.c.id)).all()
    gone &= {row.id for row in rows}
    if not gone:
        return 0
    for id_, values in _relinked(rows, gone):
        connection.execute(update(rev).where(rev.c.id == id_).values(**values))
    last_first = [row.id for row in reversed(rows) if row.id in gone]
    for some in _portions(last_first):
        connection.execute(delete(rev).where(rev.c.id.in_(some)))
    return len(gone)


def _portions(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


@dataclass(slots=True)
class _Links:
    """What is known of a chain that is gone through: few contents, so that a long one fits into memory."""

    last_use: Mapping[str, int]
    contents: dict[str, bytes] = field(default_factory=dict[str, bytes])
    heirs: dict[str, str | None] = field(default_factory=dict[str, str | None])
    """The nearest revision before one that goes, which stays."""

    depths: dict[str, int] = field(default_factory=dict[str, int])

    def stays(self, id_: str | None) -> str | None:
        """Return a revision, or the one that stands for it."""
        return self.heirs.get(id_, id_) if id_ else None


def _relinked(rows: Sequence[Row[Any]], gone: set[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield the rows that stay and are no longer as they were: the id, the columns that change."""
    links = _Links(_last_uses(rows, gone))
    for at, row in enumerate(rows):
        content = rebuilding.rebuilt(row, links.contents.get(row.parent))
        links.contents[row.id] = content
        parent = links.stays(row.parent)
        if row.id in gone:
            links.heirs[row.id] = parent
        else:
            values = _columns(row, parent, content, links)
            links.depths[row.id] = values.get("depth", row.depth)
            if values:
                yield row.id, values
        for id_ in [id_ for id_ in links.contents if links.last_use[id_] <= at]:
            del links.contents[id_]


def _columns(row: Row[Any], parent: str | None, content: bytes, links: _Links) -> dict[str, Any]:
    if row.prefix is None:
        return {} if parent == row.parent else {"parent": parent}
    depth = links.depths[parent] + 1 if parent else 0
    if parent == row.parent and depth < revisions.FULL_EVERY:
        return {} if depth == row.depth else {"depth": depth}
    base = Parent(parent, links.contents[parent], links.depths[parent]) if parent else None
    return {"parent": parent, **revisions.packed(content, base)}


def _last_uses(rows: Sequence[Row[Any]], gone: set[str]) -> dict[str, int]:
    """Return at which row each revision's content is needed for the last time."""
    uses: dict[str, int] = {}
    heirs: dict[str, str | None] = {}
    for at, row in enumerate(rows):
        heir: str | None = heirs.get(row.parent, row.parent)
        for id_ in (row.id, row.parent, heir):
            if id_:
                uses[id_] = at
        if row.id in gone:
            heirs[row.id] = heir
    return uses
