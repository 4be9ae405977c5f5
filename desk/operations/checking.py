"""The copy desk at work: what it looks at, what it finds, and what people say to that."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from desk import checks, text
from desk.checks import Case, Stand, Target
from desk.domain import (
    Finding,
    NotFound,
    Photo,
    Publication,
    Slot,
    Status,
    Story,
    StoryQuery,
    first_use,
    related_slug,
    right,
)
from desk.operations.desk import Desk, zone
from desk.operations.suggesting import own_slug

_FEW = 20  # stories whose related links are read one by one


def check(desk: Desk, story: Story, *, now: datetime | None = None) -> list[Finding]:
    """Return what the copy desk finds in a story, stored or as it is being written."""
    return next(check_many(desk, [story], now=now))


def check_many(
    desk: Desk, stories: Sequence[Story], *, now: datetime | None = None
) -> Iterator[list[Finding]]:
    """Yield what the copy desk finds in each of some stories."""
    around = _around(desk, stories)
    for story in stories:
        yield checks.check(_case(around, story, now or datetime.now(UTC)))


@dataclass(frozen=True)
class _Around:
    """What some stories stand among, read at once."""

    publication: Publication
    photos: Mapping[str, Photo]
    first: Mapping[str, str]
    related: Mapping[str, tuple[Slot, ...]]
    stands: Mapping[str, Sequence[Stand]]
    targets: Mapping[str, Target]


def _around(desk: Desk, stories: Sequence[Story]) -> _Around:
    publication = desk.store.publication()
    photos = _photos(desk, {place.photo for story in stories for place in story.photos if place.photo})
    related = _related(desk, stories)
    stands: defaultdict[str, list[Stand]] = defaultdict(list)
    for front in desk.store.fronts():
        for container, slot in front.slots():
            stands[slot.story].append(Stand(container.name, slot))
    return _Around(
        publication,
        photos,
        {id_: first_use(desk.store.uses(id_)) for id_, photo in photos.items() if photo.one_use},
        related,
        stands,
        _targets(desk, publication, stories, related),
    )


def _case(around: _Around, story: Story, now: datetime) -> Case:
    photos = {p.photo: around.photos[p.photo] for p in story.photos if p.photo in around.photos}
    cleared = around.publication.photo_cleared
    return Case(
        story=story,
        publication=around.publication,
        photos=photos,
        rights={
            id_: right(photo, now, story=story.id, first=around.first.get(id_, ""), cleared=cleared)
            for id_, photo in photos.items()
        },
        related=around.related.get(story.id, ()),
        stands=tuple(around.stands.get(story.id, ())),
        targets=around.targets,
        now=now,
        zone=zone(around.publication),
    )


def _photos(desk: Desk, ids: set[str]) -> dict[str, Photo]:
    try:
        return {photo.id: photo for photo in desk.store.photos(sorted(ids))}
    except NotFound:
        return {photo.id: photo for photo in desk.store.photos() if photo.id in ids}


def _related(desk: Desk, stories: Sequence[Story]) -> dict[str, tuple[Slot, ...]]:
    if len(stories) <= _FEW:
        return {story.id: desk.store.curated(related_slug(story.id)).slots for story in stories}
    return {one.slug.partition(":")[2]: one.slots for one in desk.store.related_all()}


def _targets(
    desk: Desk, publication: Publication, stories: Sequence[Story], related: Mapping[str, tuple[Slot, ...]]
) -> dict[str, Target]:
    """Return the stories that some stories lead to, by id and by the slug of a link."""
    host = urlsplit(publication.base_url).hostname or ""
    hrefs = {href for story in stories for href in _hrefs(story)}
    slugs = {slug for href in hrefs if (slug := own_slug(href, host))}
    by_slug = desk.store.stories_by_slug(sorted(slugs)) if slugs else {}
    ids = {slot.story for story in stories for slot in related.get(story.id, ()) if slot.story}
    ids |= set(by_slug.values())
    if not ids:
        return {}
    rows = desk.store.rows(StoryQuery(statuses=tuple(Status), ids=tuple(sorted(ids))))
    known = {row.id: Target(row.headline, row.status, row.publish_at) for row in rows}
    return known | {slug: known[id_] for slug, id_ in by_slug.items() if id_ in known}


def _hrefs(story: Story) -> Iterator[str]:
    for block in text.blocks(story.body):
        yield from (span.href for span in block.spans if span.href)
