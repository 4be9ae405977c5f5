"""What the page of a story says: to readers, and to machines that read it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from markupsafe import Markup

from desk.domain import Story, StoryKind
from desk.site.address import outside, section_path
from desk.site.listings import Listings
from desk.site.pictures import Picture
from desk.site.snapshot import Snapshot, headline, issued, language
from desk.site.theme import Labels, script_data

_DESCRIPTION = 200
_TYPES = {
    StoryKind.NEWS: "NewsArticle",
    StoryKind.OPINION: "OpinionNewsArticle",
    StoryKind.ANALYSIS: "AnalysisNewsArticle",
    StoryKind.INTERVIEW: "NewsArticle",
}


class Articles:
    """Gathers what stands on the pages of a snapshot's stories."""

    def __init__(self, snapshot: Snapshot, listings: Listings, url: Callable[[str], str]) -> None:
        """`url` makes a page's path an address, empty while the publication has none."""
        self._snapshot = snapshot
        self._listings = listings
        self._url = url
        self._publication = snapshot.edition.publication

    def head(self, story: Story, lead: Picture | None) -> dict[str, Any]:
        """Return what the head of the page says; see `docs/theme.md` under `page`."""
        tag = language(story.language, self._publication.language)
        description = story.seo_description or story.standfirst or self._snapshot.card(story).teaser
        head = {
            "kind": "story",
            "type": "article",
            "language": tag,
            "direction": story.direction,
            "title": f"{story.seo_title or headline(story)} · {self._publication.title}",
            "headline": headline(story),
            "description": short(description),
            "section": story.section,
            "image": self._image(lead),
        }
        return head | {"data": self._data(story, head)}

    def words(self, story: Story, labels: Labels, lead: Picture | None) -> dict[str, Any]:
        """Return what the page shows; see `docs/theme.md` under *A story*."""
        snapshot, listings = self._snapshot, self._listings
        at = snapshot.local(issued(story)) if story.published or story.publish_at else None
        day = labels.day(story.dateline.date) if story.dateline.date else None
        at_day = bool(story.dateline.place and not day and at)
        if at and at_day:
            day = labels.time(at)
        url = outside(story.source.url)
        bylines = [by for by in story.bylines if by.name.strip()]
        return {
            "kind": snapshot.kind(story, labels),
            "section": self._publication.section_name(story.section) if story.section else "",
            "section_path": section_path(story.section) if story.section else "",
            "kicker": story.kicker,
            "standfirst": story.standfirst,
            "bylines": [
                {"name": by.name, "role": by.role, "path": listings.path("author", by.name)} for by in bylines
            ],
            "authors": [by.name for by in bylines],
            "tags": [{"name": tag, "path": listings.path("tag", tag)} for tag in story.tags if tag.strip()],
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
        if not lead or not self._snapshot.base_url:
            return None
        file = lead.social
        url = f"{self._snapshot.base_url}/pictures/{file.name}.jpg"
        return {"url": url, "width": file.width, "height": file.height, "alt": lead.alt}

    def _data(self, story: Story, head: dict[str, Any]) -> Markup:
        """Return the NewsArticle that search engines read."""
        snapshot = self._snapshot
        came = snapshot.local(issued(story))
        changed = snapshot.local(max(story.updated or came, came))
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": _TYPES[story.kind],
            "headline": headline(story),
            "description": head["description"],
            "inLanguage": head["language"],
            "datePublished": _iso(came),
            "dateModified": _iso(changed),
            "author": [self._person(by.name) for by in story.bylines if by.name.strip()],
            "publisher": {"@type": "Organization", "name": self._publication.title},
            "articleSection": self._publication.section_name(story.section) if story.section else "",
            "keywords": list(story.tags),
            "mainEntityOfPage": self._url(snapshot.paths[story.id]),
            "image": [head["image"]["url"]] if head["image"] else [],
        }
        return script_data({name: value for name, value in data.items() if value})

    def _person(self, name: str) -> dict[str, str]:
        said = {"@type": "Person", "name": name, "url": self._url(self._listings.path("author", name))}
        return {key: value for key, value in said.items() if value}


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def short(words: str) -> str:
    """Return the beginning of a text in whole words, at most 200 characters."""
    words = " ".join(words.split())
    if len(words) <= _DESCRIPTION:
        return words
    return words[:_DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
