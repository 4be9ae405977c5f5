"""What search engines read of a story's page: JSON-LD in the terms of schema.org."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from desk.domain import Story, StoryKind
from desk.site.address import outside, section_path
from desk.site.listings import Listings
from desk.site.snapshot import Snapshot, headline
from desk.site.theme import SHARES, script_data
from desk.site.visible import issued

_CONTEXT = {"@context": "https://schema.org"}
_TYPES = {
    StoryKind.NEWS: "NewsArticle",
    StoryKind.OPINION: "OpinionNewsArticle",
    StoryKind.ANALYSIS: "AnalysisNewsArticle",
    StoryKind.INTERVIEW: "NewsArticle",
}


class Structured:
    """Writes the data of a snapshot's stories."""

    def __init__(self, snapshot: Snapshot, listings: Listings, url: Callable[[str], str]) -> None:
        """`url` makes a page's path an address, empty while the publication has none."""
        self._snapshot = snapshot
        self._listings = listings
        self._url = url
        self._publication = snapshot.edition.publication

    def scripts(self, story: Story, head: dict[str, Any], shared: list[dict[str, Any]]) -> list[Markup]:
        """Return the article, the way to it, and its lead photo in each shape with whom it is owed to.

        Args:
            story: the story.
            head: what the head of its page says.
            shared: see `shared`.
        """
        said = [self._article(story, head, shared)]
        if self._snapshot.base_url:
            said.append(self._trail(story))
        said += [_CONTEXT | self._credited(story, one) for one in shared]
        return [script_data(each) for each in said]

    def shared(self, story: Story) -> list[dict[str, Any]]:
        """Return the lead photo as networks and search engines show it, the widest shape first.

        Each has `url`, `width`, `height` and `alt`; none while the publication has no base URL.
        """
        base = self._snapshot.base_url
        shown = [self._snapshot.lead(story, use) for use in SHARES] if base else []
        return [
            {
                "url": f"{base}/pictures/{one.file.name}.jpg",
                "width": one.file.width,
                "height": one.file.height,
                "alt": one.alt,
            }
            for one in shown
            if one is not None
        ]

    def _article(self, story: Story, head: dict[str, Any], shared: list[dict[str, Any]]) -> dict[str, Any]:
        snapshot = self._snapshot
        section = self._publication.section_name(story.section) if story.section else ""
        return _CONTEXT | _said(
            {
                "@type": _TYPES[story.kind],
                "headline": headline(story),
                "description": head["description"],
                "inLanguage": head["language"],
                "datePublished": snapshot.local(issued(story)).isoformat(timespec="seconds"),
                "dateModified": head["modified"],
                "author": [self._person(by.name) for by in story.bylines if by.name.strip()],
                "publisher": self._publisher(),
                "isPartOf": self._site(),
                "articleSection": section,
                "keywords": list(story.tags),
                "mainEntityOfPage": self._url(snapshot.paths[story.id]),
                "image": [one["url"] for one in shared],
                "correction": [each.text for each in story.corrections],
            }
        )

    def _person(self, name: str) -> dict[str, str]:
        path = self._listings.path("author", name)
        return _said({"@type": "Person", "name": name, "url": self._url(path)})

    def _site(self) -> dict[str, Any]:
        base = self._snapshot.base_url
        return {"@type": "WebSite", "name": self._publication.title, "url": f"{base}/"} if base else {}

    def _publisher(self) -> dict[str, Any]:
        base, logo = self._snapshot.base_url, self._snapshot.theme.assets.get("favicon.svg")
        return _said(
            {
                "@type": "Organization",
                "name": self._publication.title,
                "url": f"{base}/" if base else "",
                "logo": {"@type": "ImageObject", "url": f"{base}/{logo}"} if base and logo else {},
            }
        )

    def _credited(self, story: Story, shared: dict[str, Any]) -> dict[str, Any]:
        """Return a picture with whom it is owed to and on what terms it may be used."""
        place = story.lead
        photo = self._snapshot.photo(place.photo, story) if place else None
        said: dict[str, Any] = {
            "@type": "ImageObject",
            "contentUrl": shared["url"],
            "width": shared["width"],
            "height": shared["height"],
        }
        if place and photo:
            said |= {
                "caption": place.caption or photo.caption,
                "creator": [{"@type": "Person", "name": name} for name in _names(photo.creator)],
                "creditText": place.credit or photo.credit,
                "copyrightNotice": photo.copyright,
                "license": outside(photo.web_statement),
                "acquireLicensePage": next((url for one in photo.licensors if (url := _address(one))), ""),
            }
        return _said(said)

    def _trail(self, story: Story) -> dict[str, Any]:
        """Return the way from the front page to the story."""
        steps = [(self._publication.title, f"{self._snapshot.base_url}/")]
        if story.section:
            name = self._publication.section_name(story.section)
            steps.append((name, self._url(section_path(story.section))))
        steps.append((headline(story), self._url(self._snapshot.paths[story.id])))
        rows = [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(steps, 1)
        ]
        return _CONTEXT | {"@type": "BreadcrumbList", "itemListElement": rows}


def _said(data: dict[str, Any]) -> dict[str, Any]:
    """Return what there is to say."""
    return {name: value for name, value in data.items() if value}


def _names(creators: str) -> list[str]:
    return [name for one in creators.split(";") if (name := one.strip())]


def _address(licensor: str) -> str:
    """Return the address of somebody who grants licences, as written behind the name, or nothing."""
    return next((url for one in licensor.split() if (url := outside(one)).startswith("http")), "")
