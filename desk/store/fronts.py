"""Fronts: their drafts, the versions that are or were live, and where stories stand in them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from desk.domain import (
    BadInput,
    Conflict,
    Front,
    NotFound,
    Revision,
    Standing,
    State,
    Version,
    Who,
    new_id,
    starting_fronts,
)
from desk.store import heads, rebuilding, revisions, tables
from desk.store.codec import encode
from desk.store.engine import Clock, Database
from desk.store.heads import FRONT, Saving
from desk.store.slots import check_slots

_FRONT, _VERSION, _SLOT = tables.front, tables.front_version, tables.front_slot
_NAMES = ("revision", "container", "position", "front", "story")


class Fronts:
    """The fronts of a desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._live: dict[str, Front] = {}  # by their revisions, which never change

    def drafts(self) -> list[Front]:
        """See `Store.fronts`."""
        with self._database.read() as connection:
            rows = connection.execute(select(_FRONT).order_by(_FRONT.c.slug)).all()
        return [FRONT.read(row.content, row.revision, row.updated) for row in rows]

    def live(self, at: dt.datetime) -> list[Front]:
        """See `Store.live_fronts`."""
        with self._database.read() as connection:
            rows = connection.execute(_live(), {"now": at}).all()
            found = [row.revision for row in rows]
            known = self._live
            self._live = {one: known[one] if one in known else _at(connection, one) for one in found}
            return [self._live[one] for one in found]

    def next_live(self, at: dt.datetime) -> dt.datetime | None:
        """See `Store.next_live`."""
        coming = select(func.min(_VERSION.c.at)).where(_VERSION.c.cancelled.is_(None), _VERSION.c.at > at)
        with self._database.read() as connection:
            return connection.execute(coming).scalar()

    def versions(self, front: str) -> list[Version]:
        """See `Store.front_versions`."""
        with self._database.read() as connection:
            query = select(_VERSION).where(_VERSION.c.front == front).order_by(_VERSION.c.at, _VERSION.c.id)
            return [_version(row) for row in connection.execute(query)]

    def trail(self, front: Front, most: int) -> list[Revision]:
        """See `Store.front_trail`."""
        rev = tables.revision
        with self._database.read() as connection:
            chain = select(rev.c.id, rev.c.parent, rev.c.depth).where(rev.c.id == front.revision)
            line = chain.cte("line", recursive=True)
            line = line.union_all(
                select(rev.c.id, rev.c.parent, rev.c.depth).join(line, rev.c.id == line.c.parent)
            )
            query = (
                select(rev).where(rev.c.id.in_(select(line.c.id))).order_by(rev.c.at.desc(), rev.c.id.desc())
            )
            found = [revisions.described(row) for row in connection.execute(query.limit(most))]
        return found[::-1]

    def save(self, new: Front, who: Who, reason: str, merge_of: str) -> Front:
        """See `Store.save_front`."""
        with self._database.write() as connection:
            head = heads.find(connection, FRONT, new.id)
            heads.check(head, new)
            if head is None:
                _check_new(connection, new)
            elif head.thing.slug != new.slug:
                raise BadInput("A front keeps its slug", kept="Nothing was changed")
            _check(connection, new)
            saving = Saving(who, reason, self._clock(), merge_of)
            saved = heads.write(connection, FRONT, new, head, saving, lambda one: {"slug": one.slug}).thing
            if head is None or head.thing.revision != saved.revision:
                put_slots(connection, new.id, saving.now)
            return saved

    def make_live(self, front: Front, who: Who, at: dt.datetime | None) -> Version:
        """See `Store.make_live`."""
        revisions.check_who(who)
        with self._database.write() as connection:
            now = self._clock()
            head = heads.find(connection, FRONT, front.id)
            if head is None:
                raise NotFound(f"There is no front {front.id}", kept="Nothing was changed")
            content = encode(front)
            revision = head.parent.id
            if content != head.parent.content:  # the draft holds more than what goes live
                _check(connection, front)
                revision = self._beside(connection, front, content, head, Saving(who, "live", now))
            newest = select(_VERSION.c.made).where(_VERSION.c.front == front.id)
            last = connection.execute(newest.order_by(_VERSION.c.made.desc()).limit(1)).scalar()
            made = max(now, last + dt.timedelta(microseconds=1)) if last else now
            version = Version(
                id=new_id(),
                front=front.id,
                revision=revision,
                at=at or made,
                author=who.author,
                device=who.device,
                made=made,
            )
            values = {name: getattr(version, name) for name in Version.__dataclass_fields__}
            connection.execute(insert(_VERSION).values(**values))
            put_slots(connection, front.id, max(now, version.at) if at is None else now)
            return version

    def _beside(
        self, connection: Connection, front: Front, content: bytes, head: heads.Head[Front], saving: Saving
    ) -> str:
        """Write a version that the draft does not follow; its parent is the draft as it stands."""
        entry = Revision(
            id=new_id(),
            of=front.id,
            kind=FRONT.name,
            parents=(head.parent.id,),
            author=saving.who.author,
            device=saving.who.device,
            at=max(saving.now, head.at + dt.timedelta(microseconds=1)),
            reason=saving.reason,
            hash=rebuilding.digest(content),
        )
        revisions.append(connection, entry, content, head.parent)
        return entry.id

    def cancel(self, version: str, who: Who) -> Version:
        """See `Store.cancel_version`."""
        revisions.check_who(who)
        with self._database.write() as connection:
            now = self._clock()
            same = _VERSION.c.id == version
            row = connection.execute(select(_VERSION).where(same).with_for_update()).first()
            if row is None:
                raise NotFound(f"There is no version {version[:80]}", kept="Nothing was changed")
            if row.at <= now:
                raise BadInput(
                    "This version is live already",
                    kept="Nothing was changed",
                    todo="Bring back an earlier one",
                )
            connection.execute(update(_VERSION).where(same).values(cancelled=now))
            put_slots(connection, row.front, now)
            return replace(_version(row), cancelled=now)

    def standings(self, story: str) -> list[Standing]:
        """See `Store.standings`."""
        with self._database.read() as connection:
            now = self._clock()
            query = (
                select(_FRONT.c.slug, _SLOT, _FRONT.c.revision.label("draft"))
                .join(_FRONT, _FRONT.c.id == _SLOT.c.front)
                .where(_SLOT.c.story == story)
                .order_by(_FRONT.c.slug, _SLOT.c.container, _SLOT.c.position)
            )
            rows = connection.execute(query).all()
            live = set(connection.execute(current(now)).scalars()) if rows else set[str]()
            planned = set(connection.execute(_planned(now)).scalars()) if rows else set[str]()
            names: dict[str, str] = {}
            for revision in {row.revision for row in rows}:
                names |= {one.slug: one.name for one in _at(connection, revision).containers}
        found: dict[tuple[str, str, int], list[State]] = {}
        for row in rows:
            states = found.setdefault((row.slug, row.container, row.position + 1), [])
            states += [State.DRAFT] if row.revision == row.draft else []
            states += [State.LIVE] if row.revision in live else []
            states += [State.PLANNED] if row.revision in planned else []
        return [
            Standing(front, container, names.get(container, container), place, tuple(states))
            for (front, container, place), states in found.items()
            if states
        ]

    def found(self, who: Who) -> None:
        """Make the fronts of a new desk, live at once; within the caller's batch."""
        for front in starting_fronts():
            self.make_live(self.save(front, who, "create", ""), who, None)


@cache
def _live() -> Select[tuple[str]]:
    """Return the query of what is live `now`, made once."""
    return current(bindparam("now")).order_by(_VERSION.c.front)


def current(at: dt.datetime | BindParameter[Any]) -> Select[tuple[str]]:
    """Return the query of the revisions that are live at an instant, one for each front."""
    one = _VERSION.alias("one")
    came = select(one.c.id).where(one.c.front == _FRONT.c.id, one.c.cancelled.is_(None), one.c.at <= at)
    newest = came.order_by(one.c.at.desc(), one.c.id.desc()).limit(1).scalar_subquery()
    return select(_VERSION.c.revision).join_from(_FRONT, _VERSION, _VERSION.c.id == newest)


def _planned(now: dt.datetime) -> Select[tuple[str]]:
    return select(_VERSION.c.revision).where(_VERSION.c.cancelled.is_(None), _VERSION.c.at > now)


def _version(row: Row[Any]) -> Version:
    return Version(**{name: getattr(row, name) for name in Version.__dataclass_fields__})


def _at(connection: Connection, revision: str) -> Front:
    entry, content = revisions.content(connection, revision)
    return FRONT.read(content, entry.id, entry.at)


def _check_new(connection: Connection, new: Front) -> None:
    row = connection.execute(select(_FRONT).where(_FRONT.c.slug == new.slug)).first()
    if row is not None:
        raise Conflict(
            "Somebody else made this front since you read it",
            FRONT.read(row.content, row.revision, row.updated),
            kept="Their front stands, yours is not saved",
            todo="Read it again and save once more",
        )


def _check(connection: Connection, front: Front) -> None:
    ids = [one.id for one in front.containers]
    slugs = [one.slug for one in front.containers]
    if len(set(ids)) != len(ids) or len(set(slugs)) != len(slugs):
        raise BadInput("Two containers of a front have the same name", todo="Give one another name")
    for one in front.containers:
        if not one.name.strip() or not one.slug:
            raise BadInput("A container has no name", todo="Give it one")
        if not 1 <= one.most <= 100 or not 0 <= one.least <= one.most:
            raise BadInput(f"“{one.name}” cannot hold {one.least} to {one.most} cards", todo="Take 1 to 100")
    check_slots(connection, [slot for _, slot in front.slots()])


def put_slots(connection: Connection, front: str, now: dt.datetime, *, anew: bool = False) -> None:
    """Write which stories stand in a front's draft and in what is or will be live.

    What is there of a revision is right already, for none ever changes; `anew` does not believe it.
    """
    kept = set[str]() if anew else _kept(connection, front, now)
    connection.execute(delete(_SLOT).where(_SLOT.c.front == front, _SLOT.c.revision.not_in(kept)))
    there = set(
        connection.execute(select(_SLOT.c.revision).where(_SLOT.c.front == front).distinct()).scalars()
    )
    if rows := _rows(connection, _kept(connection, front, now) - there):
        connection.execute(insert(_SLOT), rows)


def crooked(connection: Connection, front: str, now: dt.datetime) -> bool:
    """Return whether what is written of where stories stand differs from the front's versions."""
    kept = _kept(connection, front, now)
    query = select(_SLOT).where(_SLOT.c.front == front, _SLOT.c.revision.in_(kept))
    there = {tuple(getattr(row, name) for name in _NAMES) for row in connection.execute(query)}
    return there != {tuple(row[name] for name in _NAMES) for row in _rows(connection, kept)}


def _kept(connection: Connection, front: str, now: dt.datetime) -> set[str]:
    """Return the revisions of which it is written where stories stand."""
    kept = set(connection.execute(select(_FRONT.c.revision).where(_FRONT.c.id == front)).scalars())
    for query in (current(now), _planned(now)):
        kept |= set(connection.execute(query.where(_VERSION.c.front == front)).scalars())
    return kept


def _rows(connection: Connection, kept: Iterable[str]) -> list[dict[str, object]]:
    rows = [row for one in sorted(kept) for row in _slots(_at(connection, one))]
    # A version that is live may name a story that has left the desk since.
    known = select(tables.story.c.id).where(tables.story.c.id.in_({row["story"] for row in rows}))
    stories = set(connection.execute(known).scalars())
    return [row for row in rows if row["story"] in stories]


def names(connection: Connection) -> dict[str, str]:
    """Return what the containers of all drafts are called, by slug, in the order of the fronts."""
    rows = connection.execute(select(_FRONT).order_by(_FRONT.c.slug)).all()
    read = [FRONT.read(row.content, row.revision, row.updated) for row in rows]
    return {one.slug: one.name for front in read for one in front.containers}


def _slots(front: Front) -> Iterable[dict[str, object]]:
    """Yield the rows of the stories that a version of a front holds."""
    for container in front.containers:
        for position, slot in enumerate(container.slots):
            if slot.story:
                values = (front.revision, container.slug, position, front.id, slot.story)
                yield dict(zip(_NAMES, values, strict=True))
