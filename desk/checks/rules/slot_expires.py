"""A place that is about to end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from desk.checks.case import Case, Stand
from desk.checks.rule import Example, Found, Group, Rule, whole
from desk.domain import Level, Slot

_SOON = timedelta(hours=1)
_SOON_ENDS = datetime(2026, 11, 26, 12, 30, tzinfo=UTC)  # the examples’ clock stands at noon


def _find(case: Case) -> Iterator[Found]:
    for stand in case.stands:
        ends = stand.slot.ends
        if ends and case.now <= ends < case.now + _SOON:
            said = f"Its place on {stand.name} ends at {ends.astimezone(case.zone):%H:%M}."
            yield whole("places", said, stand.slot.id)


RULE = Rule(
    name="slot-expires",
    title="A place that ends within the hour",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="Something else will stand there, or nothing.",
    looks=_find,
    wrong=(
        Example(
            said="A place that ends in half an hour.",
            more={"stands": (Stand("Top stories", Slot(id="s", story="story", ends=_SOON_ENDS)),)},
            field="places",
        ),
    ),
    right=(
        Example(
            said="A place that stays.", more={"stands": (Stand("Top stories", Slot(id="s", story="story")),)}
        ),
    ),
)
