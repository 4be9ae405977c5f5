"""The pages of a site: which there are, and each one's bytes. Rendering reads and never writes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from desk import text
from desk.domain import FRONT as FRONT_SLUG
from desk.domain import SIDEBAR, BadInput, Story
from desk.domain.language import direction
from desk.site.address import part, pretty, root, section_path
from desk.site.article import Articles, short
from desk.site.body import page_body
from desk.site.feeds import FILES, Feed, Feeds
from desk.site.fronts import Block, Fronts
from desk.site.listings import Listing, Listings
from desk.site.search import Search
from desk.site.sitemaps import INDEX, Sitemaps
from desk.site.snapshot import Snapshot, headline, issued, language, locale
from desk.site.theme import SEARCHING, Labels

FRONT, MISSING, ROBOTS = "index.html", "404.html", "robots.txt"
CORRECTIONS = "corrections/index.html"
_DESCRIBED = 3  # headlines that say what is on the front page, to those who see it in a list


@dataclass(frozen=True, slots=True)
class Page:
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

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.theme = snapshot.theme
        self.publication = snapshot.edition.publication
        self._fronts = Fronts(snapshot)
        self.listings = Listings(snapshot)
        self._feeds = Feeds(snapshot)
        self.size = self.theme.counts["section"]
        self.sitemaps = Sitemaps(snapshot, self.listings, self.size)
        self._articles = Articles(snapshot, self.listings, self._url)
        self._sidebars: dict[tuple[str, str], Markup] = {}

    def take(self, story: Story) -> None:
        """Print other words of a visible story from now on; see `Snapshot.take`."""
        self.snapshot.take(story)
        self._fronts = Fronts(self.snapshot)
        self._sidebars.clear()
        self.__dict__.pop("beside", None)

    def pages(self) -> Iterator[Page]:
        """Yield every page of the site: stories first, then what leads to them."""
        snapshot = self.snapshot
        for story in snapshot.stories:
            yield Page(snapshot.paths[story.id], "story", story.id)
        for path, key in snapshot.redirects().items():
            yield Page(path, "redirect", key)
        yield from self._lists(set(snapshot.paths.values()))
        yield Page(FRONT, "front")
        yield Page(MISSING, "missing")
        if self.searched:
            yield from (Page(path, "words") for path in self.search.paths())
            yield Page(self.search.script, "script")
            yield Page(self.search.page, "search")
        for folder, feed in self.feeds.items():
            for file in FILES:
                yield Page(feed.path(file), "feed", folder)
        if snapshot.base_url:
            for path in self.sitemaps.paths():
                yield Page(path, "sitemap")
            yield Page(ROBOTS, "robots")

    def _lists(self, taken: set[str]) -> Iterator[Page]:
        """Yield the pages of listings, and what was withdrawn, where no story stands."""
        size, archive = self.size, self.listings.archive
        for listing in self.listings.all:
            for number in range(1, listing.last(size) + 1):
                path = listing.path(number, size)
                if path not in taken:
                    taken.add(path)
                    yield Page(path, listing.kind, listing.folder, number)
        for path, kind in ((f"{archive}/index.html", "archive"), (CORRECTIONS, "corrections")):
            if path not in taken and (kind == "archive" or self.corrected):
                yield Page(path, kind)
        for path in self.snapshot.withdrawn():
            if path not in taken:
                taken.add(path)
                yield Page(path, "withdrawn")

    def render(self, page: Page) -> bytes:
        """Return a page's bytes; the same snapshot and page give the same."""
        match page.kind:
            case "story":
                made: str = self._told(page)
            case "section" | "tag" | "author" | "month":
                made = self._listing(page)
            case "archive":
                made = self._archive(page)
            case "corrections":
                made = self._corrections(page)
            case "withdrawn":
                made = self._withdrawn(page)
            case "front":
                made = self._front(page)
            case "redirect":
                made = self._redirect(page)
            case "missing":
                made = self._missing(page)
            case "search":
                made = self._search(page)
            case "script":
                made = self.theme.render("search.js")
            case "words":
                made = self.search.file(page.path)
            case "feed":
                made = self._feeds.file(self.feeds[page.key], page.path)
            case "robots":
                made = f"# Desk\nUser-agent: *\nAllow: /\nSitemap: {self.snapshot.base_url}/{INDEX}\n"
            case _:
                made = self.sitemaps.file(page.path)
        return made.encode()

    @cached_property
    def search(self) -> Search:
        """Return what the search page looks in."""
        return Search(self.snapshot, self.listings, self.words)

    @property
    def searched(self) -> bool:
        """Return whether the site has a search page."""
        return self.publication.search and bool(self.snapshot.stories)

    @cached_property
    def listed(self) -> dict[str, Listing]:
        """Return the listings by their folders."""
        return {listing.folder: listing for listing in reversed(self.listings.all)}

    @cached_property
    def feeds(self) -> dict[str, Feed]:
        """Return the feeds by their folders: of the whole site, and of each section that has stories."""
        most, title = self.theme.counts["feed"], self.publication.title or "—"
        own = f"urn:uuid:{self.publication.id}"
        found = [Feed("", own, title, self.snapshot.stories[:most])]
        for listing in self.listings.all:
            if listing.kind == "section" and listing.stories:
                name = f"{title} · {listing.name}"
                found.append(Feed(listing.folder, f"{own}:{listing.folder}", name, listing.stories[:most]))
        return {feed.folder: feed for feed in found}

    def _followed(self, folder: str) -> list[dict[str, str]]:
        """Return the feeds that the head of a page names: the site's, and those of the page's section."""
        found = [self.feeds[one] for one in dict.fromkeys(("", folder)) if one in self.feeds]
        return [
            {"path": feed.path(file), "type": kind, "title": feed.title}
            for feed in found
            for file, kind in FILES.items()
        ]

    @cached_property
    def corrected(self) -> bool:
        """Return whether anything was ever put right."""
        return any(story.corrections for story in self.snapshot.stories)

    @cached_property
    def words(self) -> Labels:
        """Return the labels in the publication's language."""
        return self.theme.labels(self.publication.language)

    @cached_property
    def site(self) -> dict[str, Any]:
        """Return what every page says of the publication; see `docs/theme.md` under `site`."""
        written = text.html(self.publication.footer) if self.publication.footer else ""
        return {
            "title": self.publication.title,
            "language": language(self.publication.language),
            "direction": direction(self.publication.language),
            "footer": Markup(page_body(written, lambda _: None)),  # noqa: S704  (cleaned)
            "sections": [
                {"slug": section.slug, "name": section.name, "path": section_path(section.slug)}
                for section in self.snapshot.sections
            ],
            "archive": f"{self.listings.archive}/index.html" if self.snapshot.stories else "",
            "corrections": CORRECTIONS if self.corrected else "",
            "search": self.search.page if self.searched else "",
        }

    def _made(self, template: str, page: Page, head: dict[str, Any], **context: object) -> str:
        """Fill in a template; `head` overrides what every page says of itself."""
        site = self.site
        base: dict[str, Any] = {
            "kind": "front",
            "type": "website",
            "language": site["language"],
            "direction": site["direction"],
            "title": site["title"],
            "headline": site["title"],
            "description": "",
            "url": self._url(page.path),
            "image": None,
            "section": "",
            "day": None,
            "data": (),
            "modified": "",
        } | head
        base["feeds"] = self._followed(part(base["section"]) if base["section"] else "")
        base["locale"] = locale(str(base["language"]))
        marks = Markup("")
        if base["language"] != site["language"]:
            marks += Markup(' lang="{}"').format(site["language"])
        if base["direction"] != site["direction"]:
            marks += Markup(' dir="{}"').format(site["direction"])
        context = {"root": root(page.path), "labels": self.words, "alone": False} | context
        return self.theme.render(
            template, page=base, site=site, site_marks=marks, words=self.words, **context
        )

    def _url(self, path: str) -> str:
        return f"{self.snapshot.base_url}/{pretty(path)}" if self.snapshot.base_url else ""

    def _sidebar(self, way: str, story: str = "") -> Markup:
        """Return what stands beside a story, or beside other pages; a story is not shown beside itself."""
        key = (
            way,
            story if any(card.story == story for block in self.beside for card in block.cards) else "",
        )
        if key not in self._sidebars:
            blocks = [_without(block, story) for block in self.beside]
            shown = [block for block in blocks if block.cards]
            self._sidebars[key] = (
                self.theme.render("sidebar.html", root=way, words=self.words, site=self.site, blocks=shown)
                if shown
                else Markup("")
            )
        return self._sidebars[key]

    @cached_property
    def beside(self) -> tuple[Block, ...]:
        """Return the blocks that stand beside every article."""
        return self.blocks(SIDEBAR)

    def alone(self, page: Page) -> str:
        """Return a story's page without what leads to the rest of the site."""
        return self._told(page, alone=True)

    def _told(self, page: Page, *, alone: bool = False) -> str:
        """Return a story's page; what is wrong with it is said with its headline."""
        story = self.snapshot.story(page.key)
        try:
            return self._story(page, story, alone=alone)
        except BadInput as error:
            raise BadInput(
                f"{error.what} (on the page of “{headline(story)}”)",
                kept="The site is as it was",
                todo=error.todo,
            ) from error

    def _story(self, page: Page, story: Story, *, alone: bool) -> str:
        labels = self.theme.labels(story.language, self.publication.language)
        lead = self.snapshot.lead(story)
        return self._made(
            "article.html",
            page,
            self._articles.head(story),
            labels=labels,
            story=self._articles.words(story, labels, lead),
            related=[] if alone else self.snapshot.related(story)[: self.theme.counts["related"]],
            sidebar=Markup("") if alone else self._sidebar(root(page.path), story.id),
            alone=alone,
        )

    def _front(self, page: Page) -> str:
        snapshot = self.snapshot
        blocks = self.blocks(FRONT_SLUG)
        day = snapshot.local(issued(snapshot.stories[0])) if snapshot.stories else None
        latest = self.latest(blocks)
        cards = [card for block in blocks for card in block.cards]
        cards += [card for row in latest for card in row["cards"]]
        return self._made(
            "front.html",
            page,
            {
                "day": self.words.day(day.date(), weekday=True) if day else None,
                "description": short(" · ".join(card.headline for card in cards[:_DESCRIBED])),
            },
            blocks=blocks,
            latest=latest,
            sidebar=self._sidebar(""),
        )

    def latest(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        """Return the newest of each section that no block of the front page shows, where it shows them."""
        front = self.snapshot.edition.fronts.get(FRONT_SLUG)
        found: list[dict[str, Any]] = []
        if front is not None and not front.rest:
            return found
        shown = {card.story for block in blocks for card in block.cards}
        for section in self.snapshot.sections:
            stories = [story for story in self.snapshot.by_section[section.slug] if story.id not in shown]
            cards = [self.snapshot.card(story) for story in stories[: self.theme.counts["latest"]]]
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
        return self._fronts.blocks(slug, self.words)

    def _listing(self, page: Page) -> str:
        """Return a page of a listing; on the first of a section stands what its front holds."""
        listing, size = self.listed[page.key], self.size
        first = page.number == listing.last(size)
        slug = self._section(listing)
        blocks = self.section_blocks(listing) if first else ()
        shown = {card.story for block in blocks for card in block.cards}
        name = self.words.month(listing.name) if listing.kind == "month" else listing.name
        numbered = self.words.page.format(number=page.number)
        title = name if first else f"{name}, {numbered}"
        newest = listing.stories[0] if listing.stories and first else None
        day = self.snapshot.local(issued(newest)) if newest else None
        return self._made(
            "section.html",
            page,
            {
                "section": slug,
                "headline": name,
                "title": f"{title} · {self.publication.title}",
                "day": self.words.day(day.date(), weekday=True) if day else None,
            },
            blocks=blocks,
            cards=[
                self.snapshot.card(story)
                for story in listing.shown(page.number, size)
                if story.id not in shown
            ],
            newer="" if first else listing.path(page.number + 1, size),
            older=listing.path(page.number - 1, size) if page.number > 1 else "",
            page_words=numbered,
            sidebar=self._sidebar(root(page.path)),
        )

    def _archive(self, page: Page) -> str:
        """Return the list of all months, newest first, year by year."""
        years: dict[str, list[dict[str, Any]]] = {}
        size = self.size
        for one in self.listings.months:
            path = one.path(one.last(size), size)
            row = {"name": self.words.month(one.name), "path": path, "count": len(one.stories)}
            years.setdefault(one.name.split("-")[0], []).append(row)
        return self._made("archive.html", page, self._named(self.words.archive), years=years)

    def _search(self, page: Page) -> str:
        """Return the page on which readers look for words."""
        head = self._named(self.words.search)
        search = self.search
        script = search.script.rpartition("/")[2]
        return self._made("search.html", page, head, csp=SEARCHING, months=[*search.months], script=script)

    def _corrections(self, page: Page) -> str:
        """Return everything that was put right, newest first."""
        found = [(each.at, each.text, story) for story in self.snapshot.stories for each in story.corrections]
        rows = [
            {
                "at": self.words.day(self.snapshot.local(at).date()),
                "text": said,
                "card": self.snapshot.card(story),
            }
            for at, said, story in sorted(found, key=lambda one: (one[0], one[2].id), reverse=True)
        ]
        return self._made("corrections.html", page, self._named(self.words.corrections), rows=rows)

    def _withdrawn(self, page: Page) -> str:
        """Return what stands where a story stood that readers once saw."""
        head = self._named(self.words.withdrawn) | {"url": ""}
        return self._made("missing.html", page, head, said=self.words.withdrawn_text)

    def _named(self, name: str) -> dict[str, Any]:
        return {"headline": name, "title": f"{name} · {self.publication.title}"}

    def _redirect(self, page: Page) -> str:
        story = self.snapshot.story(page.key)
        path = self.snapshot.paths[story.id]
        return self._made(
            "redirect.html",
            page,
            {
                "headline": headline(story),
                "language": language(story.language, self.publication.language),
                "direction": story.direction,
                "url": self._url(path),
            },
            labels=self.theme.labels(story.language, self.publication.language),
            target=root(page.path) + path,
        )

    def _missing(self, page: Page) -> str:
        """Return the page that a server shows at any address, so its links start at the site's own root."""
        base = self.snapshot.base_url
        way = (base.split("/", 3)[3] if base.count("/") > 2 else "").strip("/")
        title = f"{self.words.missing} · {self.publication.title}"
        return self._made(
            "missing.html",
            page,
            {"headline": self.words.missing, "title": title, "url": ""},
            said=self.words.missing_text,
            root=f"/{way}/" if way else "/",
        )


def _without(block: Block, story: str) -> Block:
    return replace(block, cards=tuple(card for card in block.cards if not story or card.story != story))
