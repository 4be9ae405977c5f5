"""What editors choose: ordered lists of stories and links."""

from dataclasses import dataclass
from datetime import datetime

LISTS = {
    "lead": "Lead",
    "top-stories": "Top stories",
    "editors-choice": "Editor's choice",
    "popular": "Popular",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place in a list: a story of ours or an outside link, with what it overrides.

    Attributes:
        id: UUIDv7 of the place itself.
        story: a story's id; empty for an outside link, whose `url` and `headline` are then set.
        headline, kicker, teaser: shown in place of the story's own where not empty.
        source: who publishes an outside link.
        starts, ends: shown from (inclusive) and until (exclusive), UTC.
    """

    id: str
    story: str = ""
    url: str = ""
    headline: str = ""
    kicker: str = ""
    teaser: str = ""
    source: str = ""
    starts: datetime | None = None
    ends: datetime | None = None

    def open(self, at: datetime) -> bool:
        """Return whether the place is shown at a time."""
        return (self.starts is None or self.starts <= at) and (self.ends is None or at < self.ends)

    @property
    def target(self) -> str:
        """Return what it points to: a story's id or a URL."""
        return self.story or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedList:
    """An ordered list: a named one of the publication, or the related links of one story.

    Attributes:
        slug: `editors-choice`; `related:STORY` for a story's related links.
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
