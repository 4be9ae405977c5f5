"""Whether readers may see a photo: the one place where that is decided."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desk.domain.photo import Clearance, Photo


class Right(StrEnum):
    """What stands in the way of showing a photo, in words; nothing where it is free."""

    FREE = ""
    REFUSED = "use refused"
    UNCLEARED = "not cleared"
    EMBARGO = "under embargo"
    EARLY = "not yet licensed"
    EXPIRED = "licence expired"
    USED = "one use only, already used elsewhere"


class Use(Protocol):
    """A story that shows a photo, as far as rights care."""

    @property
    def id(self) -> str: ...  # noqa: D102  (told by the class)
    @property
    def published(self) -> datetime | None: ...  # noqa: D102  (told by the class)
    @property
    def publish_at(self) -> datetime | None: ...  # noqa: D102  (told by the class)


def first_use(stories: Iterable[Use]) -> str:
    """Return the id of the story that came before its readers first, or an empty one where none did.

    A licence for one use is spent with it, also where that story was withdrawn later.
    """
    came = [
        (max(story.published, story.publish_at or story.published), story.id)
        for story in stories
        if story.published is not None
    ]
    return min(came)[1] if came else ""


def right(photo: Photo, at: datetime, *, story: str = "", first: str = "", cleared: bool = False) -> Right:
    """Return what stands in the way of showing a photo.

    Args:
        photo: the photo.
        at: the instant that counts as now.
        story: the id of the story that shows it; empty for none in particular.
        first: the id of the story that showed it first (`first_use`), or empty.
        cleared: whether the publication shows only what a person cleared.
    """
    if photo.clearance is Clearance.REFUSED:
        return Right.REFUSED
    if cleared and photo.clearance is not Clearance.CLEARED:
        return Right.UNCLEARED
    if photo.embargo and at < photo.embargo:
        return Right.EMBARGO
    if photo.licence_from and at < photo.licence_from:
        return Right.EARLY
    if photo.licence_until and at >= photo.licence_until:
        return Right.EXPIRED
    if photo.one_use and first and first != story:
        return Right.USED
    return Right.FREE
