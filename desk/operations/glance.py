"""The first look into a desk, before it is open."""

from pathlib import Path

from desk.domain import Publication, Status, StoryPage, StoryQuery
from desk.operations import typed
from desk.store.glance import glance


def first(folder: Path, query: StoryQuery) -> tuple[Publication, StoryPage] | None:
    """Return the publication and the first rows, or None where only the open desk can tell."""
    alone = query == StoryQuery(statuses=query.statuses, search=query.search, limit=query.limit)
    if not (alone and typed.filters_status_alone(query.search)):
        return None
    every = [status for status in Status if status is not Status.WITHDRAWN]
    statuses = query.statuses or typed.statuses(query.search) or every
    found = glance(folder, statuses, query.limit)
    return None if found is None else (found[0], StoryPage(found[1]))
