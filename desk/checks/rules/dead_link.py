"""A link that leads nowhere."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from desk.checks.case import Case, Target
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.domain import Level, Section, Status, is_slug

_UNSECTIONED = "story"  # the folder of stories without a section
_EMPTY = re.compile(
    r"(?:#|https?://|https?:///?|javascript:.*|about:blank|TODO|XXX|url|link)?", re.IGNORECASE
)


def _find(case: Case) -> Iterator[Found]:
    base = urlsplit(case.publication.base_url)
    sections = {section.slug for section in case.publication.sections} | {_UNSECTIONED}
    for part in case.body:
        for start, end, href in part.words.links:
            if _EMPTY.fullmatch(href.strip()):
                yield at(part, start, end, "The link leads nowhere.")
            elif (slug := _slug(href, base, sections)) and slug not in case.targets:
                yield at(part, start, end, f"No story of ours stands at “{href}”.")


def _slug(href: str, base: SplitResult, sections: set[str]) -> str:
    """Return the slug of the story that a link to our own site names; nothing for any other page."""
    try:
        there = urlsplit(href)
        ours = there.scheme in ("", "http", "https") and (there.hostname or base.hostname) == base.hostname
    except ValueError:
        return ""
    path = there.path.removeprefix(base.path) if there.hostname else there.path
    parts = [part for part in path.split("/") if part not in ("", "..", ".", "index.html")]
    if not ours or len(parts) != 2 or parts[0] not in sections:
        return ""
    slug = parts[1].removesuffix(".html")
    return slug if is_slug(slug) else ""


_SECTIONS = {"sections": (Section("news", "News"),)}

RULE = Rule(
    name="dead-link",
    title="A link that leads nowhere",
    group=Group.LINKS,
    level=Level.PUBLISHED,
    why="Readers who follow it find an error.",
    looks=_find,
    wrong=(
        Example("See [the plan](#).", field="body"),
        Example("See [the plan](../../news/no-such-plan/).", publication=_SECTIONS, field="body"),
        Example("See [the plan](/news/no-such-plan.html).", publication=_SECTIONS, field="body"),
    ),
    right=(
        "See [the plan](https://other.example/plan).",
        *(
            Example(
                f"See [the plan]({address}).",
                publication=_SECTIONS,
                more={"targets": {"plan": Target("The plan", Status.PUBLISHED)}},
            )
            for address in ("../../news/plan/", "../news/plan.html")
        ),
        Example(
            "A [section](/news/), a [tag](/tags/flood/) and a [place on this page](#two).",
            publication=_SECTIONS,
        ),
    ),
)
