"""A headline over its length."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.lengths import over
from desk.checks.rule import Example, Found, Group, Rule
from desk.domain import Level


def _find(case: Case) -> Iterator[Found]:
    yield from over("The headline", case.story.headline, case.publication.headline_limit, "headline")


RULE = Rule(
    name="headline-length",
    title="A headline that is too long",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="Cards, search results and shared links cut it off.",
    looks=_find,
    wrong=(
        Example(
            said="A headline of 12 characters where 10 are the limit.",
            story={"headline": "Twelve signs"},
            publication={"headline_limit": 10},
            field="headline",
        ),
    ),
    right=(
        Example(story={"headline": "Ten signs."}, publication={"headline_limit": 10}, said="Ten of ten."),
        Example(story={"headline": "Twelve signs"}, publication={"headline_limit": 0}, said="No limit."),
    ),
)
