"""A link that leads nowhere."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from desk.checks.case import Case, Target
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.domain import Level, Status, is_slug

_EMPTY = re.compile(
    r"(?:#|https?://|https?:///?|javascript:.*|about:blank|TODO|XXX|url|link)?", re.IGNORECASE
)


def _find(case: Case) -> Iterator[Found]:
    host = urlsplit(case.publication.base_url).hostname or ""
    for part in case.body:
        for start, end, href in part.words.links:
            if _EMPTY.fullmatch(href.strip()):
                yield at(part, start, end, "The link leads nowhere.")
            elif (slug := _own_slug(href, host)) and slug not in case.targets:
                yield at(part, start, end, f"No story of ours stands at “{href}”.")


def _own_slug(href: str, host: str) -> str:
    """Return the slug of the story that a link to our own site names; nothing for other pages and files."""
    try:
        there = urlsplit(href)
        ours = there.scheme in ("", "http", "https") and (there.hostname or host) == host
    except ValueError:
        return ""
    parts = [part for part in there.path.split("/") if part not in ("", "..", ".", "index.html")]
    return parts[-1] if ours and len(parts) > 1 and is_slug(parts[-1]) else ""


RULE = Rule(
    name="dead-link",
    title="A link that leads nowhere",
    group=Group.LINKS,
    level=Level.PUBLISHED,
    why="Readers who follow it find an error.",
    looks=_find,
    wrong=(
        Example("See [the plan](#).", field="body"),
        Example("See [the plan](../../news/no-such-plan/).", field="body"),
    ),
    right=(
        "See [the plan](https://other.example/plan).",
        Example(
            "See [the plan](../../news/plan/).",
            more={"targets": {"plan": Target("The plan", Status.PUBLISHED)}},
        ),
        "A [section](/news/) and a [place on this page](#two).",
    ),
)
