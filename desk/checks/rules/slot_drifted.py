"""A card whose own headline was written over one that has changed."""

from collections.abc import Iterator

from desk.checks.case import Case, Stand
from desk.checks.rule import Example, Found, Group, Rule, whole
from desk.domain import Level, Slot

_SLOT = Slot(id="s", story="story", headline="She resigns", told="The minister resigns")


def _find(case: Case) -> Iterator[Found]:
    for stand in case.stands:
        if stand.slot.drifted(case.story.headline):
            said = f"Its card on {stand.name} still says “{stand.slot.headline}”."
            yield whole("places", said, f"{stand.slot.id} {stand.slot.headline}")


RULE = Rule(
    name="slot-drifted",
    title="A card that was not changed with the headline",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="The front says what the story no longer does.",
    looks=_find,
    wrong=(
        Example(
            said="The headline changed after the card was written.",
            story={"headline": "Nobody resigns"},
            more={"stands": (Stand("Lead", _SLOT),)},
            field="places",
        ),
    ),
    right=(
        Example(
            said="The headline is the one that the card was written over.",
            story={"headline": "The minister resigns"},
            more={"stands": (Stand("Lead", _SLOT),)},
        ),
    ),
)
