"""Saves in the midst of sittings, taken out of the history where a person asks for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk.domain import Cancelled, Change, Done, NotADesk, Revision
from desk.operations import backups
from desk.operations.desk import Desk, Progress, never, nothing
from desk.operations.history import GAP, timeline


@dataclass(frozen=True, slots=True)
class Plan:
    """What a pruning would remove.

    Attributes:
        stories: the ids of the stories that have something to remove.
        versions: how many would go from their histories.
        kept: how many would stay in the histories of these stories.
        size: the bytes that those to go take in the database.
        older: the age of the sittings that are pruned.
    """

    stories: tuple[str, ...]
    versions: int
    kept: int
    size: int
    older: timedelta


@dataclass(frozen=True, slots=True)
class Pruned:
    """What a pruning removed, the backup that still has it, and the stories whose history is damaged."""

    stories: int
    versions: int
    backup: Path
    damaged: tuple[str, ...] = ()


def between(revisions: Sequence[Revision], before: datetime) -> list[str]:
    """Return the saves in the midst of sittings that ended before a time, from a chain given oldest first.

    What stays: the last save of each sitting and all that is no typing: how the story began, status changes,
    imports, merges, versions that were brought back, recovered or named.
    """
    found: list[str] = []
    start = 0
    for entry in reversed(timeline(revisions)):
        end = start + entry.saves
        if entry.last.at < before:
            found += [revision.id for revision in revisions[start : end - 1]]
        start = end
    return found


def plan(
    desk: Desk,
    stories: Sequence[str] = (),
    older: timedelta = GAP,
    progress: Progress = nothing,
    cancelled: Callable[[], bool] = never,
) -> Plan:
    """Return what pruning the histories of some stories, by id, or of all would remove; nothing is changed.

    A sitting that may still go on is never pruned, whatever `older` says.
    """
    older = max(older, GAP)
    wanted = stories or desk.store.often_saved()
    found: list[str] = []
    versions = kept = size = 0
    for done, story in enumerate(wanted, 1):
        if cancelled():
            raise Cancelled("The counting was stopped", kept="Nothing was changed")
        whole, going, held = _going(desk, story, older)
        if going:
            found.append(story)
            versions, kept, size = versions + len(going), kept + whole - len(going), size + held
        progress(done, len(wanted))
    return Plan(tuple(found), versions, kept, size, older)


def _going(desk: Desk, story: str, older: timedelta) -> tuple[int, list[str], int]:
    """Return how many revisions a story has, which of them go, and their bytes."""
    chain = desk.store.revisions(story)
    going, size = desk.store.unneeded(story, between(chain, datetime.now(UTC) - older))
    return len(chain), going, size


def prune(
    desk: Desk, plan: Plan, progress: Progress = nothing, cancelled: Callable[[], bool] = never
) -> Done[Pruned]:
    """Remove what a plan says and nothing needs since; a backup is made first.

    Each story's history is pruned whole or not at all. One that is damaged is left as it is.

    Raises:
        Unwritable: the backup cannot be made; nothing is removed.
    """
    backup = backups.make(desk, "before-pruning")
    pruned: list[str] = []
    damaged: list[str] = []
    versions = 0
    for done, story in enumerate(plan.stories, 1):
        if cancelled():
            break
        try:
            _, going, _ = _going(desk, story, plan.older)
            gone = desk.store.forget_revisions(story, going)
        except NotADesk:
            damaged.append(story)
            continue
        if gone:
            pruned.append(story)
            versions += gone
        progress(done, len(plan.stories))
    done = Pruned(len(pruned), versions, backup, tuple(damaged))
    return Done(done, Change.of("story", *pruned))


def told(plan: Plan) -> str:
    """Return in words what a plan would remove, and what stays."""
    saves = f"{plan.versions:,} {'save' if plan.versions == 1 else 'saves'}"
    stories = f"{len(plan.stories):,} {'story' if len(plan.stories) == 1 else 'stories'}"
    return (
        f"{saves} in the midst of sittings, of {stories}, would be removed ({plan.size / 1e6:.1f} MB). "
        f"{plan.kept:,} others stay: the last of each sitting, and each beginning, status change, import, "
        "join, return and named version"
    )
