"""Story lists: what they ask for and what they show."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desk.domain.status import Status

LISTS = {  # what the containers of a new desk are called, by slug
    "lead": "Lead",
    "top-stories": "Top stories",
    "editors-choice": "Editor's choice",
    "popular": "Popular",
}


class Sort(StrEnum):
    """By what a list is sorted.

    Rows without a headline, author, section, publication or words come last in both directions, newest first.
    Within a status or section the newest change comes first in both directions.
    """

    CHANGED = "changed"
    PUBLISHED = "published"
    HEADLINE = "headline"
    SECTION = "section"
    STATUS = "status"
    AUTHOR = "author"
    WORDS = "words"


class Masthead(NamedTuple):
    """What a story list needs to know of its publication, which is much quicker to have than all of it."""

    title: str
    timezone: str
    sections: dict[str, str]
    """Their names by slug."""

    def section_name(self, slug: str) -> str:
        """Return a section's name, or its slug made readable where it has no section."""
        return self.sections.get(slug) or slug.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """What a story list shows of a story.

    Attributes:
        byline: the names, joined.
        photo: the lead photo's id, or empty.
        lists: slugs and 1-based places of the lists that hold it.
        words: how many the body has.
    """

    id: str
    slug: str
    headline: str
    status: Status
    section: str
    language: str
    byline: str
    photo: str
    updated: dt.datetime
    publish_at: dt.datetime | None = None
    published: dt.datetime | None = None
    lists: tuple[tuple[str, int], ...] = ()
    words: int = 0


class Addressed(NamedTuple):
    """What decides whether a story keeps its address.

    Attributes:
        published: whether readers ever saw it there.
    """

    slug: str
    headline: str
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryQuery:
    """Which stories a list shows, and in what order.

    Attributes:
        statuses: any of these; empty for all but withdrawn.
        section: a section's slug, or empty.
        author: words that follow each other in one byline, or empty.
        language: a tag that a story's is or begins with (`en` finds `en-GB`), or empty.
        since, until: published, or where they are not, changed from then (inclusive) and before then.
        ids: of these stories alone; empty for any.
        search: words to be found in headline, standfirst, body, byline, tags, source or captions; filters.
        sort, descending: the order.
        limit: at most so many rows; 0 for all.
        after: the last row already held, for the next page.
    """

    statuses: tuple[Status, ...] = ()
    section: str = ""
    author: str = ""
    language: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    ids: tuple[str, ...] = ()
    search: str = ""
    sort: Sort = Sort.CHANGED
    descending: bool = True
    limit: int = 0
    after: StoryRow | None = None


class StoryPage(NamedTuple):
    """One page of the story list."""

    rows: list[StoryRow]
    hints: tuple[str, ...] = ()
    """What in the search says nothing, and why."""
