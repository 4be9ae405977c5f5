"""A card’s own headline or teaser over its length."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.lengths import over
from desk.checks.rule import Example, Found, Group, Rule
from desk.domain import Level, Slot


def _find(case: Case) -> Iterator[Found]:
    limits = {"headline": case.publication.headline_limit, "teaser": case.publication.standfirst_limit}
    for at, slot in enumerate(case.related):
        for name, most in limits.items():
            yield from over(f"The card’s {name}", getattr(slot, name), most, f"related/{at}/{name}")


RULE = Rule(
    name="teaser-length",
    title="A card’s words that are too long",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="The card cuts them off or pushes the others down.",
    looks=_find,
    wrong=(
        Example(
            said="A teaser of 12 characters where 10 are the limit.",
            publication={"standfirst_limit": 10},
            more={"related": (Slot(id="s", url="https://a.example/", headline="A", teaser="Twelve signs"),)},
            field="related/0/teaser",
        ),
    ),
    right=(
        Example(
            said="Ten of ten.",
            publication={"standfirst_limit": 10},
            more={"related": (Slot(id="s", url="https://a.example/", headline="A", teaser="Ten signs."),)},
        ),
    ),
)
