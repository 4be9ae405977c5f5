"""Stories that are taken back from readers: where they stand, what stands there instead, and their end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.domain import Change, Done, NotFound, Status, Story, StoryQuery
from desk.operations import backups, places
from desk.operations import story as stories
from desk.operations.desk import Desk, Progress, never, nothing
from desk.operations.places import Cleared

_AT_ONCE = 50  # stories in one transaction: other windows save in between


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A story that was withdrawn, with all that its undo needs.

    Attributes:
        story: as it is now.
        before: the status it had.
        cleared: the places that it had.
    """

    story: Story
    before: Status
    cleared: Cleared


@dataclass(frozen=True, slots=True)
class Gone:
    """What emptying Withdrawn deleted, and the backup that still has it."""

    stories: int
    backup: Path


def withdraw(desk: Desk, key: str, *, instead: str = "", leave: bool = False) -> Done[Withdrawn]:
    """Withdraw a story and clear its places, or give them to another story; all or nothing.

    Args:
        desk: the open desk.
        key: the story.
        instead: the story that takes its places, where it does not stand on that list already.
        leave: keep the places; readers do not see it there.

    Raises:
        NotFound: no such story.
    """
    story = desk.store.story(key)
    heir = desk.store.story(instead).id if instead else ""
    with desk.store.batch():
        done = stories.set_status(desk, story.id, Status.WITHDRAWN)
        cleared = places.clear(desk, story.id, instead=heir, lists=() if leave else None)
    return Done(Withdrawn(done.value, story.status, cleared.value), done.change | cleared.change)


def take_back(desk: Desk, was: Withdrawn) -> Done[Story]:
    """Give a withdrawn story its status and its places again."""
    with desk.store.batch():
        done = stories.set_status(desk, was.story.id, was.before)
        back = places.put_back(desk, was.cleared)
    return Done(done.value, done.change | back.change)


def listed(desk: Desk) -> list[tuple[Story, int]]:
    """Return the withdrawn stories, newest change first, each with the number of its versions."""
    rows = stories.rows(desk, StoryQuery(statuses=(Status.WITHDRAWN,))).rows
    return [(desk.store.story(row.id), len(desk.store.revisions(row.id))) for row in rows]


def empty(
    desk: Desk,
    ids: Sequence[str],
    progress: Progress = nothing,
    cancelled: Callable[[], bool] = never,
) -> Done[Gone]:
    """Delete those of these stories that are still withdrawn, for good; a backup is made first.

    Their photos stay in the library, their originals in `media/`.

    Raises:
        Unwritable: the backup cannot be made; nothing is deleted.
    """
    backup = backups.make(desk, "before-emptying")
    gone: list[str] = []
    change = Change()
    for start in range(0, len(ids), _AT_ONCE):
        if cancelled():
            break
        with desk.store.batch():
            some = [one for one in ids[start : start + _AT_ONCE] if _is_withdrawn(desk, one)]
            for story in some:
                change |= places.clear(desk, story).change
            gone += desk.store.delete_withdrawn(some)
        progress(min(start + _AT_ONCE, len(ids)), len(ids))
    if gone:
        change |= Change(frozenset({"story", "gone"}), frozenset(gone))
    return Done(Gone(len(gone), backup), change)


def _is_withdrawn(desk: Desk, story: str) -> bool:
    try:
        return desk.store.story(story).status is Status.WITHDRAWN
    except NotFound:
        return False
