"""Until when the same desk gives the same site."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from desk.domain import Front, Photo, Status, Story
from desk.site.sitemaps import RECENT
from desk.site.snapshot import Snapshot
from desk.site.visible import issued


def until(snapshot: Snapshot, *moments: datetime | None) -> datetime:
    """Return the first instant after a snapshot's at which its pages may say something else.

    Args:
        snapshot: what readers see.
        moments: what is known of besides, as when the next version of a front comes.
    """
    now = snapshot.local(snapshot.at)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    coming = (one for one in (*moments, *_moments(snapshot)) if one is not None and one > snapshot.at)
    return min([midnight, *coming])


def of_story(story: Story, ages: Iterable[int]) -> Iterator[datetime | None]:
    """Yield the instants at which a story may come, go or be shown elsewhere; see `ages_in`."""
    if story.status is Status.PUBLISHED or story.status is Status.WITHDRAWN:
        came = issued(story)
        yield story.publish_at
        yield came
        yield came + RECENT
        for days in ages:
            yield came + timedelta(days=days, microseconds=1)


def of_photo(photo: Photo) -> Iterator[datetime | None]:
    """Yield the instants at which a photo may come or go."""
    yield photo.embargo
    yield photo.licence_from
    yield photo.licence_until


def ages_in(fronts: Iterable[Front]) -> set[int]:
    """Return after how many days containers of some fronts no longer show a story."""
    return {one.days for front in fronts for one in front.containers if one.days}


def _moments(snapshot: Snapshot) -> Iterator[datetime | None]:
    """Yield every instant that decides what is shown. What is ranked by days changes at midnight."""
    edition = snapshot.edition
    ages = ages_in(edition.fronts.values())
    for story in edition.stories:
        yield from of_story(story, ages)
    for photo in edition.photos.values():
        yield from of_photo(photo)
    for slot in snapshot.slots():
        yield slot.starts
        yield slot.ends
