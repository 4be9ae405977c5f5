"""A story without a section."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, whole
from desk.domain import Level, Section


def _find(case: Case) -> Iterator[Found]:
    if case.publication.sections and not case.story.section:
        yield whole("section", "The story is in no section.")


RULE = Rule(
    name="no-section",
    title="No section",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="It stands on no section’s front, and its address says nothing.",
    looks=_find,
    wrong=(
        Example(said="No section.", publication={"sections": (Section("news", "News"),)}, field="section"),
    ),
    right=(
        Example(
            said="In a section.",
            story={"section": "news"},
            publication={"sections": (Section("news", "News"),)},
        ),
        Example(said="A publication without sections."),
    ),
)
