"""Stories that leave a desk for good, with all that is theirs alone."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, update

from desk.domain import Status, Story
from desk.store import indexing, tables
from desk.store.heads import STORY
from desk.store.search import Index


def remove(connection: Connection, index: Index, ids: Sequence[str]) -> list[str]:
    """Delete those of some stories that are withdrawn; return their ids. No list may hold them any more.

    Their related links and revisions go with them; photos stay, for they are the library's.
    """
    table = tables.story
    query = select(table).where(table.c.id.in_(ids), table.c.status == str(Status.WITHDRAWN))
    gone: list[str] = []
    whole = True
    for row in connection.execute(query).all():
        story: Story = STORY.read(row.content, row.revision, row.updated)
        photos = indexing.placed(connection, [story])
        whole = indexing.drop(connection, index, row.number, indexing.Stand(story, photos)) and whole
        _remove(connection, story.id)
        gone.append(story.id)
    if not whole:
        indexing.start(connection, index)  # nothing may fail because of what can be made again
    return gone


def _remove(connection: Connection, story: str) -> None:
    lists, rev = tables.curated_list, tables.revision
    own = list(connection.execute(select(lists.c.id).where(lists.c.owner == story)).scalars())
    revisions = select(rev.c.id).where(rev.c.subject.in_([story, *own]))
    for query in (
        update(tables.figure).where(tables.figure.c.story == story).values(story=None),
        delete(tables.slug).where(tables.slug.c.story == story),
        delete(tables.story_label).where(tables.story_label.c.story == story),
        delete(tables.placement).where(tables.placement.c.story == story),
        delete(tables.slot).where(tables.slot.c.list.in_(own)),
        delete(lists).where(lists.c.id.in_(own)),
        delete(tables.story).where(tables.story.c.id == story),
        delete(tables.milestone).where(tables.milestone.c.revision.in_(revisions)),
        delete(rev).where(rev.c.subject.in_([story, *own])),
    ):
        connection.execute(query)
