"""Related links that are suggested: stories like one, recent ones before old, without what is linked."""

import re
from datetime import UTC, datetime
from html import unescape

from desk import text
from desk.domain import Likeness, OwnSite, Story
from desk.operations import curation
from desk.operations.desk import Desk

_ASKED = 40  # looked at, so that a recent one may pass a closer old one
_FADES = 60  # days after which being recent counts half
_HREF = re.compile(r'<a\s[^>]*?href="([^"]*)"')


def suggest(desk: Desk, key: str, most: int = 6) -> list[Likeness]:
    """Return what a story may be related to, best first, each with what both share, names first.

    What is withdrawn, related already, or linked in the text is left out.

    Raises:
        NotFound: no such story.
    """
    story, now = desk.store.story(key), datetime.now(UTC)
    without = linked(desk, story) | {slot.story for slot in curation.related(desk, story.id).slots}
    found = [one for one in desk.store.similar(story, _ASKED) if one.row.id not in without]
    return sorted(found, key=lambda one: -one.score * _fresh(one, now))[:most]


def _fresh(one: Likeness, now: datetime) -> float:
    """Return how much being recent counts, from 1 today to a half for what is old."""
    issued = one.row.published or one.row.updated
    days = max(0.0, (now - issued).total_seconds() / 86_400)
    return 0.5 + 0.5 ** (1 + days / _FADES)


def linked(desk: Desk, story: Story) -> set[str]:
    """Return the ids of the stories that a text links to, by present and former addresses."""
    site = OwnSite(desk.store.publication())
    slugs = {name for href in hrefs(story.body) if (name := site.name(href))}
    return set(desk.store.stories_by_slug(sorted(slugs)).values()) if slugs else set()


def hrefs(body: str) -> list[str]:
    """Return the addresses that a text links to, in order."""
    if "](" not in body and "]:" not in body and "<" not in body:
        return []
    return [unescape(one) for one in _HREF.findall(text.html(body))]
