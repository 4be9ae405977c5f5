"""What is gone from its table though something else of the desk still tells of it."""

import datetime as dt
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from desk.domain import Conflict, CuratedList, DeskError, Story, Who, free_slug, slugify
from desk.store import heads, indexing, labels, lists, revisions, stories, tables
from desk.store.backup import listed, reading
from desk.store.codec import written
from desk.store.engine import Database
from desk.store.findings import Finding
from desk.store.heads import FRONT, LIST, PHOTO, PUBLICATION, STORY, Kind, Saving, Thing
from desk.store.search import Index

_OWN = Who("Desk", "verify")
_ORDER = (PUBLICATION, PHOTO, STORY, LIST, FRONT)  # what others point to comes first
_DERIVED = frozenset(
    one.name
    for one in (
        *(tables.slug, tables.placement, tables.slot, tables.front_slot, tables.photo_search),
        *(tables.search_entry, tables.search_waiting, tables.story_term, tables.story_label),
    )
)

# Things with a history


def things(database: Database, index: Index, now: dt.datetime) -> Iterator[Finding]:
    """Bring back what is in no table while its history is there: whoever deletes takes both away.

    The history of a photo stays when it is deleted, so only one that a story places comes back.
    """
    for kind in _ORDER:
        with database.read() as connection:
            gone = _gone(connection, kind)
        for id_ in gone:
            yield from _brought(database, kind, id_, now)
        if gone and kind is STORY:
            with database.write() as connection:
                indexing.start(connection, index)  # what it has may be of stories with other numbers


def _gone(connection: Connection, kind: Kind[Any]) -> list[str]:
    rev = tables.revision
    query = select(rev.c.subject).distinct()
    query = query.where(rev.c.kind == kind.name, rev.c.subject.not_in(select(kind.table.c.id)))
    gone = set(connection.execute(query).scalars())
    if gone and kind is PHOTO:
        contents = select(tables.story.c.content).execution_options(yield_per=200)
        placed = re.compile(r'"photo": ?"([0-9a-f-]{36})"')
        gone &= {id_ for one in connection.execute(contents).scalars() for id_ in placed.findall(one)}
    return sorted(gone)


def _brought(database: Database, kind: Kind[Any], id_: str, now: dt.datetime) -> Iterator[Finding]:
    try:
        with database.write() as connection:
            entry, thing = _newest(connection, kind, id_)
            if thing is None:
                yield Finding("error", f"The {kind.name} {id_} is gone, and nobody can read its history")
                return
            if isinstance(thing, CuratedList) and not lists.owned(thing):
                return  # fronts have taken its place
            row = {"id": id_, "updated": entry.at, "revision": entry.id, **_columns(kind, thing)}
            connection.execute(insert(kind.table).values(row))
            if isinstance(thing, Story):
                _put_story(connection, thing, now)
    except Conflict:  # a list or front that was made anew, a photo that was added again
        yield Finding("note", f"Of the {kind.name} {id_} there is only history; another has its place")
        return
    named = getattr(thing, "headline", "") or getattr(thing, "slug", "") or id_
    yield Finding("mended", f"The {kind.name} “{named}” was gone; it came back from its history")


def _newest(connection: Connection, kind: Kind[Any], id_: str) -> tuple[Any, Thing | None]:
    """Return the newest revision of a thing that can be read, and what it holds."""
    for entry in reversed(revisions.chain(connection, id_)):
        try:
            _, content = revisions.content(connection, entry.id)
            return entry, kind.read(content, entry.id, entry.at)
        except (DeskError, KeyError):  # damaged, or one that it is made from is not there
            continue
    return None, None


def _columns(kind: Kind[Any], thing: Thing) -> dict[str, Any]:
    """Return what queries need of a thing, and its content."""
    made: dict[str, Any] = {"content": written(thing).text}
    if isinstance(thing, Story):
        return made | stories.columns(thing)
    if isinstance(thing, CuratedList):
        return made | lists.columns(thing)
    names = {PHOTO.name: ("hash",), FRONT.name: ("slug",)}.get(kind.name, ())
    return made | {name: getattr(thing, name) for name in names}


def _put_story(connection: Connection, story: Story, now: dt.datetime) -> None:
    """Write what is made from a story; of its addresses those that no other has meanwhile."""
    slug = tables.slug.c
    every = select(slug.slug).where(slug.slug.in_(stories.slugs(story)), slug.story != story.id)
    taken = set(connection.execute(every).scalars())
    if taken:

        def known(name: str) -> bool:
            return connection.execute(select(slug.slug).where(slug.slug == name)).first() is not None

        kept = tuple(name for name in story.old_slugs if name not in taken)
        name = free_slug(slugify(story.headline), known) if story.slug in taken else story.slug
        head = heads.find(connection, STORY, story.id)
        saving = Saving(_OWN, "edit", now)
        other = replace(story, slug=name, old_slugs=kept)
        story = heads.write(connection, STORY, other, head, saving, stories.columns).thing
    stories.put_slugs(connection, story)
    stories.put_placements(connection, with_known_photos(connection, story))
    labels.put(connection, story)


def with_known_photos(connection: Connection, story: Story) -> Story:
    """Return a story that places only photos that are there, each where it stood."""
    placed = {photo for _, photo in stories.placements(story)}
    known = set(connection.execute(select(tables.photo.c.id).where(tables.photo.c.id.in_(placed))).scalars())
    places = (place if place.photo in known else replace(place, photo="") for place in story.photos)
    return replace(story, photos=tuple(places))


# Rows that point to what is not there


def references(database: Database) -> Iterator[Finding]:
    """Take out what points to nothing and can be made again, and name the rest; a server has none such."""
    if not database.sqlite:
        return
    with database.read() as connection:
        lost = Counter((row[0], row[2]) for row in connection.execute(text("PRAGMA foreign_key_check")))
    for (name, parent), many in lost.items():
        mended = name in _DERIVED or name == tables.figure.name
        if mended:
            with database.write() as connection:
                _let_go(connection, name, parent)
        rows = f"A row of {name} points" if many == 1 else f"{many} rows of {name} point"
        yield Finding("mended" if mended else "error", f"{rows} to what {parent} does not have")


def _let_go(connection: Connection, name: str, parent: str) -> None:
    table = tables.metadata.tables[name]
    for key in table.foreign_keys:
        if key.column.table.name == parent:
            stray = key.parent.is_not(None) & key.parent.not_in(select(key.column))
            if name in _DERIVED:
                connection.execute(delete(table).where(stray))
            else:
                connection.execute(update(table).where(stray).values({key.parent: None}))


# Which versions of fronts are live


def versions(database: Database, desk: Path) -> Iterator[Finding]:
    """See that readers have a version of each front: nothing but a backup tells which."""
    version, front = tables.front_version, tables.front
    with database.read() as connection:
        seen = select(version.c.front).where(version.c.cancelled.is_(None))
        lost = connection.execute(select(front.c.id, front.c.slug).where(front.c.id.not_in(seen))).all()
    for row in lost:
        for copy in listed(desk):
            found = _versions(copy.file, row.id)
            if found and _put_versions(database, found):
                said = f"Which versions of the front “{row.slug}” readers see, as on {copy.at:%Y-%m-%d %H:%M}"
                yield Finding("mended", f"{said} UTC: look whether the newest is live")
                break
        else:
            yield Finding("error", f"Readers see nothing of the front “{row.slug}”: make it live again")
    yield from _unlisted(database)


def _unlisted(database: Database) -> Iterator[Finding]:
    """Name fronts of which a version was live that is none any more, as far as its own words tell.

    One that was live as its draft stood then has no revision of its own: of that there is no trace.
    """
    rev, front = tables.revision, tables.front
    query = select(front.c.slug, func.count(), func.max(rev.c.at)).join(front, front.c.id == rev.c.subject)
    query = query.where(rev.c.kind == FRONT.name, rev.c.reason == "live")
    query = query.where(rev.c.id.not_in(select(tables.front_version.c.revision)))
    with database.read() as connection:
        found = connection.execute(query.group_by(front.c.slug).order_by(front.c.slug)).all()
    for slug, many, last in found:
        of = f"of the front “{slug}” that"
        lost = f"A version {of} was made live is" if many == 1 else f"{many} versions {of} were made live are"
        when = f"the last of {last:%Y-%m-%d %H:%M} UTC"
        yield Finding("error", f"{lost} not in its list any more, {when}: look whether the newest is live")


def _versions(file: Path, front: str) -> list[dict[str, Any]]:
    """Return the versions of a front that a backup has, as text."""
    try:
        with reading(file) as copy:
            copy.row_factory = sqlite3.Row
            rows = copy.execute("SELECT * FROM front_version WHERE front = ?", (front,))
            return [dict(row) for row in rows]
    except sqlite3.Error:  # damaged, or of before there were any
        return []


def _put_versions(database: Database, found: list[dict[str, Any]]) -> bool:
    """Write versions whose content is still there; tell whether any of them is for readers."""
    rev, version = tables.revision, tables.front_version
    times = ("at", "made", "cancelled")
    with database.write() as connection:
        known = select(rev.c.id).where(rev.c.id.in_({row["revision"] for row in found}))
        there = set(connection.execute(known).scalars())
        rows = [
            row | {name: row[name] and dt.datetime.fromisoformat(row[name]) for name in times}
            for row in found
            if row["revision"] in there
        ]
        if not any(row["cancelled"] is None for row in rows):
            return False
        connection.execute(delete(version).where(version.c.id.in_([row["id"] for row in rows])))
        connection.execute(insert(version), rows)
    return True
