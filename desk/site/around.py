"""What stands on every page around its own words, made once for the pages that share it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from desk import text
from desk.domain import SIDEBAR
from desk.domain.language import direction
from desk.site.address import part, pretty, root, section_path
from desk.site.body import page_body
from desk.site.feeds import FILES, Feed
from desk.site.fronts import Block, Fronts
from desk.site.listings import Listings
from desk.site.made import Made
from desk.site.search import Search
from desk.site.snapshot import Snapshot, language, locale
from desk.site.theme import Labels

# A text beside the foot may number its notes alike.
_NOTE = re.compile(r"((?:\sid=\"|\shref=\"#)fn(?:ref)?\d*[:-])")


class Around:
    """The menu, the feeds' links, the sidebar and the foot of a snapshot's pages.

    Attributes:
        shared: what was made once and stands on many pages as it is.
    """

    def __init__(self, snapshot: Snapshot, listings: Listings) -> None:
        self._snapshot = snapshot
        self._theme = snapshot.theme
        self._publication = snapshot.edition.publication
        self._listings = listings
        self.fronts = Fronts(snapshot)
        self._followers: dict[str, list[dict[str, str]]] = {}
        self._marked: dict[tuple[str, str], Markup] = {}
        self._parts: dict[tuple[object, ...], Markup] = {}
        self._sidebars: dict[tuple[str, str], Markup] = {}
        self.shared: set[str] = set()

    def take(self) -> None:
        """Forget what the words of stories decide; see `Snapshot.take`."""
        self.fronts = Fronts(self._snapshot)
        self._sidebars.clear()
        for name in ("beside", "_shown_beside"):
            self.__dict__.pop(name, None)

    @cached_property
    def words(self) -> Labels:
        """Return the labels in the publication's language."""
        return self._theme.labels(self._publication.language)

    @cached_property
    def corrected(self) -> bool:
        """Return whether anything was ever put right."""
        return bool(self._snapshot.corrected)

    @cached_property
    def search(self) -> Search:
        """Return what the search page looks in."""
        return Search(self._snapshot, self._listings, self.words)

    @property
    def searched(self) -> bool:
        """Return whether the site has a search page."""
        return self._publication.search and bool(self._snapshot.stories)

    @cached_property
    def site(self) -> dict[str, Any]:
        """Return what every page says of the publication; see `docs/theme.md` under `site`."""
        written = text.html(self._publication.footer) if self._publication.footer else ""
        footer = self._snapshot.unlinked("the footer", page_body(written, lambda _: None))
        return {
            "title": self._publication.title,
            "language": language(self._publication.language),
            "direction": direction(self._publication.language),
            "footer": Markup(_NOTE.sub(r"\1foot-", footer)),  # noqa: S704  (cleaned)
            "sections": [
                {"slug": section.slug, "name": section.name, "path": section_path(section.slug)}
                for section in self._snapshot.sections
            ],
            "archive": f"{self._listings.archive}/index.html" if self._snapshot.stories else "",
            "corrections": self._listings.corrections if self.corrected else "",
            "search": self.search.page if self.searched else "",
        }

    @cached_property
    def feeds(self) -> dict[str, Feed]:
        """Return the feeds by their folders: of the whole site, and of each section that has stories."""
        most, title = self._theme.counts["feed"], self._publication.title or "—"
        own = f"urn:uuid:{self._publication.id}"
        found = [Feed("", own, title, self._snapshot.stories[:most])]
        for listing in self._listings.all:
            if listing.kind == "section" and listing.stories:
                name = f"{title} · {listing.name}"
                found.append(Feed(listing.folder, f"{own}:{listing.folder}", name, listing.stories[:most]))
        return {feed.folder: feed for feed in found}

    def _followed(self, section: str) -> list[dict[str, str]]:
        """Return the feeds that the head of a page names: the site's, and those of the page's section."""
        if section not in self._followers:
            folders = dict.fromkeys(("", part(section) if section else ""))
            self._followers[section] = [
                {"path": feed.path(file), "type": kind, "title": feed.title}
                for feed in (self.feeds[one] for one in folders if one in self.feeds)
                for file, kind in FILES.items()
            ]
        return self._followers[section]

    @cached_property
    def beside(self) -> tuple[Block, ...]:
        """Return the blocks that stand beside every article."""
        return self.fronts.blocks(SIDEBAR, self.words)

    def url(self, path: str) -> str:
        """Return a page's address, empty while the publication has none."""
        return f"{self._snapshot.base_url}/{pretty(path)}" if self._snapshot.base_url else ""

    def filled(
        self,
        template: str,
        path: str,
        head: dict[str, Any],
        *,
        alone: bool = False,
        way: str | None = None,
        body: str = "",
        **context: object,
    ) -> Made:
        """Fill in a template for a page.

        Args:
            template: its file.
            path: the page's, relative to the site.
            head: overrides what every page says of itself.
            alone: leave out what leads to the rest of the site.
            way: back to the site's first folder, where it is not that of the path.
            body: clean HTML that is among the values.
            context: the template's own values.
        """
        base = self._head(path, head)
        way = root(path) if way is None else way
        marks = self._marks(base["language"], base["direction"])
        parts = self.parts(way, base["section"], base["kind"], base["language"], marks, alone=alone)
        context = {"root": way, "labels": self.words, "alone": alone} | parts | context
        return self._theme.page(
            template,
            {
                "links": parts["links"],
                "menu": parts["menu"],
                "body": body,
                "sidebar": str(context.get("sidebar", "")),
                "foot": parts["foot"],
            },
            page=base,
            site=self.site,
            site_marks=marks,
            words=self.words,
            **context,
        )

    def _head(self, path: str, head: dict[str, Any]) -> dict[str, Any]:
        """Return what a page says of itself: what every page does, and what it overrides."""
        site = self.site
        base: dict[str, Any] = {
            "kind": "front",
            "type": "website",
            "language": site["language"],
            "direction": site["direction"],
            "title": site["title"],
            "headline": site["title"],
            "description": "",
            "url": self.url(path),
            "image": None,
            "section": "",
            "day": None,
            "data": (),
            "modified": "",
        } | head
        return base | {"feeds": self._followed(base["section"]), "locale": locale(str(base["language"]))}

    def parts(
        self, way: str, section: str, kind: str, language: str, marks: Markup, *, alone: bool = False
    ) -> dict[str, Markup]:
        """Return what a page shares with many, by name: `links`, `menu` and `foot`."""
        return {
            "links": self._part("links", way, feeds=section),
            "menu": Markup("") if alone else self._part("menu", way, here=section, kind=kind),
            "foot": self._part(
                "foot", way, alone=alone, site_marks=marks, fonts=() if alone else self._theme.fonts(language)
            ),
        }

    def shared_by(self, path: str, kind: str, story: str, place: Sequence[str]) -> dict[str, Markup]:
        """Return what a page of a story or a listing shares with others, by name: `parts`, the `sidebar`.

        Args:
            path: the page's.
            kind: whether it is a `story`.
            story: the id of that.
            place: see `Press.place`.
        """
        way, (section, language, direction) = root(path), place
        if kind == "story":
            marks = self._marks(language, direction)
            return {**self.parts(way, section, kind, language, marks), "sidebar": self.sidebar(way, story)}
        own = self.site["language"]
        return {**self.parts(way, section, "front", own, Markup("")), "sidebar": self.sidebar(way)}

    def _marks(self, language: str, direction: str) -> Markup:
        """Return the attributes of what stands in the publication's language on a page of these."""
        if (language, direction) not in self._marked:
            site, marks = self.site, Markup("")
            if language != site["language"]:
                marks += Markup(' lang="{}"').format(site["language"])
            if direction != site["direction"]:
                marks += Markup(' dir="{}"').format(site["direction"])
            self._marked[language, direction] = marks
        return self._marked[language, direction]

    def _part(self, name: str, way: str, **values: object) -> Markup:
        """Return a part that pages share, filled in once for what it depends on."""
        key = (name, way, *values.values())
        if key not in self._parts:
            if "feeds" in values:
                values["feeds"] = self._followed(str(values["feeds"]))
            made = self._theme.render(f"{name}.html", root=way, words=self.words, site=self.site, **values)
            self._parts[key] = made
            self.shared.add(made)
        return self._parts[key]

    def sidebar(self, way: str, story: str = "") -> Markup:
        """Return what stands beside a story, or beside other pages; a story is not shown beside itself."""
        key = (way, story if self.beside_itself(story) else "")
        if key not in self._sidebars:
            blocks = [_without(block, key[1]) for block in self.beside]
            shown = [block for block in blocks if block.cards]
            context = {"root": way, "words": self.words, "site": self.site, "blocks": shown}
            self._sidebars[key] = self._theme.render("sidebar.html", **context) if shown else Markup("")
            self.shared.add(self._sidebars[key])
        return self._sidebars[key]

    def beside_itself(self, story: str) -> bool:
        """Return whether a story is among those that stand beside every article."""
        return story in self._shown_beside

    @cached_property
    def _shown_beside(self) -> set[str]:
        return {card.story for block in self.beside for card in block.cards if card.story}


def _without(block: Block, story: str) -> Block:
    return replace(block, cards=tuple(card for card in block.cards if not story or card.story != story))
