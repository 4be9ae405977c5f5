"""What editors choose: ordered lists of stories and links."""

from dataclasses import dataclass
from datetime import datetime

from desk.domain.photo import Crop


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place in a list: a story of ours or an outside link, with what it overrides.

    Attributes:
        id: UUIDv7 of the place itself.
        story: a story's id; empty for an outside link, whose `url` and `headline` are then set.
        headline, kicker, teaser: shown in place of the story's own where not empty.
        source: who publishes an outside link.
        photo, crop: the picture and the part of it that are shown in place of the story's lead.
        starts, ends: shown from (inclusive) and until (exclusive), UTC.
        fallback: the id of a story that is shown in its place once it has ended; empty for none.
        pinned: keeps its place in the order, whatever is not shown before it.
        added: when it was put there, UTC.
        told: the story's own headline when `headline` was written over it.
    """

    id: str
    story: str = ""
    url: str = ""
    headline: str = ""
    kicker: str = ""
    teaser: str = ""
    source: str = ""
    photo: str = ""
    crop: Crop | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    fallback: str = ""
    pinned: bool = False
    added: datetime | None = None
    told: str = ""

    def open(self, at: datetime) -> bool:
        """Return whether the place is shown at a time."""
        return (self.starts is None or self.starts <= at) and (self.ends is None or at < self.ends)

    def drifted(self, headline: str) -> bool:
        """Return whether a story's own headline is no longer the one that was written over."""
        return bool(self.headline and self.told) and self.told != headline

    @property
    def target(self) -> str:
        """Return what it points to: a story's id or a URL."""
        return self.story or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedList:
    """An ordered list: the related links of one story.

    Attributes:
        slug: `related:STORY`.
        revision: the id of the newest revision; empty before the first save.
    """

    id: str
    slug: str
    name: str
    slots: tuple[Slot, ...] = ()
    updated: datetime | None = None
    revision: str = ""


def related_slug(story: str) -> str:
    """Return the slug of the list that holds a story's related links."""
    return f"related:{story}"
