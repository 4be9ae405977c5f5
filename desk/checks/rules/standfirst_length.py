"""A standfirst over its length."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.lengths import over
from desk.checks.rule import Example, Found, Group, Rule
from desk.domain import Level


def _find(case: Case) -> Iterator[Found]:
    yield from over("The standfirst", case.story.standfirst, case.publication.standfirst_limit, "standfirst")


RULE = Rule(
    name="standfirst-length",
    title="A standfirst that is too long",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="Cards, search results and shared links cut it off.",
    looks=_find,
    wrong=(
        Example(
            said="A standfirst of 12 characters where 10 are the limit.",
            story={"standfirst": "Twelve signs"},
            publication={"standfirst_limit": 10},
            field="standfirst",
        ),
    ),
    right=(
        Example(story={"standfirst": "Ten signs."}, publication={"standfirst_limit": 10}, said="Ten of ten."),
        Example(story={"standfirst": "Twelve signs"}, publication={"standfirst_limit": 0}, said="No limit."),
    ),
)
