"""A story that nobody signs."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, whole
from desk.domain import Byline, Level, Source


def _find(case: Case) -> Iterator[Found]:
    if not any(byline.name.strip() for byline in case.story.bylines) and not case.story.source.name:
        yield whole("bylines", "The story names neither who wrote it nor where it comes from.")


RULE = Rule(
    name="no-byline",
    title="No byline",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="Readers want to know whose words they read, and search engines ask for it.",
    looks=_find,
    wrong=(Example(said="No byline and no source.", field="bylines"),),
    right=(
        Example(said="Signed.", story={"bylines": (Byline("Ann Lee"),)}),
        Example(said="From a source.", story={"source": Source("An agency")}),
    ),
)
