"""The whole desk checked: what can be made again is mended, the rest is named."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, func, select, text, update

from desk.domain import CuratedList, DeskError, NotADesk, Photo, Story, Unwritable
from desk.store import (
    fronts,
    heads,
    indexing,
    labels,
    lengths,
    lists,
    lost,
    photo_words,
    rebuilding,
    revisions,
    similar,
    stories,
    tables,
)
from desk.store.backup import Progress, damage
from desk.store.engine import Database
from desk.store.faults import disk_faults
from desk.store.findings import Finding
from desk.store.heads import FRONT, KINDS, LIST, PHOTO, STORY, Kind
from desk.store.media import Media, intact
from desk.store.photo_removal import former
from desk.store.search import Index

_AT_ONCE = 200  # rows held of a table that may be large
_ANEW = 30  # of so many stories one is made into words again each day
_SOURCE = (
    update(tables.search_entry)
    .where(tables.search_entry.c.number == bindparam("of"))
    .values(source=bindparam("made_from"))
)


def verify(
    database: Database, index: Index, media: Media, progress: Progress, now: dt.datetime, desk: Path
) -> list[Finding]:
    """Check a desk; see `Store.verify`."""
    if database.sqlite and (broken := list(_file(database))):
        return broken  # mending a damaged file makes it worse
    try:
        with database.read() as connection:
            steps = _Steps(connection, progress)
            found = [*_chains(connection, steps)]
            crooked = [*_heads(connection)]
        found += _as_far_as_may_be(
            (_settled(database, *one) for one in crooked),
            lost.things(database, index, now),
            lost.references(database),
            lost.versions(database, desk),
        )
        with database.read() as connection:
            photos: list[Photo] = list(_things(connection, PHOTO))
    except (ValueError, TypeError, AttributeError) as error:  # a time that is none, words that are bytes
        return [Finding("error", f"The tables hold what nobody can read: {error}")]
    return [
        *found,
        *_originals(photos, media, steps),
        *_as_far_as_may_be(_Mending(database, index, steps, now).run()),
    ]


def _as_far_as_may_be(*mending: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what was mended, until a disk refuses."""
    try:
        for each in mending:
            yield from each
    except Unwritable as error:
        yield Finding("error", f"{error.what}: what can be mended waits for room")


class _Steps:
    """How far a check is: a step for each revision, original and story."""

    def __init__(self, connection: Connection, progress: Progress) -> None:
        counted = (tables.revision, tables.photo, tables.story)
        self._total = sum(
            connection.execute(select(func.count()).select_from(one)).scalar_one() for one in counted
        )
        self._done = 0
        self._progress = progress

    def take(self) -> None:
        """Count one step, and tell of some."""
        self._done += 1
        if self._done % _AT_ONCE == 0:
            self._progress(min(self._done, self._total), self._total)


def _file(database: Database) -> Iterator[Finding]:
    try:
        with database.read() as connection:
            problems = damage(tuple(row) for row in connection.execute(text("PRAGMA integrity_check")))
            yield from (Finding("error", f"The database file: {problem}") for problem in problems)
    except NotADesk as error:
        yield Finding("error", f"{error.what}. {error.todo}")


def _large(connection: Connection, query: Select[*tuple[Any, ...]]) -> Iterable[Row[*tuple[Any, ...]]]:
    return connection.execution_options(yield_per=_AT_ONCE).execute(query)


def _chains(connection: Connection, steps: _Steps) -> Iterator[Finding]:
    """Rebuild every revision of every thing."""
    rev = tables.revision
    rows = _large(connection, select(rev).order_by(rev.c.subject, rev.c.at, rev.c.id))
    for subject, chain in groupby(rows, key=lambda row: row.subject):
        contents: dict[str, bytes] = {}
        damaged: list[str] = []
        for row in chain:
            steps.take()
            known = all(parent is None or parent in contents for parent in (row.parent, row.merged))
            try:
                if not known and row.prefix is not None:
                    damaged.append(row.id)
                    continue
                contents[row.id] = rebuilding.rebuilt(row, contents.get(row.parent))
            except NotADesk:
                damaged.append(row.id)
            else:
                if not known and not damaged:
                    yield Finding(
                        "error", f"Revision {row.id} of {subject} names a parent that is not its own"
                    )
        if damaged:
            yield Finding(
                "error", f"{len(damaged)} revisions of {subject} are damaged, the first is {damaged[0]}"
            )


def _heads(connection: Connection) -> Iterator[tuple[Kind[Any], Row[Any]]]:
    """Yield the things that are not what their newest revision says."""
    rev = tables.revision
    for kind in KINDS:
        table = kind.table
        named = (rev.c.subject, rev.c.kind.label("of"), rev.c.hash.label("said"))
        query = select(table, *named).join(rev, rev.c.id == table.c.revision)
        for row in _large(connection, query):
            own = (row.subject, row.of) == (row.id, kind.name)
            if not own or rebuilding.digest(row.content.encode()) != row.said:
                yield kind, row


def _settled(database: Database, kind: Kind[Any], row: Row[Any]) -> Finding:
    """Give a thing that nobody can read the words of its newest revision; any other is left and named."""
    if (row.subject, row.of) != (row.id, kind.name):
        return Finding("error", f"The {kind.name} {row.id} names a revision that is not its own")
    try:
        kind.read(row.content, row.revision, row.updated)
    except DeskError:
        with suppress(DeskError), database.write() as connection:
            _, content = revisions.content(connection, row.revision)
            same = kind.table.c.id == row.id, kind.table.c.revision == row.revision
            connection.execute(update(kind.table).where(*same).values(content=content.decode()))
            return Finding("mended", f"The {kind.name} {row.id} could not be read; its history had its words")
    return Finding("error", f"The {kind.name} {row.id} differs from its newest revision {row.revision}")


def _originals(photos: list[Photo], media: Media, steps: _Steps) -> Iterator[Finding]:
    known = set[str]()
    for photo in (each for one in photos for each in (one, *former(one))):
        steps.take()
        path = media.path(photo)
        known.add(str(path))
        name = f"The original of “{photo.name or photo.id}”"
        if _intact(path, photo.hash):
            continue
        state = "damaged" if path.is_file() else "missing"
        if media.bring_back(photo):
            yield Finding("mended", f"{name} was {state}; it came back from the backups")
        else:
            yield Finding("error", f"{name} is {state}: {path.name}")
    with disk_faults():
        for path in media.files():
            if str(path) not in known:
                yield Finding("note", f"No photo uses the file media/{path.parent.name}/{path.name}")


def _intact(path: Path, hash_: str) -> bool:
    try:
        return intact(path, hash_)
    except OSError:
        return False


def _things(connection: Connection, kind: Kind[Any]) -> Iterator[Any]:
    """Yield the things of a kind that can be read; `_heads` names the others."""
    for row in _large(connection, select(kind.table)):
        try:
            yield kind.read(row.content, row.revision, row.updated)
        except DeskError:
            continue


class _Mending:
    """Compares what queries use with the contents it was made from, and makes it again where it differs."""

    def __init__(self, database: Database, index: Index, steps: _Steps, now: dt.datetime) -> None:
        self._database = database
        self._index = index
        self._steps = steps
        self._now = now

    def run(self) -> Iterator[Finding]:
        with self._database.read() as connection:
            seen = _look(connection, self._steps, self._now)
        yield from seen.without
        yield from self._stories(seen.crooked)
        yield from self._photos()
        yield from self._lists()
        yield from self._fronts()
        yield from self._search(seen)

    def _search(self, seen: "_Seen") -> Iterator[Finding]:
        """Make the index again where it is damaged or was made from other words than the stories had."""
        with self._database.read() as connection:
            crooked = not self._index.sound(connection) or similar.crooked(connection)
        if crooked or seen.otherwise_indexed:
            with self._database.write() as connection:
                indexing.start(connection, self._index)
            yield Finding("mended", "The search index was made again")
        elif seen.sources:
            with self._database.write() as connection:
                connection.execute(_SOURCE, seen.sources)
        more = True
        while more:  # what was saved a moment ago, or all of it
            with self._database.write() as connection:
                more = bool(indexing.fill(connection, self._index, _AT_ONCE) or lengths.fill(connection))

    def _stories(self, crooked: Sequence[str]) -> Iterator[Finding]:
        for id_ in crooked:
            with self._database.write() as connection:
                head = heads.find(connection, STORY, id_)
                if head is not None:
                    story = head.thing
                    same = tables.story.c.id == id_
                    connection.execute(update(tables.story).where(same).values(**stories.columns(story)))
                    stories.put_slugs(connection, story)
                    stories.put_placements(connection, lost.with_known_photos(connection, story))
                    labels.put(connection, story)
                    yield Finding("mended", f"What lists know of “{story.headline or id_}”")

    def _photos(self) -> Iterator[Finding]:
        """See that photos are found by the words they have; those that were never seen to are, quietly."""
        with self._database.read() as connection:
            crooked: list[Photo] = [
                one
                for one, found in photo_words.stand(connection)
                if found and found != photo_words.derived(one)
            ]
        for one in crooked:
            with self._database.write() as connection:
                head = heads.find(connection, PHOTO, one.id)
                if head is not None:
                    photo_words.put(connection, [head.thing])
                    yield Finding("mended", f"What searches know of the photo “{one.name or one.id}”")
        more = True
        while more:
            with self._database.write() as connection:
                more = photo_words.fill(connection) == photo_words.AT_ONCE

    def _lists(self) -> Iterator[Finding]:
        with self._database.read() as connection:
            held = _grouped(connection, tables.slot, "list", "position", "story")
            read: list[CuratedList] = list(_things(connection, LIST))
            known = set(connection.execute(select(tables.story.c.id)).scalars())
        for one in read:
            wanted = [slot for slot in lists.slots(one) if slot[1] in known]
            if wanted != lists.slots(one):
                yield Finding("error", f"The list “{one.slug}” holds a story that the desk does not have")
            if held[one.id] != wanted:
                with self._database.write() as connection:
                    lists.put_slots(connection, one, wanted)
                yield Finding("mended", f"Which stories the list “{one.slug}” holds")

    def _fronts(self) -> Iterator[Finding]:
        with self._database.read() as connection:
            crooked = [
                one for one in _things(connection, FRONT) if fronts.crooked(connection, one.id, self._now)
            ]
        for front in crooked:
            with self._database.write() as connection:
                fronts.put_slots(connection, front.id, self._now, anew=True)
            yield Finding("mended", f"Which stories the front “{front.slug}” holds")


@dataclass
class _Seen:
    """What a look at every story found.

    Attributes:
        crooked: the ids of stories whose columns, addresses, placements or labels differ from their content.
        otherwise_indexed: one was indexed with other words than it has, or is not and does not wait.
        without: of the stories that place a photo which is not there.
        sources: what is to stand in `search_entry`, where the words are right and nothing says so yet.
    """

    crooked: list[str] = field(default_factory=list[str])
    without: list[Finding] = field(default_factory=list[Finding])
    otherwise_indexed: bool = False
    sources: list[dict[str, int]] = field(default_factory=list[dict[str, int]])


def _look(connection: Connection, steps: _Steps, now: dt.datetime) -> _Seen:
    """Compare each story with what is made from it.

    Whether it is indexed with the words it has is told by what its entry was made from; the entry itself is
    made again, and its words are counted, for one story in some each day, so that within a month no fault of
    that is overlooked. Of one
    that waits nothing is asked: what the index has of it is seen to when it is indexed.
    """
    seen = _Seen()
    slugs = _grouped(connection, tables.slug, "story", "slug")
    placed = _grouped(connection, tables.placement, "story", "position", "photo")
    terms = similar.tallies(connection)
    labelled = _grouped(connection, tables.story_label, "story", "label", "issued")
    photos: dict[str, Photo] = {photo.id: photo for photo in _things(connection, PHOTO)}
    table, known, waits = tables.story, tables.search_entry, tables.search_waiting
    query = select(table, known.c.digest, known.c.source, waits.c.number.label("waits"))
    query = query.outerjoin(known, known.c.number == table.c.number)
    for row in _large(connection, query.outerjoin(waits, waits.c.number == table.c.number)):
        steps.take()
        try:
            story = STORY.read(row.content, row.revision, row.updated)
        except DeskError:
            continue
        places = [place for place in stories.placements(story) if place[1] in photos]
        if places != stories.placements(story):
            told = f"“{story.headline or story.id}” places a photo that the desk does not have"
            seen.without.append(Finding("error", told))
        anew = row.number % _ANEW == now.day % _ANEW
        wanted = stories.columns(story) if anew and row.words is not None else stories.facts(story)
        if (
            {name: getattr(row, name) for name in wanted} != wanted
            or {slug for (slug,) in slugs[story.id]} != set(stories.slugs(story))
            or placed[story.id] != places
            or set(labelled[story.id]) != labels.of(story)
        ):
            seen.crooked.append(story.id)
        if row.waits is None and not seen.otherwise_indexed:
            _compare(seen, row, story, photos, terms.get(row.number, similar.tally(())), anew=anew)
    return seen


def _compare(
    seen: _Seen, row: Row[Any], story: Story, photos: dict[str, Photo], terms: similar.Tally, *, anew: bool
) -> None:
    """Compare what is indexed of a story, and the terms that are stored of it, with what it says."""
    if row.digest is None:
        seen.otherwise_indexed = True
        return
    source = indexing.source(story, photos, row.digest, terms)
    if source == row.source and not anew:
        return
    stand = indexing.Stand(story, photos)
    if indexing.digest(stand.entry) != row.digest or similar.tally(stand.terms) != terms:
        seen.otherwise_indexed = True
    elif source != row.source:
        seen.sources.append({"of": row.number, "made_from": source})


def _grouped(
    connection: Connection, table: Table, key: str, *columns: str
) -> defaultdict[str, list[tuple[Any, ...]]]:
    """Return a table's rows as plain tuples under the value of one column, in the order of the others."""
    groups: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    query = select(table.c[key], *(table.c[name] for name in columns)).order_by(
        *(table.c[name] for name in columns)
    )
    for first, *rest in connection.execute(query):
        groups[first].append(tuple(rest))
    return groups
