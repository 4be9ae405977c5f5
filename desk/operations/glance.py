"""The first look into a desk, before it is open."""

from pathlib import Path

from desk.domain import Publication, Status, StoryPage, StoryQuery
from desk.store.glance import glance


def first(folder: Path, query: StoryQuery) -> tuple[Publication, StoryPage] | None:
    """Return the publication and the first rows, or None where only the open desk can tell."""
    if query != StoryQuery(statuses=query.statuses, limit=query.limit):
        return None
    statuses = query.statuses or [status for status in Status if status is not Status.WITHDRAWN]
    found = glance(folder, statuses, query.limit)
    return None if found is None else (found[0], StoryPage(found[1]))
