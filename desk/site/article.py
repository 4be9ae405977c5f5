"""What the page of a story says: to readers, and to machines that read it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from markupsafe import Markup

from desk.domain import Story
from desk.site.address import outside, section_path
from desk.site.listings import Listings
from desk.site.pictures import Picture
from desk.site.snapshot import Snapshot, headline, language
from desk.site.structured import Structured
from desk.site.theme import Labels
from desk.site.visible import issued

_DESCRIPTION = 200


class Articles:
    """Gathers what stands on the pages of a snapshot's stories."""

    def __init__(self, snapshot: Snapshot, listings: Listings, url: Callable[[str], str]) -> None:
        """`url` makes a page's path an address, empty while the publication has none."""
        self._snapshot = snapshot
        self._listings = listings
        self._url = url
        self._publication = snapshot.edition.publication
        self._structured = Structured(snapshot, listings, url)

    def head(self, story: Story) -> dict[str, Any]:
        """Return what the head of the page says; see `docs/theme.md` under `page`."""
        snapshot = self._snapshot
        tag = language(story.language, self._publication.language)
        description = story.seo_description or story.standfirst or snapshot.card(story).teaser
        came = snapshot.local(issued(story))
        shared = self._structured.shared(story)
        head: dict[str, Any] = {
            "kind": "story",
            "type": "article",
            "language": tag,
            "direction": story.direction,
            "title": f"{story.seo_title or headline(story)} · {self._publication.title}",
            "headline": headline(story),
            "description": short(description),
            "section": story.section,
            "image": shared[0] if shared else None,
            "modified": _iso(snapshot.local(max(story.updated or came, came))),
        }
        return head | {"data": self._structured.scripts(story, head, shared)}

    def words(self, story: Story, labels: Labels, lead: Picture | None) -> dict[str, Any]:
        """Return what the page shows; see `docs/theme.md` under *A story*."""
        snapshot, listings = self._snapshot, self._listings
        at = snapshot.local(issued(story)) if story.published or story.publish_at else None
        day = labels.day(story.dateline.date) if story.dateline.date else None
        at_day = bool(story.dateline.place and not day and at)
        if at and at_day:
            day = labels.time(at)
        url = outside(story.source.url)
        url = "" if snapshot.unseen.leads(url) else url
        bylines = [by for by in story.bylines if by.name.strip()]
        return {
            "kind": snapshot.kind(story, labels),
            "section": self._publication.section_name(story.section) if story.section else "",
            "section_path": section_path(story.section) if story.section else "",
            "kicker": story.kicker,
            "standfirst": story.standfirst,
            "bylines": [
                {"name": by.name, "role": by.role, "path": path, "url": self._url(path)}
                for by in bylines
                for path in [listings.path("author", by.name)]
            ],
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


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def short(words: str) -> str:
    """Return the beginning of a text in whole words, at most 200 characters."""
    words = " ".join(words.split())
    if len(words) <= _DESCRIPTION:
        return words
    return words[:_DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
