"""The first look into a desk, before it is open."""

from pathlib import Path

from desk.domain import Masthead, Status, StoryPage, StoryQuery
from desk.store.glance import glance


def first(folder: Path, query: StoryQuery) -> tuple[Masthead, StoryPage] | None:
    """Return the masthead and the first rows, or None where only the open desk can tell."""
    alone = query == StoryQuery(statuses=query.statuses, search=query.search, limit=query.limit)
    if not alone:
        return None
    wanted = query.statuses or tuple(status for status in Status if status is not Status.WITHDRAWN)
    if query.search:
        from desk.operations import typed  # late, for most lists are shown whole

        if not typed.filters_status_alone(query.search):
            return None
        wanted = query.statuses or typed.statuses(query.search) or wanted
    found = glance(folder, wanted, query.limit)
    return None if found is None else (found[0], StoryPage(found[1]))
