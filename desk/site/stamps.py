"""What each page is made from, as a mark: a page whose mark is the same as last time is the same page."""

import hashlib
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cached_property
from operator import attrgetter

from desk.domain import FRONT as FRONT_SLUG
from desk.domain import Story
from desk.site.pages import LISTS, Page, Press
from desk.site.program import program
from desk.site.sitemaps import INDEX, NEWS, PAGES
from desk.site.snapshot import Card, placed
from desk.site.visible import issued

_OFF_CARD = {
    *("body", "dateline", "source", "notes", "comments", "seo_title", "seo_description", "photos"),
    *("dismissals", "overrides", "quotes", "origin", "updated", "revision"),
}
_carded = attrgetter(*(one.name for one in fields(Story) if one.name not in _OFF_CARD))


class Stamps:
    """The marks of the pages that a press prints.

    Each takes in everything that the page says or leads to, and may take in more: a page that is made anew
    and comes out the same is not written.

    Attributes:
        pages: those of which a mark was asked for, by the ids of the stories that they show themselves.
        mentioned: with what the addresses end by which those stories lead to others, see `Unseen`.
    """

    def __init__(self, press: Press) -> None:
        self._press = press
        self._snapshot = press.snapshot
        self._photos: dict[str, str] = {}
        self._stories: dict[str, str] = {}
        self._carded: dict[str, str] = {}
        self._prints: dict[str, str] = {}
        self._shown: set[str] = set()
        self.pages: dict[str, list[Page]] = {}
        self.mentioned: set[str] = set()

    def of(self, page: Page) -> str:
        """Return the mark of a page; `pages` then has it at each story that it shows."""
        self._shown.clear()
        mark = _mark(page.kind, page.path, *self._made_from(page))
        for story in self._shown:
            self.pages.setdefault(story, []).append(page)
        return mark

    def among(self, page: Page, beside: str, mark: str) -> str:
        """Return the mark that `of` gives a page of a story or a listing.

        Args:
            page: the page.
            beside: the mark of what stands beside it.
            mark: that of the page without it, see `print`.
        """
        return _mark(page.kind, page.path, beside, mark)

    def print(self, page: Page) -> str:
        """Return the mark of a page of a story or a listing, without what stands on others too.

        A template of the newsroom's own may ask for that wherever it likes.
        """
        if page.path not in self._prints:
            around = self.everywhere if self._press.theme.ours else self.beside
            own = self._article(page) if page.kind == "story" else self._listing(page)
            self._prints[page.path] = _mark(page.path, around, *own)
        return self._prints[page.path]

    def _made_from(self, page: Page) -> Iterable[str]:
        match page.kind:
            case kind if kind == "story" or kind in LISTS:
                return self.beside, self.print(page)
            case "front":
                return self._front()
            case "archive":
                return self.everywhere, *self._months
            case "corrections":
                return self.everywhere, *map(self.story, self._snapshot.corrected)
            case "redirect":
                return self.everywhere, self.story(self._snapshot.story(page.key))
            case "search":
                return self.everywhere, *self._press.search.months
            case "words":
                return self.everywhere, *map(self.story, self._press.search.held(page.path))
            case "feed":
                return self.everywhere, *map(self.story, self._press.around.feeds[page.key].stories)
            case "sitemap":
                return self._sitemap(page.path)
            case _:
                return (self.everywhere,)

    @cached_property
    def everywhere(self) -> str:
        """What stands on every page: the theme, the settings, the menu; and the program that makes it."""
        press, publication = self._press, self._snapshot.edition.publication
        feeds = [(feed.folder, feed.title) for feed in press.around.feeds.values()]
        settings = replace(publication, revision="", targets=(), checks=(), terms=(), dismissals=())
        return _mark(program(), press.theme.mark, repr(settings), repr(press.around.site), repr(feeds))

    @cached_property
    def beside(self) -> str:
        """What stands beside an article and most other pages."""
        return _mark(self.everywhere, repr(self._press.around.beside))

    @cached_property
    def _months(self) -> list[str]:
        size = self._press.size
        return [f"{one.path(one.last(size), size)} {len(one.stories)}" for one in self._press.listings.months]

    def story(self, story: Story) -> str:
        """Return the mark of a visible story with its photos, wherever it is shown."""
        self._shown.add(story.id)
        if story.id not in self._stories:
            words = story.revision or repr(story)
            photos = (self._photo(key, story) for key in placed(story))
            unseen = self._unseen(story)
            self._stories[story.id] = _mark(words, self._snapshot.paths[story.id], *photos, *unseen)
        return self._stories[story.id]

    def _unseen(self, story: Story) -> list[str]:
        """Return to which stories that readers do not see a story leads."""
        unseen = self._snapshot.unseen
        mentioned = unseen.mentioned(story.body, story.source.url)
        self.mentioned |= mentioned
        return sorted(mentioned & unseen.names)

    def card(self, story: Story) -> str:
        """Return the mark of what a visible story's card says: its body, where it has no standfirst."""
        if not story.standfirst.strip():
            return self.story(story)
        self._shown.add(story.id)
        if story.id not in self._carded:
            lead = story.lead
            photo = self._photo(lead.photo, story) if lead and lead.photo else ""
            words = repr((_carded(story), lead, issued(story)))
            self._carded[story.id] = _mark(words, self._snapshot.paths[story.id], photo)
        return self._carded[story.id]

    def _cards(self, cards: Iterable[Card]) -> None:
        """Take in that a page shows these."""
        self._shown.update(card.story for card in cards if card.story)

    def _photo(self, key: str, story: Story) -> str:
        snapshot = self._snapshot
        photo = snapshot.edition.photos.get(key)
        if photo is None or key in snapshot.broken:
            return f"{key} is not there"
        if key not in self._photos:
            self._photos[key] = f"{photo.id} {photo.revision}" if photo.revision else repr(photo)
        return f"{self._photos[key]} {snapshot.right(photo, story)}"

    def _article(self, page: Page) -> Iterable[str]:
        """Return what a story's page is made from, its links to other pages included."""
        story, path = self._snapshot.story(page.key), self._press.listings.path
        related = self._snapshot.related(story)
        self._cards(related)
        return (
            self.story(story),
            *(path("tag", tag) for tag in story.tags if tag.strip()),
            *(path("author", by.name) for by in story.bylines if by.name.strip()),
            repr(related) if related else "",
        )

    def _listing(self, page: Page) -> Iterable[str]:
        press, size = self._press, self._press.size
        listing = press.listed[page.key]
        first = page.number == listing.last(size)
        blocks = press.section_blocks(listing) if first else ()
        self._cards(card for block in blocks for card in block.cards)
        return (
            listing.name,
            str(page.number),
            "" if first else listing.path(page.number + 1, size),
            repr(blocks) if blocks else "",
            *map(self.card, listing.shown(page.number, size)),
        )

    def _front(self) -> Iterable[str]:
        press, snapshot = self._press, self._snapshot
        blocks = press.blocks(FRONT_SLUG)
        latest = press.latest(blocks)
        newest = snapshot.stories[0] if snapshot.stories else None
        self._cards(card for block in blocks for card in block.cards)
        self._cards(card for row in latest for card in row["cards"])
        return (
            self.beside,
            repr(blocks),
            repr(latest),
            repr(snapshot.local(issued(newest)).date()) if newest else "",
        )

    def _sitemap(self, path: str) -> Iterable[str]:
        """Return what a sitemap is made from; the index is made from all the others."""
        maps = self._press.sitemaps
        if path == INDEX:
            return (self.everywhere, *map(repr, maps.dated()))
        if path == PAGES:
            return (self.everywhere, *maps.listed())
        if path == NEWS:
            return (self.everywhere, *map(self.story, maps.news))
        self._shown.update(maps.held(path))
        return (self.everywhere, path, *maps.rows(path))


def _mark(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
