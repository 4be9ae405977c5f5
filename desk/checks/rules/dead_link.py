"""A link that leads nowhere."""

import re
from collections.abc import Iterator

from desk.checks.case import Case, Target
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.domain import Level, OwnSite, Section, Status, is_slug

_EMPTY = re.compile(
    r"(?:#|https?://|https?:///?|javascript:.*|about:blank|TODO|XXX|url|link)?", re.IGNORECASE
)


def _find(case: Case) -> Iterator[Found]:
    site = OwnSite(case.publication)
    for part in case.body:
        for start, end, href in part.words.links:
            if _EMPTY.fullmatch(href.strip()):
                yield at(part, start, end, "The link leads nowhere.")
            elif (slug := _slug(href, site)) and slug not in case.targets:
                yield at(part, start, end, f"No story of ours stands at “{href}”.")


def _slug(href: str, site: OwnSite) -> str:
    """Return the slug of the story that a link to our own site names; nothing for any other page."""
    led = site.led(href, beside="")
    return led.name if led and led.folder in site.folders and is_slug(led.name) else ""


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
        Example("See [the plan](/News/no-such-plan.html).", publication=_SECTIONS, field="body"),
    ),
    right=(
        "See [the plan](https://other.example/plan).",
        *(
            Example(
                f"See [the plan]({address}).",
                publication=_SECTIONS,
                more={"targets": {"plan": Target("The plan", Status.PUBLISHED)}},
            )
            for address in ("../../news/plan/", "../news/plan.html", "/news/pl%61n/index.html")
        ),
        Example(
            "A [section](/news/), a [tag](/tags/flood/) and a [place on this page](#two).",
            publication=_SECTIONS,
        ),
    ),
)
