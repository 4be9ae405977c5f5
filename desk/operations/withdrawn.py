"""Stories that are taken back from readers: where they stand, what stands there instead, and their end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.domain import Change, Done, NotFound, Slot, Status, Story, StoryQuery, new_id
from desk.operations import backups, curation
from desk.operations import story as stories
from desk.operations.desk import Desk, Progress, never, nothing

_AT_ONCE = 50  # stories in one transaction: other windows save in between
_RELATED = "related:"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story stands.

    Attributes:
        slug: the list's.
        name: what people call it.
        position: counted from 1.
    """

    slug: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A story that was withdrawn, with all that its undo needs.

    Attributes:
        story: as it is now.
        before: the status it had.
        instead: the id of the story that took its places, or empty.
        lists: the slots that its lists had, by slug.
    """

    story: Story
    before: Status
    instead: str
    lists: tuple[tuple[str, tuple[Slot, ...]], ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """What emptying Withdrawn deleted, and the backup that still has it."""

    stories: int
    backup: Path


def places(desk: Desk, story: str) -> list[Place]:
    """Return the places on fronts, in any version that is or will be seen, and among related links."""
    stands = {(one.container, one.place): one.name for one in desk.store.standings(story)}
    found = [Place(slug, name, place) for (slug, place), name in stands.items()]
    return [
        *found,
        *(Place(one.slug, _named(desk, one.slug), at + 1) for one, at in desk.store.places(story)),
    ]


def _lists(desk: Desk, story: str) -> list[str]:
    return list(dict.fromkeys(place.slug for place in places(desk, story)))


def _named(desk: Desk, slug: str) -> str:
    owner = desk.store.story(slug.removeprefix(_RELATED))
    return f"Related links of “{owner.headline or 'Untitled'}”"


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
    before: list[tuple[str, tuple[Slot, ...]]] = []
    with desk.store.batch():
        done = stories.set_status(desk, story.id, Status.WITHDRAWN)
        change = done.change
        for slug in () if leave else _lists(desk, story.id):
            before.append((slug, curation.get(desk, slug).slots))
            change |= curation.change(desk, slug, _without(story.id, heir, slug)).change
    return Done(Withdrawn(done.value, story.status, heir, tuple(before)), change)


def _without(story: str, heir: str, slug: str) -> Callable[[tuple[Slot, ...]], tuple[Slot, ...]]:
    """Return the edit that takes a story off a list; an heir takes its place and times, not its words."""

    def edit(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        fits = heir and slug != f"{_RELATED}{heir}" and heir not in {slot.story for slot in slots}
        kept: list[Slot] = []
        for slot in slots:
            if slot.story != story:
                kept.append(slot)
            elif fits:
                kept.append(Slot(id=new_id(), story=heir, starts=slot.starts, ends=slot.ends))
        return tuple(kept)

    return edit


def take_back(desk: Desk, was: Withdrawn) -> Done[Story]:
    """Give a withdrawn story its status and its places again."""
    with desk.store.batch():
        done = stories.set_status(desk, was.story.id, was.before)
        change = done.change
        for slug, slots in was.lists:
            change |= curation.change(desk, slug, _again(was, slots)).change
    return Done(done.value, change)


def _again(was: Withdrawn, before: tuple[Slot, ...]) -> Callable[[tuple[Slot, ...]], tuple[Slot, ...]]:
    """Return the edit that gives a list its story again, whatever else changed there since."""
    known = {slot.id for slot in before}

    def edit(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        kept = [slot for slot in slots if slot.id in known or not was.instead or slot.story != was.instead]
        for at, slot in enumerate(before):
            if slot.story == was.story.id and slot.id not in {one.id for one in kept}:
                kept.insert(at, slot)
        return tuple(kept)

    return edit


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
                for slug in _lists(desk, story):
                    change |= curation.change(desk, slug, _without(story, "", slug)).change
            gone += desk.store.delete_withdrawn(some)
        progress(min(start + _AT_ONCE, len(ids)), len(ids))
    return Done(Gone(len(gone), backup), change | Change.of("story", *gone))


def _is_withdrawn(desk: Desk, story: str) -> bool:
    try:
        return desk.store.story(story).status is Status.WITHDRAWN
    except NotFound:
        return False
