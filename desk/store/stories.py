"""Stories: saved one by one, read one by one or many at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, or_, select

from desk.domain import Addressed, BadInput, NotFound, Placement, SlugClash, Status, Story, Who, is_slug
from desk.store import heads, indexing, labels, photo_removal, tables
from desk.store.engine import Clock, Database
from desk.store.heads import STORY, Saving
from desk.store.prepared import Prepared
from desk.store.words import order_key

_KEY = "Give an id or a slug of this desk"
_AT_ONCE = 500  # ids in one query: every engine takes that many
_STORY = tables.story
_STANDING = attrgetter(
    *("status", "created", "published", "publish_at", "slug", "old_slugs", "section", "old_sections")
)
_SHOWN = attrgetter(
    *("slug", "headline", "bylines", "photos", "section", "language", "status", "publish_at", "published"),
    "origin",
)
_UNDATED = (Status.PUBLISHED, None)
_ADDRESSED = Prepared(
    select(_STORY.c.slug, _STORY.c.headline, _STORY.c.published.is_not(None)).where(
        _STORY.c.id == bindparam("one")
    )
)


class Stories:
    """The stories of a desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._last: heads.Head[Story] | None = None  # as this program saved it

    def one(self, key: str) -> Story:
        """See `Store.story`."""
        story, slug = tables.story, tables.slug
        if not key.isprintable():
            raise NotFound("There is no such story", todo=_KEY)
        with self._database.read() as connection:
            row = connection.execute(select(story).where(story.c.id == key)).first()
            if row is None and key:
                by_slug = select(slug.c.story).where(slug.c.slug == key).scalar_subquery()
                row = connection.execute(select(story).where(story.c.id == by_slug)).first()
        return _story(row) if row else self._by_prefix(key)

    def _by_prefix(self, prefix: str) -> Story:
        story = tables.story
        if len(prefix) >= 8 and not prefix.strip("0123456789abcdef-"):
            # "g" follows every character of an id.
            query = select(story).where(story.c.id >= prefix, story.c.id < prefix + "g").limit(2)
            with self._database.read() as connection:
                rows = connection.execute(query).all()
            if len(rows) > 1:
                raise NotFound(
                    f"Several stories have an id that starts with {prefix}", todo="Give more of the id"
                )
            if rows:
                return _story(rows[0])
        raise NotFound(f"There is no story “{prefix[:80]}”", todo=_KEY)

    def many(self, ids: Iterable[str] | None) -> list[Story]:
        """See `Store.stories`."""
        story = tables.story
        whole = select(story.c.id, story.c.content, story.c.revision, story.c.updated)
        with self._database.read() as connection:
            if ids is None:
                found = map(_story, connection.execute(whole))  # sorted here, at half of what SQLite takes
                return sorted(found, key=attrgetter("updated", "id"), reverse=True)
            wanted = list(ids)
            found = {
                row.id: _story(row)
                for start in range(0, len(wanted), _AT_ONCE)
                for row in connection.execute(whole.where(story.c.id.in_(wanted[start : start + _AT_ONCE])))
            }
        missing = next((id_ for id_ in wanted if id_ not in found), None)
        if missing is not None:
            raise NotFound(f"There is no story {missing}")
        return [found[id_] for id_ in wanted]

    def issued(
        self,
        at: dt.datetime,
        section: str,
        wanted: list[int],
        ids: Sequence[str] | None,
        start: int,
        most: int,
    ) -> list[tuple[str, dt.datetime, str]]:
        """See `Store.issued`; `wanted` are labels."""
        if ids is not None and not wanted:
            return self._issued_among(ids, at, section)[start : start + most]
        story = tables.story
        query = labels.newest(wanted, at) if wanted else _issued(at)
        query = query.where(story.c.section == section) if section else query
        query = query.where(story.c.id.in_(ids)) if ids is not None else query
        with self._database.read() as connection:
            return [tuple(row) for row in connection.execute(query.offset(start).limit(most))]

    def _issued_among(
        self, ids: Sequence[str], at: dt.datetime, section: str
    ) -> list[tuple[str, dt.datetime, str]]:
        """Return those of some stories that are issued; asked for such, SQLite walks through all that are."""
        story = tables.story
        query = select(story.c.id, story.c.issued, story.c.lead, story.c.status, story.c.section)
        with self._database.read() as connection:
            rows = list(connection.execute(query.where(story.c.id.in_(ids))))
        seen = [
            (row.id, row.issued, row.lead)
            for row in rows
            if row.status == str(Status.PUBLISHED) and row.issued and row.issued <= at
            if not section or row.section == section
        ]
        return sorted(seen, key=itemgetter(1, 0), reverse=True)

    def holding(self, words: Sequence[str]) -> list[str]:
        """See `Store.stories_holding`."""
        story = tables.story
        held = or_(*(story.c.content.contains(word, autoescape=True) for word in words))
        query = select(story.c.id).where(held, story.c.status != str(Status.WITHDRAWN)).order_by(story.c.id)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def addressed(self, id_: str) -> Addressed | None:
        """See `Store.addressed`."""
        last = self._last and self._last.thing
        if last and last.id == id_:  # where somebody else saved it since, the next save is a conflict
            return Addressed(last.slug, last.headline, last.published is not None)
        with self._database.read() as connection:
            row = _ADDRESSED.first(connection, {"one": id_})
        return Addressed(row[0], row[1], bool(row[2])) if row else None

    def by_origin(self, origin: str) -> list[str]:
        """See `Store.by_origin`."""
        story = tables.story
        if not origin:
            return []
        with self._database.read() as connection:
            query = select(story.c.id).where(story.c.origin == origin).order_by(story.c.id)
            return list(connection.execute(query).scalars())

    def save(self, story: Story, who: Who, reason: str, merge_of: str) -> Story:
        """See `Store.save_story`."""
        _check(story)
        with self._database.write() as connection:
            last = self._last if self._last and self._last.thing.id == story.id else None
            still = heads.still(connection, last) if last else None
            head, waits = still or (heads.find(connection, STORY, story.id), False)
            heads.check(head, story)
            now = self._clock()
            before = head.thing if head else None
            story = _settled(story, before, now)
            moved = before is None or (before.slug, before.old_slugs) != (story.slug, story.old_slugs)
            if moved:
                _check_slugs(connection, story)
            if before is None or before.photos != story.photos:
                story = replace(story, photos=_known_photos(connection, story.photos))
            self._last = heads.write(
                connection,
                STORY,
                story,
                head,
                Saving(who, reason, now, merge_of),
                lambda one: columns(one, head),
            )
            saved = self._last.thing
            if moved:
                put_slugs(connection, saved)
            if before is None or before.photos != saved.photos:
                put_placements(connection, saved)
            if before is None or labels.named(before) != labels.named(saved):
                labels.put(connection, saved)
            if not waits and (before is None or indexing.searched(before) != indexing.searched(saved)):
                indexing.mark(connection, saved.id, before.revision if before else None)
        return saved


def _issued(at: dt.datetime) -> Select[*tuple[Any, ...]]:
    story = tables.story
    query = select(story.c.id, story.c.issued, story.c.lead)
    query = query.where(story.c.status == str(Status.PUBLISHED), story.c.issued <= at)
    return query.order_by(story.c.issued.desc(), story.c.id.desc())


def _story(row: Any) -> Story:  # noqa: ANN401
    return STORY.read(row.content, row.revision, row.updated)


def _check(story: Story) -> None:
    for slug in (story.slug, *story.old_slugs):
        if slug and not is_slug(slug):
            raise BadInput(f"“{slug[:80]}” cannot stand in an address", todo="Use a-z, 0-9 and hyphens")


def _settled(story: Story, before: Story | None, now: dt.datetime) -> Story:
    """Return a story with what the desk itself keeps: its times, and the addresses that readers knew.

    One that is taken back before its time was never published, so that no page ever tells of it.
    """
    if before and _STANDING(before) == _STANDING(story) and (story.status, story.published) != _UNDATED:
        return story  # so do nearly all saves
    published = story.published or (before.published if before else None)
    if story.status is Status.PUBLISHED:
        published = published or now
    elif before and before.status is Status.PUBLISHED and not before.came(now):
        published = None
    known = [before] if before and before.published else []
    came = [one for one in known if one.came(now)]
    slugs = [slug for one in known for slug in one.old_slugs] + [one.slug for one in came]
    sections = [name for one in known for name in one.old_sections] + [one.section for one in came]
    kept = {
        "created": before.created if before else story.created or now,
        "published": published,
        "old_slugs": _former([*slugs, *story.old_slugs], "", story.slug),
        "old_sections": _former([*sections, *story.old_sections], story.section),
    }
    same = all(getattr(story, name) == value for name, value in kept.items())
    return story if same else replace(story, **kept)


def _former(names: list[str], *but: str) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name not in but)


def _check_slugs(connection: Connection, story: Story) -> None:
    slug, other = tables.slug, tables.story
    wanted = slugs(story)
    query = (
        select(slug.c.slug, other.c.headline)
        .join(other, other.c.id == slug.c.story)
        .where(slug.c.slug.in_(wanted), slug.c.story != story.id)
    )
    taken = connection.execute(query).first() if wanted else None
    if taken is not None:
        raise SlugClash(
            f"The address “{taken.slug}” belongs to “{taken.headline or 'a story without a headline'}”",
            kept="Nothing was changed",
            todo="Choose another address",
        )


def _known_photos(connection: Connection, photos: tuple[Placement, ...]) -> tuple[Placement, ...]:
    """Return a story's places; of photos that were deleted the words wait there for others.

    Raises:
        BadInput: a photo that never was in this desk.
    """
    wanted = {place.photo for place in photos if place.photo}
    if not wanted:
        return photos
    known = connection.execute(select(tables.photo.c.id).where(tables.photo.c.id.in_(wanted))).scalars()
    missing = wanted.difference(known)
    if not missing:
        return photos
    left = photo_removal.without_gone(connection, photos, missing)
    if unknown := missing & {place.photo for place in left}:
        raise BadInput(f"There is no photo {min(unknown)[:80]}", todo="Add the photo first")
    return left


def columns(story: Story, head: heads.Head[Story] | None = None) -> dict[str, Any]:
    """Return what queries need of a story beside its content; what stands in `head` is not made again."""
    if head is None or head.columns is None:
        return {**facts(story), "words": counted(story)}
    known, before = head.columns, head.thing
    words = known["words"] if before.body == story.body else _recounted(story, before, known["words"])
    if _SHOWN(before) != _SHOWN(story):
        return {**facts(story), "words": words}
    return known if words == known["words"] else {**known, "words": words}


def counted(story: Story) -> int:
    """Return how many words a story has."""
    from desk import text  # late, for who only reads a desk counts nothing

    return text.words(story.body)


def _recounted(story: Story, before: Story, known: int) -> int:
    from desk import text

    return text.recount(story.body, before.body, known)


def facts(story: Story) -> dict[str, Any]:
    """Return the columns that are there at once, for they are not counted."""
    byline = ", ".join(byline.name for byline in story.bylines)
    return {
        "slug": story.slug,
        "headline": story.headline,
        "headline_key": order_key(story.headline),
        "byline": byline,
        "byline_key": order_key(byline),
        "lead": story.lead.photo if story.lead else "",
        "section": story.section,
        "language": story.language,
        "status": str(story.status),
        "publish_at": story.publish_at,
        "published": story.published,
        "issued": story.issued,
        "origin": story.origin,
    }


def put_slugs(connection: Connection, story: Story) -> None:
    """Write all addresses of a story, in place of those that were there."""
    connection.execute(delete(tables.slug).where(tables.slug.c.story == story.id))
    rows = [{"slug": name, "story": story.id} for name in slugs(story)]
    if rows:
        connection.execute(insert(tables.slug), rows)


def slugs(story: Story) -> list[str]:
    """Return all addresses of a story, the present one first."""
    return [name for name in dict.fromkeys((story.slug, *story.old_slugs)) if name]


def put_placements(connection: Connection, story: Story) -> None:
    """Write which photos a story places, in place of what was there."""
    connection.execute(delete(tables.placement).where(tables.placement.c.story == story.id))
    rows = [{"story": story.id, "position": at, "photo": photo} for at, photo in placements(story)]
    if rows:
        connection.execute(insert(tables.placement), rows)


def placements(story: Story) -> list[tuple[int, str]]:
    """Return the photos that a story places, each with its position among all places."""
    return [(at, place.photo) for at, place in enumerate(story.photos) if place.photo]
