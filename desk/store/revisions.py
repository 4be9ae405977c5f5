"""The chain of revisions: written once, never changed, each proven by its hash when it is read.

A revision holds its content whole (`prefix` empty), or only what stands between the bytes that it shares with
its parent at the start and at the end. At most `FULL_EVERY` revisions are read to rebuild one.
"""

import datetime as dt
import zlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select

from desk.domain import BadInput, NotFound, Revision, Who
from desk.store import tables
from desk.store.prepared import Prepared
from desk.store.rebuilding import rebuilt

FULL_EVERY = 32

_INSERT = Prepared(insert(tables.revision), *(column.name for column in tables.revision.c))


@dataclass(frozen=True, slots=True)
class Parent:
    """The revision that a new one is made from, with its content and its distance from a whole one."""

    id: str
    content: bytes
    depth: int


def append(connection: Connection, entry: Revision, content: bytes, parent: Parent | None) -> Parent:
    """Write a revision, whose first parent is `parent`; return it as the parent of the next."""
    values = columns(entry, content, parent)
    _INSERT.run(connection, values)
    return Parent(entry.id, content, values["depth"])


def columns(entry: Revision, content: bytes, parent: Parent | None) -> dict[str, Any]:
    """Return the row of a revision."""
    return {
        "id": entry.id,
        "subject": entry.of,
        "kind": entry.kind,
        "parent": parent.id if parent else None,
        "merged": entry.parents[1] if len(entry.parents) > 1 else None,
        "author": entry.author,
        "device": entry.device,
        "at": entry.at,
        "reason": entry.reason,
        "hash": entry.hash,
        **packed(content, parent),
    }


def packed(content: bytes, parent: Parent | None) -> dict[str, Any]:
    """Return the columns that hold a content: what differs from the parent's where that is little, or all."""
    if parent is not None and parent.depth + 1 < FULL_EVERY:
        prefix = _alike(content, parent.content)
        suffix = _alike_behind(content, parent.content, prefix)
        middle = content[prefix : len(content) - suffix]
        if len(middle) * 2 < len(content):
            held = _pressed(middle)
            return {"depth": parent.depth + 1, "prefix": prefix, "suffix": suffix, "content": held}
    return {"depth": 0, "prefix": None, "suffix": None, "content": _pressed(content)}


def _pressed(content: bytes) -> bytes:
    """Return what `zlib.compress` does; that clears 256 KB of memory for a word, which takes longest.

    It makes a story's text some hundredths larger than it could be, in two fifths of the time.
    """
    window = min(max(len(content).bit_length() + 1, 9), zlib.MAX_WBITS)
    packer = zlib.compressobj(3, wbits=window, memLevel=window - 7)
    return packer.compress(content) + packer.flush()


def _alike(one: bytes, other: bytes) -> int:
    """Return how many bytes two contents share from the start."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _alike_behind(one: bytes, other: bytes, start: int) -> int:
    """Return how many bytes two contents share at the end, those before `start` left out."""
    end, beyond = len(one), len(other)
    low, high = 0, min(end, beyond) - start
    while low < high:
        middle = (low + high + 1) // 2
        if one[end - middle : end - low] == other[beyond - middle : beyond - low]:
            low = middle
        else:
            high = middle - 1
    return low


def content(connection: Connection, id_: str) -> tuple[Revision, bytes]:
    """Return a revision and its content.

    Raises:
        NotFound: no such revision.
        NotADesk: it is damaged.
    """
    rows = {row.id: row for row in connection.execute(_behind(), {"one": id_})}
    if id_ not in rows:
        raise NotFound(f"There is no revision {id_}")
    wanted, links = rows[id_], [rows[id_]]
    while links[-1].prefix is not None:
        links.append(rows[links[-1].parent])
    whole: bytes | None = None
    for row in reversed(links):
        whole = rebuilt(row, whole)
    assert whole is not None
    return described(wanted), whole


@cache
def _behind() -> Select[Any]:
    """Return the query of the revision `one` with those that it is rebuilt from."""
    rev = tables.revision
    chain = select(rev).where(rev.c.id == bindparam("one")).cte("chain", recursive=True)
    chain = chain.union_all(
        select(rev).join(chain, rev.c.id == chain.c.parent).where(chain.c.prefix.is_not(None))
    )
    return select(chain)


def described(row: Row[Any], name: str = "") -> Revision:
    """Return a row as the newsroom knows it, with the name that a person gave it."""
    return Revision(
        id=row.id,
        of=row.subject,
        kind=row.kind,
        parents=tuple(parent for parent in (row.parent, row.merged) if parent),
        author=row.author,
        device=row.device,
        at=row.at,
        reason=row.reason,
        hash=row.hash,
        name=name,
    )


def chain(connection: Connection, subject: str) -> list[Revision]:
    """Return a thing's revisions, oldest first."""
    rev, named = tables.revision, tables.milestone
    columns = [column for column in rev.c if column.name != "content"]
    query = select(*columns, named.c.name).outerjoin(named, named.c.revision == rev.c.id)
    found = connection.execute(query.where(rev.c.subject == subject).order_by(rev.c.at, rev.c.id))
    return [described(row, row.name or "") for row in found]


def name(connection: Connection, id_: str, name: str, who: Who, at: dt.datetime) -> Revision:
    """Put a name on a revision in place of the one it had; an empty one takes it off.

    Raises:
        NotFound: no such revision.
    """
    check_who(who)
    rev, named = tables.revision, tables.milestone
    # The row is held until the end of the transaction: of two who name it at once, the later name stands.
    row = connection.execute(select(rev).where(rev.c.id == id_).with_for_update()).first()
    if row is None:
        raise NotFound(f"There is no revision {id_[:80]}")
    connection.execute(delete(named).where(named.c.revision == id_))
    if name:
        values = {"revision": id_, "name": name, "author": who.author, "device": who.device, "at": at}
        connection.execute(insert(named).values(**values))
    return described(row, name)


def check_merge(connection: Connection, id_: str, subject: str) -> None:
    """See that a second parent is a revision of the same thing.

    Raises:
        BadInput: it is not.
    """
    rev = tables.revision
    if connection.execute(select(rev.c.subject).where(rev.c.id == id_)).scalar() != subject:
        raise BadInput(f"There is no revision {id_} to merge with", kept="Nothing was changed")


def check_who(who: Who) -> None:
    """See that a write names its author.

    Raises:
        BadInput: it does not, or names one that no file can hold.
    """
    for name in (who.author, who.device):
        if not name.strip() or not name.isprintable():
            raise BadInput("A change needs the name of its author and device", todo="Give your name first")


def since(connection: Connection, id_: str) -> list[tuple[str, str, str]]:
    """Return the revisions with higher ids, in their order: id, kind, and the id of what was saved."""
    rev = tables.revision.c
    query = select(rev.id, rev.kind, rev.subject).where(rev.id > id_).order_by(rev.id)
    return [(row.id, row.kind, row.subject) for row in connection.execute(query)]
