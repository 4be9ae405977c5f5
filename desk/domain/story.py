"""A story, its photos' places, and its chain of revisions."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from desk.domain.checking import Dismissal, KeptQuote, Override
from desk.domain.comment import Comment
from desk.domain.language import direction
from desk.domain.status import Status


class Role(StrEnum):
    """What a photo does in a story."""

    LEAD = "lead"
    INLINE = "inline"


class StoryKind(StrEnum):
    """What kind of text a story is; readers are told all but news."""

    NEWS = "news"
    OPINION = "opinion"
    ANALYSIS = "analysis"
    INTERVIEW = "interview"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it; the role (`in Tbilisi`, `Diplomatic editor`) may be empty."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and on which day it was reported."""

    place: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Whom the story was taken from."""

    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right after publication, and when (UTC)."""

    text: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A photo's place in a story; the order is that of `Story.photos`.

    Attributes:
        photo: the photo's id; empty while the words wait for their file.
        role: lead or inline.
        caption: this use's own caption, empty for the photo's.
        alt: this use's own alternative text, empty for the photo's.
        credit: a credit that waits with its caption for the file; empty once the file has come.
        ref: the body's own name for an inline photo as imported (`assets/bridge.jpg`); empty where the
            body says `photo:ID`.
    """

    photo: str = ""
    role: Role = Role.LEAD
    caption: str = ""
    alt: str = ""
    credit: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story as a person knows it: all its words and settings. Empty means not set.

    Attributes:
        id: UUIDv7, never reused.
        headline, kicker, standfirst: plain text; the standfirst is the teaser on cards.
        body: Markdown in the dialect of `docs/markdown.md`.
        kind: what kind of text it is.
        section: a section's slug of the publication.
        tags: as written, in order, no two alike.
        language: BCP 47 tag.
        slug: last part of the address, unique in the desk, stable once published.
        old_slugs: former slugs of a published story, kept for redirects.
        old_sections: former sections of one, empty for none, kept likewise.
        publish_at: not shown to readers before this time (embargo or schedule), UTC.
        notes: words to the desk, never exported.
        comments: what people say to the desk about passages of the body, never exported.
        photos: lead and inline photos in order.
        dismissals: what people said to the copy desk's findings; overrides: with what open it moved on.
        quotes: words that stood in quotation marks, as they first stood.
        origin: what an imported story was made from (`text:HASH`), so that it is not made twice.
        created, updated: UTC; `published` is the first publication.
        revision: the id of the newest revision; empty before the first save.
    """

    id: str
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    body: str = ""
    bylines: tuple[Byline, ...] = ()
    dateline: Dateline = Dateline()
    source: Source = Source()
    kind: StoryKind = StoryKind.NEWS
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    text_direction: str = ""
    slug: str = ""
    old_slugs: tuple[str, ...] = ()
    old_sections: tuple[str, ...] = ()
    status: Status = Status.DRAFT
    publish_at: dt.datetime | None = None
    notes: str = ""
    comments: tuple[Comment, ...] = ()
    seo_title: str = ""
    seo_description: str = ""
    corrections: tuple[Correction, ...] = ()
    photos: tuple[Placement, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    overrides: tuple[Override, ...] = ()
    quotes: tuple[KeptQuote, ...] = ()
    origin: str = ""
    created: dt.datetime | None = None
    updated: dt.datetime | None = None
    published: dt.datetime | None = None
    revision: str = ""

    @property
    def direction(self) -> str:
        """Return `ltr` or `rtl`: the story's own, else its language's."""
        own = self.text_direction
        return own if own in {"ltr", "rtl"} else direction(self.language)

    @property
    def issued(self) -> dt.datetime | None:
        """Return when it came before its readers, or will; None for one that was never published."""
        if self.published is None or self.publish_at is None:
            return self.published
        return max(self.published, self.publish_at)

    @property
    def lead(self) -> Placement | None:
        """Return the lead photo's place, or None."""
        return next((place for place in self.photos if place.role is Role.LEAD), None)

    @property
    def inline(self) -> tuple[Placement, ...]:
        """Return the inline photos' places in order."""
        return tuple(place for place in self.photos if place.role is Role.INLINE)

    def visible(self, at: dt.datetime) -> bool:
        """Return whether readers may see it at a time: published by then, and not before its publish time."""
        if self.status is not Status.PUBLISHED or (self.publish_at is not None and self.publish_at > at):
            return False
        return self.published is None or self.published <= at

    def came(self, at: dt.datetime) -> bool:
        """Return whether readers see it at a time, or may have seen it before that was taken back."""
        return self.visible(at) or (self.issued is not None and self.issued <= at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One link in the chain of a story, photo, list or publication.

    Attributes:
        of: the id of what was saved.
        kind: `story`, `photo`, `list`, `publication`.
        parents: ids of the revisions it was made from (two for a merge, none for the first).
        reason: `create`, `edit`, `status`, `import`, `restore`, `merge`.
        hash: SHA-256 of the content, hex.
        name: what a person called this version; empty for most.
    """

    id: str
    of: str
    kind: str
    parents: tuple[str, ...]
    author: str
    device: str
    at: dt.datetime
    reason: str
    hash: str
    name: str = ""
