"""An address that another story had first."""

import re
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, whole
from desk.domain import Level, slugify

_NUMBERED = re.compile(r"(.+)-\d{1,2}")


def _find(case: Case) -> Iterator[Found]:
    story = case.story
    numbered = _NUMBERED.fullmatch(story.slug)
    if case.rival and numbered and slugify(story.headline) == numbered[1]:
        said = f"The address ends in a number, for “{case.rival}” has the one without."
        yield whole("slug", said, story.slug)


RULE = Rule(
    name="slug-clash",
    title="An address that another story had first",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="Two stories under one headline: perhaps one is the other, or needs another headline.",
    looks=_find,
    wrong=(
        Example(
            said="Two stories have one headline.",
            story={"headline": "The budget", "slug": "the-budget-2"},
            more={"rival": "The budget"},
            field="slug",
        ),
    ),
    right=(
        Example(
            said="A headline that ends in a number.",
            story={"headline": "The budget 2", "slug": "the-budget-2"},
            more={"rival": "The budget"},
        ),
    ),
)
