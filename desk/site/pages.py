"""The pages of a site: which there are, and each one's bytes. Rendering reads and never writes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from markupsafe import Markup

from desk import text
from desk.domain import FRONT as FRONT_SLUG
from desk.domain import SIDEBAR, Story
from desk.domain.language import direction
from desk.site import feeds
from desk.site.address import outside, pretty, root, section_path
from desk.site.body import page_body
from desk.site.fronts import Block, Fronts
from desk.site.pictures import Picture
from desk.site.snapshot import Snapshot, headline, issued, language
from desk.site.theme import Labels, script_data

FRONT, MISSING, FEED = "index.html", "404.html", "feed.xml"
_DESCRIPTION = 200


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site to be made.

    Attributes:
        path: relative to the site, parts joined by `/`.
        kind: `front`, `section`, `story`, `redirect`, `missing`, `feed` or `sitemap`.
        key: the story's id or the section's slug.
        number: of a page of a section front, from 1; of a part of the sitemap, 0 for its index.
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
        self._sidebars: dict[tuple[str, str], Markup] = {}

    def pages(self) -> Iterator[Page]:
        """Yield every page of the site: stories first, then what leads to them."""
        snapshot = self.snapshot
        for story in snapshot.stories:
            yield Page(snapshot.paths[story.id], "story", story.id)
        for path, key in snapshot.redirects().items():
            yield Page(path, "redirect", key)
        taken = set(snapshot.paths.values())
        for slug, stories in snapshot.by_section.items():
            for number in range(1, max(1, -(-len(stories) // self.theme.counts["section"])) + 1):
                path = section_path(slug, number)
                if path not in taken:
                    taken.add(path)
                    yield Page(path, "section", slug, number)
        yield Page(FRONT, "front")
        yield Page(MISSING, "missing")
        yield Page(FEED, "feed")
        if snapshot.base_url:
            for path, number in feeds.sitemap_files(snapshot):
                yield Page(path, "sitemap", "", number)

    def render(self, page: Page) -> bytes:
        """Return a page's bytes; the same snapshot and page give the same."""
        match page.kind:
            case "story":
                made: str = self._story(page, self.snapshot.story(page.key))
            case "section":
                made = self._section(page)
            case "front":
                made = self._front(page)
            case "redirect":
                made = self._redirect(page)
            case "missing":
                made = self._missing(page)
            case "feed":
                made = feeds.atom(self.snapshot, self.theme.counts["feed"])
            case _:
                made = feeds.sitemap(self.snapshot, page.number)
        return made.encode()

    @cached_property
    def words(self) -> Labels:
        """Return the labels in the publication's language."""
        return self.theme.labels(self.publication.language)

    @cached_property
    def _site(self) -> dict[str, Any]:
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
        }

    def _made(self, template: str, page: Page, head: dict[str, Any], **context: object) -> str:
        """Fill in a template; `head` overrides what every page says of itself."""
        site = self._site
        base = {
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
            "data": None,
        } | head
        marks = Markup("")
        if base["language"] != site["language"]:
            marks += Markup(' lang="{}"').format(site["language"])
        if base["direction"] != site["direction"]:
            marks += Markup(' dir="{}"').format(site["direction"])
        context = {"root": root(page.path), "labels": self.words} | context
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
                self.theme.render("sidebar.html", root=way, words=self.words, site=self._site, blocks=shown)
                if shown
                else Markup("")
            )
        return self._sidebars[key]

    @cached_property
    def beside(self) -> tuple[Block, ...]:
        """Return the blocks that stand beside every article."""
        return self._fronts.blocks(SIDEBAR, self.words)

    def _story(self, page: Page, story: Story) -> str:
        snapshot = self.snapshot
        labels = self.theme.labels(story.language, self.publication.language)
        lead = snapshot.lead(story)
        tag = language(story.language, self.publication.language)
        description = story.seo_description or story.standfirst or snapshot.card(story).teaser
        head = {
            "kind": "story",
            "type": "article",
            "language": tag,
            "direction": story.direction,
            "title": f"{story.seo_title or headline(story)} · {self.publication.title}",
            "headline": headline(story),
            "description": short(description),
            "section": story.section,
            "image": self._image(lead),
        }
        head["data"] = self._data(story, head)
        return self._made(
            "article.html",
            page,
            head,
            labels=labels,
            story=self._story_words(story, labels, lead),
            related=snapshot.related(story)[: self.theme.counts["related"]],
            sidebar=self._sidebar(root(page.path), story.id),
        )

    def _story_words(self, story: Story, labels: Labels, lead: Picture | None) -> dict[str, Any]:
        snapshot = self.snapshot
        at = snapshot.local(issued(story)) if story.published or story.publish_at else None
        day = labels.day(story.dateline.date) if story.dateline.date else None
        if story.dateline.place and not day and at:
            day, at_day = labels.time(at), True
        else:
            at_day = False
        url = outside(story.source.url)
        return {
            "section": self.publication.section_name(story.section) if story.section else "",
            "section_path": section_path(story.section) if story.section else "",
            "kicker": story.kicker,
            "standfirst": story.standfirst,
            "bylines": [by for by in story.bylines if by.name.strip()],
            "authors": [by.name for by in story.bylines if by.name.strip()],
            "tags": story.tags,
            "place": story.dateline.place,
            "day": day,
            "issued": labels.time(at) if at else None,
            "day_is_issued": at_day,
            "lead": lead,
            "body": Markup(snapshot.body(story)),  # noqa: S704  (cleaned)
            "corrections": [
                {"text": each.text, "at": labels.day(snapshot.local(each.at).date())}
                for each in story.corrections
            ],
            "source": story.source.name or url,
            "source_url": url,
        }

    def _image(self, lead: Picture | None) -> dict[str, Any] | None:
        if not lead or not self.snapshot.base_url:
            return None
        file = lead.social
        url = f"{self.snapshot.base_url}/pictures/{file.name}.jpg"
        return {"url": url, "width": file.width, "height": file.height, "alt": lead.alt}

    def _data(self, story: Story, head: dict[str, Any]) -> Markup:
        """Return the NewsArticle that search engines read."""
        snapshot = self.snapshot
        came = snapshot.local(issued(story))
        changed = snapshot.local(max(story.updated or came, came))
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": headline(story),
            "description": head["description"],
            "inLanguage": head["language"],
            "datePublished": _iso(came),
            "dateModified": _iso(changed),
            "author": [{"@type": "Person", "name": by.name} for by in story.bylines if by.name.strip()],
            "publisher": {"@type": "Organization", "name": self.publication.title},
            "articleSection": self.publication.section_name(story.section) if story.section else "",
            "keywords": list(story.tags),
            "mainEntityOfPage": self._url(snapshot.paths[story.id]),
            "image": [head["image"]["url"]] if head["image"] else [],
        }
        return script_data({name: value for name, value in data.items() if value})

    def _front(self, page: Page) -> str:
        snapshot = self.snapshot
        blocks = self._fronts.blocks(FRONT_SLUG, self.words)
        shown = {card.story for block in blocks for card in block.cards}
        front = snapshot.edition.fronts.get(FRONT_SLUG)
        day = snapshot.local(issued(snapshot.stories[0])) if snapshot.stories else None
        return self._made(
            "front.html",
            page,
            {"day": self.words.day(day.date(), weekday=True) if day else None},
            blocks=blocks,
            latest=self._latest(shown) if front is None or front.rest else [],
            sidebar=self._sidebar(""),
        )

    def _latest(self, shown: set[str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for section in self.snapshot.sections:
            stories = [story for story in self.snapshot.by_section[section.slug] if story.id not in shown]
            cards = [self.snapshot.card(story) for story in stories[: self.theme.counts["latest"]]]
            if cards:
                found.append({"name": section.name, "path": section_path(section.slug), "cards": cards})
        return found

    def _section(self, page: Page) -> str:
        blocks = self._fronts.blocks(page.key, self.words) if page.number == 1 else ()
        shown = {card.story for block in blocks for card in block.cards}
        stories = self.snapshot.by_section[page.key]
        size = self.theme.counts["section"]
        first = (page.number - 1) * size
        name = self.publication.section_name(page.key)
        numbered = self.words.page.format(number=page.number)
        title = name if page.number == 1 else f"{name}, {numbered}"
        day = self.snapshot.local(issued(stories[0])) if stories and page.number == 1 else None
        return self._made(
            "section.html",
            page,
            {
                "section": page.key,
                "headline": name,
                "title": f"{title} · {self.publication.title}",
                "day": self.words.day(day.date(), weekday=True) if day else None,
            },
            blocks=blocks,
            cards=[
                self.snapshot.card(story) for story in stories[first : first + size] if story.id not in shown
            ],
            newer=section_path(page.key, page.number - 1) if page.number > 1 else "",
            older=section_path(page.key, page.number + 1) if first + size < len(stories) else "",
            page_words=numbered,
            sidebar=self._sidebar(root(page.path)),
        )

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
            root=f"/{way}/" if way else "/",
        )


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _without(block: Block, story: str) -> Block:
    return replace(block, cards=tuple(card for card in block.cards if not story or card.story != story))


def short(words: str) -> str:
    """Return the beginning of a text in whole words, at most 200 characters."""
    words = " ".join(words.split())
    if len(words) <= _DESCRIPTION:
        return words
    return words[:_DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
