"""Which words of a story can be searched for."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from desk.domain import Photo, Story
from desk.store import tables
from desk.store.heads import PHOTO
from desk.store.search import Index
from desk.store.words import indexed


def searched(story: Story) -> tuple[object, ...]:
    """Return what a story's index entry is made from, its photos' own captions aside."""
    return story.headline, story.standfirst, story.body, story.bylines, story.tags, story.source, story.photos


def entry(story: Story, photos: dict[str, Photo]) -> tuple[str, str]:
    """Return a story's folded title and other words; a caption of its own stands for the photo's."""
    from desk import text

    captions = [place.caption or _caption(photos.get(place.photo)) for place in story.photos]
    bylines = [word for byline in story.bylines for word in (byline.name, byline.role)]
    others = [
        story.standfirst,
        text.searchable(story.body),
        *bylines,
        *story.tags,
        story.source.name,
        *captions,
    ]
    return indexed([story.headline]), indexed(others)


def _caption(photo: Photo | None) -> str:
    return photo.caption if photo else ""


def put(connection: Connection, index: Index, story: Story) -> None:
    """Index one story as it stands."""
    query = select(tables.story.c.number).where(tables.story.c.id == story.id)
    number = connection.execute(query).scalar_one()
    index.put(connection, number, *entry(story, placed(connection, [story])))


def placed(connection: Connection, stories: Sequence[Story]) -> dict[str, Photo]:
    """Return the photos that a few stories place, by id."""
    ids = {place.photo for story in stories for place in story.photos if place.photo}
    if not ids:
        return {}
    photo = tables.photo
    rows = connection.execute(select(photo).where(photo.c.id.in_(ids)))
    return {row.id: PHOTO.read(row.content, row.revision, row.updated) for row in rows}
