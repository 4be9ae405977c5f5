"""A related link to a story that readers cannot open."""

from collections.abc import Iterator
from datetime import UTC, datetime

from desk.checks.case import Case, Target
from desk.checks.rule import Example, Found, Group, Rule, whole
from desk.domain import Level, Slot, Status


def _find(case: Case) -> Iterator[Found]:
    for at, slot in enumerate(case.related):
        target = case.targets.get(slot.story)
        name = f"related/{at}"
        if slot.story and target is None:
            yield whole(name, "The related story is gone.", slot.story)
        elif target and target.status is Status.WITHDRAWN:
            yield whole(name, f"The related story “{target.headline}” is withdrawn.", slot.story)
        elif target and target.publish_at and target.publish_at > (case.story.publish_at or case.now):
            yield whole(name, f"The related story “{target.headline}” is not out yet.", slot.story)


RULE = Rule(
    name="related-target",
    title="A related story that readers cannot open",
    group=Group.LINKS,
    level=Level.ADVICE,
    why="The site leaves the link out, and an embargo is easily broken by another’s link.",
    looks=_find,
    wrong=(
        Example(
            said="A related story that was withdrawn.",
            more={
                "related": (Slot(id="s", story="other"),),
                "targets": {"other": Target("The plan", Status.WITHDRAWN)},
            },
            field="related/0",
        ),
        Example(
            said="A related story under embargo.",
            more={
                "related": (Slot(id="s", story="other"),),
                "targets": {"other": Target("The plan", Status.PUBLISHED, datetime(2030, 1, 1, tzinfo=UTC))},
            },
            field="related/0",
        ),
    ),
    right=(
        Example(
            said="A related story that is out.",
            more={
                "related": (Slot(id="s", story="other"), Slot(id="t", url="https://a.example/")),
                "targets": {"other": Target("The plan", Status.PUBLISHED)},
            },
        ),
    ),
)
