"""The publication around its stories, read from a desk that is open or only looked into."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from desk import site
from desk.domain import CuratedList, Front, Photo, Publication, Reading, StoryQuery, ranking

_LONGEST = 62  # days; no window is longer


class Reads(Protocol):
    """What is asked of a desk, as `desk.store.Store` gives it."""

    @property
    def folder(self) -> Path:
        """See `Store`."""
        ...

    def publication(self) -> Publication:
        """See `Store`."""
        ...

    def photo(self, key: str, /) -> Photo:
        """See `Store`."""
        ...

    def media_path(self, photo: Photo, /) -> Path:
        """See `Store`."""
        ...

    def curated(self, slug: str, /) -> CuratedList:
        """See `Store`."""
        ...

    def readings(self, first: dt.date, last: dt.date, /) -> list[Reading]:
        """See `Store`."""
        ...

    def story_ids(self, query: StoryQuery, /) -> Sequence[str]:
        """See `Store`."""
        ...


def around(store: Reads, at: dt.datetime, fronts: Iterable[Front]) -> site.Edition:
    """Return the publication without stories; photos and related links are read when they are asked for."""
    shown = {front.slug: front for front in fronts}
    searches = {one.pick.search for front in shown.values() for one in front.containers if one.pick.search}
    publication = store.publication()
    return site.Edition(
        publication=publication,
        stories=(),
        photos=site.Asked(store.photo),
        originals=store.media_path,
        lists=site.Asked(store.curated),
        fronts=shown,
        popular=most_read(store, publication, at),
        theme=store.folder / "theme",
        found={search: frozenset(store.story_ids(StoryQuery(search=search))) for search in searches},
    )


def most_read(store: Reads, publication: Publication, at: dt.datetime) -> Callable[[int], list[str]]:
    """Return the function that gives the most read stories of so many hours before an instant."""
    day = at.astimezone(ZoneInfo(publication.timezone)).date()
    readings = cache(lambda: store.readings(day - dt.timedelta(days=_LONGEST), day))
    return lambda hours: ranking(readings(), day, hours)
