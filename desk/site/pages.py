"""The pages of a site: which there are, and each one's bytes. Rendering reads and never writes."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from markupsafe import Markup

from desk.domain import FRONT as FRONT_SLUG
from desk.domain import BadInput, Story
from desk.site.address import part, root, section_path
from desk.site.around import Around
from desk.site.article import Articles, short
from desk.site.feeds import FILES, Feeds
from desk.site.fronts import Block
from desk.site.listings import Listing, Listings
from desk.site.made import Made
from desk.site.search import Search
from desk.site.sitemaps import INDEX, Sitemaps
from desk.site.snapshot import Snapshot, headline, language, named
from desk.site.theme import SEARCHING
from desk.site.visible import issued

LISTS = ("section", "tag", "author", "month")
FRONT, MISSING, ROBOTS = "index.html", "404.html", "robots.txt"
_DESCRIBED = 3  # headlines that say what is on the front page, to those who see it in a list


class Page(NamedTuple):
    """One file of the site to be made.

    Attributes:
        path: relative to the site, parts joined by `/`.
        kind: `front`, `story`, `redirect`, `withdrawn`, `section`, `tag`, `author`, `month`, `archive`,
            `corrections`, `missing`, `search`, `script`, `words`, `feed`, `sitemap` or `robots`.
        key: the story's id, the listing's folder, the folder of a feed.
        number: of a page of a listing, from 1 for the oldest.
    """

    path: str
    kind: str
    key: str = ""
    number: int = 1


class Press:
    """Everything that makes pages from one snapshot."""

    def __init__(self, snapshot: Snapshot, listings: Listings | None = None) -> None:
        self.snapshot = snapshot
        self.theme = snapshot.theme
        self.publication = snapshot.edition.publication
        self.listings = listings or Listings(snapshot)
        self.around = Around(snapshot, self.listings)
        self._feeds = Feeds(snapshot)
        self.size = self.theme.counts["section"]
        self.sitemaps = Sitemaps(snapshot, self.listings, self.size)
        self._articles = Articles(snapshot, self.listings, self.around.url)

    def take(self, story: Story) -> None:
        """Print other words of a visible story from now on; see `Snapshot.take`."""
        self.snapshot.take(story)
        self.around.take()

    def pages(self) -> Iterator[Page]:
        """Yield every page of the site: stories first, then what leads to them."""
        snapshot = self.snapshot
        for story in snapshot.stories:
            yield Page(snapshot.paths[story.id], "story", story.id)
        taken = set(snapshot.paths.values())
        yield from self._lists(taken)
        for path, key in snapshot.redirects().items():
            if path not in taken:
                yield Page(path, "redirect", key)
        yield Page(FRONT, "front")
        yield Page(MISSING, "missing")
        if self.around.searched:
            yield from (Page(path, "words") for path in self.search.paths())
            yield Page(self.search.script, "script")
            yield Page(self.search.page, "search")
        for folder, feed in self.around.feeds.items():
            for file in FILES:
                yield Page(feed.path(file), "feed", folder)
        if snapshot.base_url:
            for path in self.sitemaps.paths():
                yield Page(path, "sitemap")
            yield Page(ROBOTS, "robots")

    def _lists(self, taken: set[str]) -> Iterator[Page]:
        """Yield the pages of listings, and what was withdrawn, where nothing stands, and take the paths."""
        size, archive = self.size, self.listings.archive
        for listing in self.listings.all:
            for number in range(1, listing.last(size) + 1):
                path = listing.path(number, size)
                if path not in taken:
                    taken.add(path)
                    yield Page(path, listing.kind, listing.folder, number)
        own = ((f"{archive}/index.html", "archive"), (self.listings.corrections, "corrections"))
        for path, kind in own:
            if path not in taken and (kind == "archive" or self.around.corrected):
                taken.add(path)
                yield Page(path, kind)
        for path in self.snapshot.withdrawn():
            if path not in taken:
                taken.add(path)
                yield Page(path, "withdrawn")

    def render(self, page: Page) -> bytes:
        """Return a page's bytes; the same snapshot and page give the same."""
        return self.made(page).html.encode()

    def made(self, page: Page) -> Made:
        """Return a page, told apart from what stands on others too."""
        match page.kind:
            case "story":
                return self._told(page)
            case kind if kind in LISTS:
                return self._listing(page)
            case "archive":
                return self._archive(page)
            case "corrections":
                return self._corrections(page)
            case "withdrawn":
                return self._withdrawn(page)
            case "front":
                return self._front(page)
            case "redirect":
                return self._redirect(page)
            case "missing":
                return self._missing(page)
            case "search":
                return self._search(page)
            case _:
                words = self._file(page)
                return Made(words, words)

    def place(self, page: Page) -> tuple[str, str, str]:
        """Return the section, language and direction that decide what a page shares with others.

        Of a listing the section alone; `page` is a story's, or one of a listing.
        """
        if page.kind != "story":
            return self._section(self.listed[page.key]), "", ""
        story = self.snapshot.story(page.key)
        return story.section, language(story.language, self.publication.language), story.direction

    def parts(self, page: Page, place: Sequence[str]) -> dict[str, Markup]:
        """Return what a story's page, or one of a listing, shares with others, by name."""
        return self.around.shared_by(page.path, page.kind, page.key, place)

    def _file(self, page: Page) -> str:
        """Return a file that is no page."""
        if page.kind == "feed":
            return self._feeds.file(self.around.feeds[page.key], page.path)
        if page.kind == "script":
            return self.theme.render("search.js")
        if page.kind == "words":
            return self.search.file(page.path)
        if page.kind == "robots":
            return f"# Desk\nUser-agent: *\nAllow: /\nSitemap: {self.snapshot.base_url}/{INDEX}\n"
        return self.sitemaps.file(page.path)

    @property
    def search(self) -> Search:
        """Return what the search page looks in."""
        return self.around.search

    @cached_property
    def listed(self) -> dict[str, Listing]:
        """Return the listings by their folders."""
        return {listing.folder: listing for listing in reversed(self.listings.all)}

    def alone(self, page: Page) -> str:
        """Return a story's page without what leads to the rest of the site."""
        return self._told(page, alone=True).html

    def _told(self, page: Page, *, alone: bool = False) -> Made:
        """Return a story's page; what is wrong with it is said with its headline."""
        story = self.snapshot.story(page.key)
        try:
            return self._story(page, story, alone=alone)
        except BadInput as error:
            raise named(error, story) from error

    def _story(self, page: Page, story: Story, *, alone: bool) -> Made:
        labels = self.theme.labels(story.language, self.publication.language)
        words = self._articles.words(story, labels, self.snapshot.lead(story))
        return self.around.filled(
            "article.html",
            page.path,
            self._articles.head(story),
            labels=labels,
            story=words,
            body=words["body"],
            related=[] if alone else self.snapshot.related(story)[: self.theme.counts["related"]],
            sidebar=Markup("") if alone else self.around.sidebar(root(page.path), story.id),
            alone=alone,
        )

    def _front(self, page: Page) -> Made:
        snapshot = self.snapshot
        blocks = self.blocks(FRONT_SLUG)
        day = snapshot.local(issued(snapshot.stories[0])) if snapshot.stories else None
        latest = self.latest(blocks)
        cards = [card for block in blocks for card in block.cards]
        cards += [card for row in latest for card in row["cards"]]
        return self.around.filled(
            "front.html",
            page.path,
            {
                "day": self.around.words.day(day.date(), weekday=True) if day else None,
                "description": short(" · ".join(card.headline for card in cards[:_DESCRIBED])),
            },
            blocks=blocks,
            latest=latest,
            sidebar=self.around.sidebar(""),
        )

    def latest(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        """Return the newest of each section that no block of the front page shows, where it shows them."""
        front = self.snapshot.edition.fronts.get(FRONT_SLUG)
        found: list[dict[str, Any]] = []
        if front is not None and not front.rest:
            return found
        shown = {card.story for block in blocks for card in block.cards}
        for section in self.snapshot.sections:
            others = (story for story in self.snapshot.by_section[section.slug] if story.id not in shown)
            cards = [self.snapshot.card(story) for story in islice(others, self.theme.counts["latest"])]
            if cards:
                found.append({"name": section.name, "path": section_path(section.slug), "cards": cards})
        return found

    def _section(self, listing: Listing) -> str:
        """Return the slug of a section's listing, of another nothing."""
        named = self.snapshot.by_section if listing.kind == "section" else ()
        return next((slug for slug in named if part(slug) == listing.folder), "")

    def section_blocks(self, listing: Listing) -> tuple[Block, ...]:
        """Return what the front of a section shows on its first page; of another listing nothing."""
        slug = self._section(listing)
        return self.blocks(slug) if slug else ()

    def blocks(self, slug: str) -> tuple[Block, ...]:
        """Return the blocks of a front."""
        return self.around.fronts.blocks(slug, self.around.words)

    def _listing(self, page: Page) -> Made:
        """Return a page of a listing; on the first of a section stands what its front holds."""
        listing, size = self.listed[page.key], self.size
        first = page.number == listing.last(size)
        slug = self._section(listing)
        blocks = self.section_blocks(listing) if first else ()
        shown = {card.story for block in blocks for card in block.cards}
        name = self.around.words.month(listing.name) if listing.kind == "month" else listing.name
        numbered = self.around.words.page.format(number=page.number)
        title = name if first else f"{name}, {numbered}"
        newest = listing.stories[0] if listing.stories and first else None
        cards = [self.snapshot.card(story) for story in listing.shown(page.number, size)]
        said = [card.headline for block in blocks for card in block.cards] + [card.headline for card in cards]
        day = self.snapshot.local(issued(newest)) if newest else None
        return self.around.filled(
            "section.html",
            page.path,
            {
                "section": slug,
                "headline": name,
                "title": f"{title} · {self.publication.title}",
                "day": self.around.words.day(day.date(), weekday=True) if day else None,
                "description": short(" · ".join([*dict.fromkeys(said)][:_DESCRIBED])),
            },
            blocks=blocks,
            cards=[card for card in cards if card.story not in shown],
            newer="" if first else listing.path(page.number + 1, size),
            older=listing.path(page.number - 1, size) if page.number > 1 else "",
            page_words=numbered,
            sidebar=self.around.sidebar(root(page.path)),
        )

    def _archive(self, page: Page) -> Made:
        """Return the list of all months, newest first, year by year."""
        years: dict[str, list[dict[str, Any]]] = {}
        size = self.size
        for one in self.listings.months:
            path = one.path(one.last(size), size)
            row = {"name": self.around.words.month(one.name), "path": path, "count": len(one.stories)}
            years.setdefault(one.name.split("-")[0], []).append(row)
        return self.around.filled(
            "archive.html", page.path, self._named(self.around.words.archive), years=years
        )

    def _search(self, page: Page) -> Made:
        """Return the page on which readers look for words."""
        head, search = self._named(self.around.words.search), self.search
        script = search.script.rpartition("/")[2]
        return self.around.filled(
            "search.html", page.path, head, csp=SEARCHING, months=[*search.months], script=script
        )

    def _corrections(self, page: Page) -> Made:
        """Return everything that was put right, newest first."""
        stories = self.snapshot.corrected
        found = [(each.at, each.text, story) for story in stories for each in story.corrections]
        rows = [
            {
                "at": self.around.words.day(self.snapshot.local(at).date()),
                "text": said,
                "card": self.snapshot.card(story),
            }
            for at, said, story in sorted(found, key=lambda one: (one[0], one[2].id), reverse=True)
        ]
        return self.around.filled(
            "corrections.html", page.path, self._named(self.around.words.corrections), rows=rows
        )

    def _withdrawn(self, page: Page) -> Made:
        """Return what stands where a story stood that readers once saw."""
        head = self._named(self.around.words.withdrawn) | {"url": ""}
        return self.around.filled("missing.html", page.path, head, said=self.around.words.withdrawn_text)

    def _named(self, name: str) -> dict[str, Any]:
        return {"headline": name, "title": f"{name} · {self.publication.title}"}

    def _redirect(self, page: Page) -> Made:
        story = self.snapshot.story(page.key)
        path = self.snapshot.paths[story.id]
        return self.around.filled(
            "redirect.html",
            page.path,
            {
                "headline": headline(story),
                "language": language(story.language, self.publication.language),
                "direction": story.direction,
                "url": self.around.url(path),
            },
            labels=self.theme.labels(story.language, self.publication.language),
            target=root(page.path) + path,
        )

    def _missing(self, page: Page) -> Made:
        """Return the page that a server shows at any address, so its links start at the site's own root."""
        base = self.snapshot.base_url
        way = (base.split("/", 3)[3] if base.count("/") > 2 else "").strip("/")
        title = f"{self.around.words.missing} · {self.publication.title}"
        return self.around.filled(
            "missing.html",
            page.path,
            {"headline": self.around.words.missing, "title": title, "url": ""},
            said=self.around.words.missing_text,
            way=f"/{way}/" if way else "/",
        )
