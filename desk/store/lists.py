"""Curated lists: each story's related links."""

from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from desk.domain import BadInput, Conflict, CuratedList, NotFound, Who, new_id, related_slug
from desk.store import heads, tables
from desk.store.engine import Clock, Database
from desk.store.heads import LIST, Saving
from desk.store.slots import check_slots

_LIST = tables.curated_list
_RELATED = related_slug("")


class Lists:
    """The curated lists of a desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def related(self) -> list[CuratedList]:
        """See `Store.related_all`."""
        return self._read(select(_LIST).order_by(_LIST.c.owner))

    def one(self, slug: str) -> CuratedList:
        """See `Store.curated`."""
        found = self._read(select(_LIST).where(_LIST.c.slug == slug))
        if found:
            return found[0]
        with self._database.read() as connection:
            _owner(connection, slug)
        return CuratedList(id=new_id(), slug=slug, name="Related")

    def places(self, story: str) -> list[tuple[CuratedList, int]]:
        """See `Store.places`."""
        slot = tables.slot
        held = select(slot.c.list).where(slot.c.story == story)
        found = self._read(select(_LIST).where(_LIST.c.id.in_(held)).order_by(_LIST.c.slug))
        return [(one, at) for one in found for at, place in enumerate(one.slots) if place.story == story]

    def _read(self, query: Select[*tuple[Any, ...]]) -> list[CuratedList]:
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [LIST.read(row.content, row.revision, row.updated) for row in rows]

    def save(self, new: CuratedList, who: Who, reason: str) -> CuratedList:
        """See `Store.save_list`."""
        with self._database.write() as connection:
            head = heads.find(connection, LIST, new.id)
            heads.check(head, new)
            if head is None:
                _check_new(connection, new)
            elif head.thing.slug != new.slug:
                raise BadInput("A list keeps its slug", kept="Nothing was changed")
            check_slots(connection, new.slots)
            return _write(connection, new, head, Saving(who, reason, self._clock()))


def _write(
    connection: Connection, new: CuratedList, head: heads.Head[CuratedList] | None, saving: Saving
) -> CuratedList:
    saved = heads.write(connection, LIST, new, head, saving, columns).thing
    if head is None or head.thing.slots != saved.slots:
        put_slots(connection, saved)
    return saved


def columns(new: CuratedList) -> dict[str, Any]:
    """Return what queries need of a list beside its content."""
    return {"slug": new.slug, "owner": new.slug.removeprefix(_RELATED)}


def owned(one: CuratedList) -> bool:
    """Return whether a list is a story's, as all are; before there were fronts some were not."""
    return one.slug.startswith(_RELATED)


def _owner(connection: Connection, slug: str) -> None:
    """See that a list that is not stored may be: the related links of a story of ours."""
    if not slug.startswith(_RELATED):
        raise NotFound(f"There is no list “{slug[:80]}”")
    owner = slug.removeprefix(_RELATED)
    if connection.execute(select(tables.story.c.id).where(tables.story.c.id == owner)).first() is None:
        raise NotFound(f"There is no story {owner[:80]}")


def _check_new(connection: Connection, new: CuratedList) -> None:
    _owner(connection, new.slug)
    row = connection.execute(select(_LIST).where(_LIST.c.slug == new.slug)).first()
    if row is not None:
        raise Conflict(
            "Somebody else made this list since you read it",
            LIST.read(row.content, row.revision, row.updated),
            kept="Their list stands, yours is not saved",
            todo="Read it again and save once more",
        )


def put_slots(connection: Connection, saved: CuratedList, held: list[tuple[int, str]] | None = None) -> None:
    """Write which stories a list holds, or those `held` alone (see `slots`), in place of what was there."""
    connection.execute(delete(tables.slot).where(tables.slot.c.list == saved.id))
    rows = [
        {"list": saved.id, "position": at, "story": story}
        for at, story in (slots(saved) if held is None else held)
    ]
    if rows:
        connection.execute(insert(tables.slot), rows)


def slots(saved: CuratedList) -> list[tuple[int, str]]:
    """Return the stories that a list holds, each with its position among all places."""
    return [(at, slot.story) for at, slot in enumerate(saved.slots) if slot.story]
