"""What readers' programs follow: the newest stories of the site or a section as Atom, RSS and JSON Feed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape as escaped
from typing import Any

from desk.domain import Story
from desk.site.address import pretty
from desk.site.body import whole_addresses
from desk.site.clean import printable
from desk.site.snapshot import Card, Snapshot, language
from desk.site.visible import issued

XML = '<?xml version="1.0" encoding="utf-8"?>\n'
FILES = {
    "feed.xml": "application/atom+xml",
    "rss.xml": "application/rss+xml",
    "feed.json": "application/feed+json",
}
"""The files of a feed and what they are."""

_LINES = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest stories of the site or of a section.

    Attributes:
        folder: the section's; empty for the whole site.
        id: never changes.
        title: the publication's, with the section's name.
        stories: newest first.
    """

    folder: str
    id: str
    title: str
    stories: Sequence[Story]

    def path(self, file: str) -> str:
        """Return one of its files, relative to the site."""
        return f"{self.folder}/{file}" if self.folder else file

    @property
    def page(self) -> str:
        """Return the page that shows the same."""
        return self.path("index.html")


def _text(name: str, words: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape(words)}</{name}>" if words else ""


def escape(words: str) -> str:
    """Return words as XML holds them; Python's own loads what asks a network for that."""
    return escaped(words, quote=False)


def _quoted(words: str) -> str:
    """Return words as an attribute's value."""
    held = escape(words).replace('"', "&quot;")
    return f'"{held.translate(_LINES)}"'


def changed(story: Story) -> datetime:
    """Return when a story last changed, as readers see it."""
    return max(story.updated or _NEVER, issued(story))


def stamp(snapshot: Snapshot, at: datetime) -> str:
    """Return a time in the publication's zone (ISO 8601)."""
    return snapshot.local(at).isoformat(timespec="seconds")


class Feeds:
    """Writes the feeds of a snapshot; addresses are whole where the base URL is known."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._publication = snapshot.edition.publication
        self._base = f"{snapshot.base_url}/" if snapshot.base_url else ""
        self._whole = self._publication.feed_whole and bool(self._base)

    def file(self, feed: Feed, path: str) -> str:
        """Return what one of a feed's files holds."""
        if path.endswith("rss.xml"):
            return self._rss(feed, path)
        return self._json(feed, path) if path.endswith(".json") else self._atom(feed, path)

    def _address(self, feed: Feed, path: str) -> str:
        """Return where a page stands: whole, or from the feed's own folder."""
        if self._base:
            return self._base + pretty(path)
        return f"../{path}" if feed.folder else path

    def _body(self, story: Story) -> str:
        """Return a story's text with whole addresses, where feeds carry it."""
        if not self._whole:
            return ""
        page = self._base + pretty(self._snapshot.paths[story.id])
        return whole_addresses(self._snapshot.body(story), self._base, page)

    def _authors(self, story: Story) -> list[str]:
        return [by.name for by in story.bylines if by.name.strip()] or [self._publication.title or "—"]

    def _newest(self, feed: Feed) -> datetime:
        return max(map(changed, feed.stories), default=_NEVER)

    # Atom

    def _atom(self, feed: Feed, path: str) -> str:
        tag = language(self._publication.language)
        own = self._base + path if self._base else "feed.xml"
        lines = [
            f'{XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tag}">',
            f"<id>{escape(feed.id)}</id>",
            _text("title", feed.title),
            f"<updated>{stamp(self._snapshot, self._newest(feed))}</updated>",
            "<generator>Desk</generator>",
            f'<link rel="self" type="application/atom+xml" href={_quoted(own)}/>',
            f'<link rel="alternate" type="text/html" href={_quoted(self._front(feed))}/>',
            *(self._entry(feed, story) for story in feed.stories),
            "</feed>\n",
        ]
        return printable("\n".join(lines))

    def _front(self, feed: Feed) -> str:
        return self._base + pretty(feed.page) if self._base else "index.html"

    def _entry(self, feed: Feed, story: Story) -> str:
        snapshot, card = self._snapshot, self._snapshot.card(story)
        section = f"<category term={_quoted(story.section)} label={_quoted(card.section)}/>"
        lines = (
            f'<entry xml:lang="{card.language}">',
            f"<id>urn:uuid:{escape(story.id)}</id>",
            _text("title", card.headline),
            f'<link rel="alternate" type="text/html" href={_quoted(self._address(feed, card.path))}/>',
            f"<published>{stamp(snapshot, issued(story))}</published>",
            f"<updated>{stamp(snapshot, changed(story))}</updated>",
            *(f"<author>{_text('name', name)}</author>" for name in self._authors(story)),
            section if story.section else "",
            *(f"<category term={_quoted(tag)}/>" for tag in story.tags),
            _text("summary", card.teaser),
            _text("content", self._body(story), ' type="html"'),
            "</entry>",
        )
        return "\n".join(line for line in lines if line)

    # RSS

    def _rss(self, feed: Feed, path: str) -> str:
        own = self._base + path if self._base else "rss.xml"
        spaces = (
            ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        )
        lines = [
            f'{XML}<rss version="2.0"{spaces}>\n<channel>',
            _text("title", feed.title),
            _text("link", self._front(feed)),
            _text("description", feed.title),
            _text("language", language(self._publication.language)),
            _text("lastBuildDate", self._mail_time(self._newest(feed))),
            "<generator>Desk</generator>",
            f'<atom:link rel="self" type="application/rss+xml" href={_quoted(own)}/>',
            *(self._item(feed, story) for story in feed.stories),
            "</channel>\n</rss>\n",
        ]
        return printable("\n".join(lines))

    def _mail_time(self, at: datetime) -> str:
        return format_datetime(self._snapshot.local(at))

    def _item(self, feed: Feed, story: Story) -> str:
        card = self._snapshot.card(story)
        lines = (
            "<item>",
            _text("title", card.headline),
            _text("link", self._address(feed, card.path)),
            _text("guid", f"urn:uuid:{story.id}", ' isPermaLink="false"'),
            _text("pubDate", self._mail_time(issued(story))),
            *(_text("dc:creator", name) for name in self._authors(story)),
            _text("category", card.section),
            *(_text("category", tag) for tag in story.tags),
            _text("description", card.teaser),
            _text("content:encoded", self._body(story)),
            "</item>",
        )
        return "\n".join(line for line in lines if line)

    # JSON Feed

    def _json(self, feed: Feed, path: str) -> str:
        held: dict[str, Any] = {
            "version": "https://jsonfeed.org/version/1.1",
            "_desk": {"generator": "Desk"},  # by which a file is known as ours
            "title": feed.title,
            "language": language(self._publication.language),
            "items": [self._row(feed, story) for story in feed.stories],
        }
        if self._base:
            held |= {"home_page_url": self._front(feed), "feed_url": self._base + path}
        return printable(json.dumps(held, ensure_ascii=False)) + "\n"

    def _picture(self, card: Card) -> str:
        """Return the address of the picture of a card, empty where there is none or no base URL."""
        shown = card.large
        return f"{self._base}pictures/{shown.social.name}.jpg" if self._base and shown else ""

    def _row(self, feed: Feed, story: Story) -> dict[str, Any]:
        card, body = self._snapshot.card(story), self._body(story)
        said: dict[str, Any] = {
            "id": f"urn:uuid:{story.id}",
            "url": self._address(feed, card.path) if self._base else "",
            "title": card.headline,
            "summary": card.teaser,
            "content_html": body,
            "content_text": "" if body else card.teaser or card.headline,
            "image": self._picture(card),
            "date_published": stamp(self._snapshot, issued(story)),
            "date_modified": stamp(self._snapshot, changed(story)),
            "authors": [{"name": name} for name in self._authors(story)],
            "tags": list(story.tags),
            "language": card.language,
        }
        return {name: value for name, value in said.items() if value}
