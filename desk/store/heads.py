"""The newest state of each thing, and the one rule by which all of them are saved.

A thing is saved only on top of the revision it was read from; otherwise it is a conflict and nothing changes.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, Text, bindparam, insert, select, type_coerce, update

from desk.domain import (
    BadInput,
    Conflict,
    CuratedList,
    Front,
    NotFound,
    Photo,
    Publication,
    Revision,
    Story,
    Who,
    new_id,
)
from desk.store import rebuilding, revisions, tables
from desk.store.codec import VOLATILE, Written, decode, written
from desk.store.prepared import Prepared

Thing = Story | Photo | CuratedList | Front | Publication
T = TypeVar("T", Story, Photo, CuratedList, Front, Publication)

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of thing: its name on revisions, its table, its class."""

    name: str
    table: Table
    cls: type[T]

    def read(self, content: bytes | str, revision: str, updated: dt.datetime) -> T:
        """Return the thing that a content describes."""
        if self.cls is Publication:
            return decode(self.cls, content, revision=revision)
        return decode(self.cls, content, revision=revision, updated=updated)


STORY = Kind("story", tables.story, Story)
PHOTO = Kind("photo", tables.photo, Photo)
LIST = Kind("list", tables.curated_list, CuratedList)
FRONT = Kind("front", tables.front, Front)
PUBLICATION = Kind("publication", tables.publication, Publication)
KINDS: tuple[Kind[Any], ...] = (STORY, PHOTO, LIST, FRONT, PUBLICATION)


@dataclass(frozen=True, slots=True)
class Head(Generic[T]):
    """A thing as it stands, with what its next revision is made from.

    `columns` is what queries need of it, `written` its content in parts, where these are known already.
    """

    thing: T
    parent: revisions.Parent
    at: dt.datetime
    columns: dict[str, Any] | None = None
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """Who saves, why and when; `merge_of` is the second parent of a merge."""

    who: Who
    reason: str
    now: dt.datetime
    merge_of: str = ""


_DEPTH = Prepared(select(tables.revision.c.depth).where(tables.revision.c.id == bindparam("one")))


@cache
def _newest(table: Table, *more: str) -> Prepared:
    """Return the statement that holds a thing and gives its revision, that one's depth, and more columns."""
    return _held(table, *(type_coerce(table.c[name], Text) for name in more))


def _held(table: Table, *more: ColumnElement[Any]) -> Prepared:
    rev = tables.revision
    query = select(table.c.revision, rev.c.depth, *more)
    query = query.outerjoin_from(table, rev, rev.c.id == table.c.revision)
    return Prepared(query.where(table.c.id == bindparam("one")).with_for_update(of=table))


_STILL = _held(
    tables.story,
    select(tables.search_waiting.c.number)
    .where(tables.search_waiting.c.number == tables.story.c.number)
    .exists(),
)


@cache
def _changed(table: Table, columns: frozenset[str]) -> Prepared:
    return Prepared(update(table).where(table.c.id == bindparam("one")), *sorted(columns))


def find(connection: Connection, kind: Kind[T], id_: str) -> Head[T] | None:
    """Return a thing as it stands, held until the end of the transaction, or None."""
    row = _newest(kind.table, "content", "updated").first(connection, {"one": id_})
    if row is None:
        return None
    revision, depth, content, updated = row
    at = dt.datetime.fromisoformat(updated)
    parent = revisions.Parent(revision, content.encode(), _depth(connection, revision, depth))
    return Head(kind.read(content, revision, at), parent, at)


def still(connection: Connection, last: Head[Story]) -> tuple[Head[Story], bool] | None:
    """Return a story as this program last saved it, held likewise, while its revision is the newest.

    Beside it stands whether its words are down to be indexed. A server that waited here for another's save
    cannot tell, so there it is False.
    """
    row = _STILL.first(connection, {"one": last.thing.id})
    if row is None or row[0] != last.parent.id:
        return None
    revision, depth, waits = row
    depth = _depth(connection, revision, depth)
    if depth != last.parent.depth:
        last = replace(last, parent=replace(last.parent, depth=depth))
    return last, bool(waits) and connection.dialect.name == "sqlite"


def _depth(connection: Connection, revision: str, depth: int | None) -> int:
    if depth is None:  # a server that waited here for another's save has not seen its revision yet
        row = _DEPTH.first(connection, {"one": revision})
        assert row is not None
        return row[0]
    return depth


def settings(connection: Connection) -> Publication:
    """Return the publication's settings.

    Raises:
        NotFound: a server that has none yet.
    """
    table = tables.publication
    row = connection.execute(select(table).order_by(table.c.id)).first()
    if row is None:
        raise NotFound("This database holds no publication yet", todo="Make one first")
    return PUBLICATION.read(row.content, row.revision, row.updated)


def check(head: Head[T] | None, thing: T) -> None:
    """See that a thing is saved on top of what it was read from.

    Raises:
        Conflict: somebody saved it since.
        NotFound: it was read from a desk that is not this one.
        BadInput: its id is none.
    """
    if head is None:
        if thing.revision:
            raise NotFound(f"This desk does not hold {thing.id}", kept="Nothing was changed")
        if not _ID.fullmatch(thing.id):
            raise BadInput(f"{thing.id[:40]!r} is no id", kept="Nothing was changed")
    elif head.thing.revision != thing.revision:
        raise Conflict(
            "Somebody else saved this since you read it",
            head.thing,
            kept="Both texts are kept, yours is not saved yet",
            todo="Compare the two and save again",
        )


def _entry(kind: Kind[T], of: str, content: bytes, head: Head[T] | None, saving: Saving) -> Revision:
    """Return the revision that a save makes."""
    parents = (head.parent.id,) if head else ()
    return Revision(
        id=new_id(),
        of=of,
        kind=kind.name,
        parents=(*parents, saving.merge_of) if saving.merge_of else parents,
        author=saving.who.author,
        device=saving.who.device,
        at=max(saving.now, head.at + dt.timedelta(microseconds=1)) if head else saving.now,
        reason="create" if head is None and saving.reason == "edit" else saving.reason,
        hash=rebuilding.digest(content),
    )


def write(
    connection: Connection,
    kind: Kind[T],
    thing: T,
    head: Head[T] | None,
    saving: Saving,
    columns: Callable[[T], dict[str, Any]],
) -> Head[T]:
    """Save a checked thing and what `columns` makes of it for queries; return it as it now stands.

    A content that is the same as the newest makes no revision, unless it ends a merge.
    """
    revisions.check_who(saving.who)
    made = written(thing, head.written if head else None)
    content = made.content
    if head is not None and head.parent.content == content and not saving.merge_of:
        return head
    if saving.merge_of:
        revisions.check_merge(connection, saving.merge_of, thing.id)
    entry = _entry(kind, thing.id, content, head, saving)
    at = entry.at
    parent = revisions.append(connection, entry, content, head.parent if head else None)
    values = columns(thing)
    state = {"updated": at, "revision": entry.id, "content": made.text}
    if head is None:
        connection.execute(insert(kind.table), {"id": thing.id, **values, **state})
    else:  # what is not named leaves its indexes alone
        known = head.columns or columns(head.thing)
        if values is not known:
            state |= {name: value for name, value in values.items() if value != known[name]}
        _changed(kind.table, frozenset(state)).run(connection, {"one": thing.id, **state})
    if isinstance(thing, Publication):
        return Head(replace(thing, revision=entry.id), parent, at)
    return Head(_stamped(thing, entry.id, at), parent, at, values, made)


@cache
def _members(cls: type) -> tuple[Callable[[Any], tuple[Any, ...]], list[Callable[[Any, Any], None]]]:
    """Return what takes a record's fields, save those of its revision, and what puts each into another."""
    names = [field.name for field in fields(cls) if field.name not in VOLATILE]
    return attrgetter(*names), [getattr(cls, name).__set__ for name in names]


def _stamped(thing: T, revision: str, at: dt.datetime) -> T:
    """Return a thing as a revision of it: `replace`, in a third of the time."""
    take, puts = _members(type(thing))
    made = object.__new__(type(thing))
    for put, value in zip(puts, take(thing), strict=True):
        put(made, value)
    object.__setattr__(made, "revision", revision)
    object.__setattr__(made, "updated", at)
    return made
