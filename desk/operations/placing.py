"""What the board of a front shows and does: one look at several fronts, steps that touch more than one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desk.domain import (
    BadInput,
    Change,
    Container,
    Done,
    Front,
    FrontChange,
    Intake,
    Right,
    StoryRow,
    Version,
    compare,
    new_id,
    right,
    steps,
)
from desk.operations import fronts, photo_words, popular
from desk.operations.desk import Desk
from desk.operations.fronts import Board


@dataclass(frozen=True, slots=True)
class Where:
    """A container of a front, by slugs and names."""

    front: str
    front_name: str
    container: str
    name: str


@dataclass(frozen=True, slots=True)
class Look:
    """Fronts as a board shows them.

    Attributes:
        names: the slug and name of every front there is.
        boards: what each of the wanted ones shows.
        changes: what of their drafts is not live, each with its front; in a look at the past, what readers
            see otherwise since.
        rows: the stories that the changes are about, by id.
        planned: versions to come, soonest first.
        since: when the first front was last made live; None where it never was.
        versions: what was ever live of the first front, newest first.
        figures: the newest file of figures that popular containers rank by; None where there is none.
        at: the instant of the look.
        elsewhere: by story or address, every container of any front where people put it.
        rights: what stands in the way of a photo (id) in a story (id); free ones are left out.
    """

    names: tuple[tuple[str, str], ...]
    boards: tuple[Board, ...]
    changes: tuple[tuple[Front, FrontChange], ...]
    rows: dict[str, StoryRow]
    planned: tuple[Version, ...]
    since: datetime | None
    versions: tuple[Version, ...]
    figures: Intake | None
    at: datetime
    elsewhere: dict[str, tuple[Where, ...]]
    rights: dict[tuple[str, str], Right]


def look(desk: Desk, slugs: Sequence[str], *, live: bool = False, at: datetime | None = None) -> Look:
    """Return what some fronts show now: their drafts, or what readers see, or saw at an instant (`at`)."""
    now = at or datetime.now(UTC)
    drafts = fronts.drafts(desk)
    wanted = [one for slug in slugs for one in drafts if slug == one.slug]
    shown = [_live(desk, one, now) if live or at else one for one in wanted]
    if at:
        newer = [_live(desk, one, datetime.now(UTC)) for one in wanted]
        pairs = zip(shown, newer, strict=True)
        changes = tuple((new, change) for old, new in pairs for change in compare(old, new))
    else:
        changes = tuple((one, change) for one in wanted for change in fronts.changes(desk, one.slug))
    about = {change.slot.story for _, change in changes if change.slot and change.slot.story}
    planned = [version for one in wanted for version in fronts.planned(desk, one.slug)]
    versions = fronts.versions(desk, wanted[0].slug)
    past = [one for one in versions if one.at <= datetime.now(UTC) and not one.cancelled]
    boards = tuple(fronts.board(desk, one, now) for one in shown)
    return Look(
        tuple((one.slug, one.name) for one in drafts),
        boards,
        changes,
        desk.store.rows_of(about),
        tuple(sorted(planned, key=lambda one: one.at)),
        max((one.at for one in past), default=None),
        tuple(past),
        popular.newest(desk),
        now,
        _elsewhere(desk.store.live_fronts(now) if live or at else drafts, now),
        _rights(desk, boards, now),
    )


def _elsewhere(known: Iterable[Front], at: datetime) -> dict[str, tuple[Where, ...]]:
    found: defaultdict[str, dict[Where, None]] = defaultdict(dict)
    for front in known:
        for container, slot in front.slots():
            if not slot.ends or slot.ends > at:
                found[slot.target][Where(front.slug, front.name, container.slug, container.name)] = None
    return {target: tuple(places) for target, places in found.items()}


def _rights(desk: Desk, boards: Iterable[Board], at: datetime) -> dict[tuple[str, str], Right]:
    """Return what stands in the way of the pictures that cards show, and of those that they do not."""
    shown: set[tuple[str, str]] = set()
    for board in boards:
        shown |= {(row.photo, row.id) for row in board.rows.values() if row.photo}
        shown |= {(slot.photo, slot.story) for _, slot in board.front.slots() if slot.photo}
    known = photo_words.known(desk, {photo for photo, _ in shown})
    cleared = desk.store.publication().photo_cleared
    found = {
        (photo, story): right(known[photo][0], at, story=story, first=known[photo][1], cleared=cleared)
        for photo, story in shown
        if photo in known
    }
    return {key: what for key, what in found.items() if what}


def _live(desk: Desk, draft: Front, now: datetime) -> Front:
    return fronts.live(desk, draft.id, now) or replace(draft, containers=(), rest=False)


def stories(
    desk: Desk, front: str, container: str, ids: Sequence[str], position: int | None = None
) -> Done[Front]:
    """Put stories into a container of a draft; one that stands on it moves, with what it overrides.

    In a container that fills itself they are pinned.

    Args:
        desk: the open desk.
        front: its slug.
        container: its slug.
        ids: the stories.
        position: counted from 0 among the slots that stay; None for the end.

    Raises:
        BadInput: one of them is withdrawn.
    """
    fresh = [fronts.slot_of(desk, id_) for id_ in ids]

    def change(now: Front) -> Front:
        for number, new in enumerate(fresh):
            into = now.container(container)
            if into is None:
                return now
            among = [slot for one, slot in now.slots() if one == into or not (one.repeats or into.repeats)]
            slot = next((one for one in among if one.story == new.story), new)
            slot = replace(slot, pinned=slot.pinned or not into.fill.by_hand)
            now = fronts.put(now, container, slot, len(into.slots) if position is None else position + number)
        return now

    return fronts.edit(desk, front, change)


def carry(
    desk: Desk, source: str, slot: str, front: str, container: str, position: int | None = None
) -> Done[Front]:
    """Move a slot (id) of a draft to a container of the same or another front, whole or not at all."""
    if source == front:
        return fronts.edit(desk, front, lambda now: fronts.move(now, slot, container, position))
    with desk.store.batch():
        found = next((one for _, one in fronts.get(desk, source).slots() if one.id == slot), None)
        if found is None:
            raise BadInput("This card is on the front no more", kept="Nothing was changed")
        taken = fronts.edit(desk, source, lambda now: fronts.take(now, slot))
        moved = replace(found, id=new_id())
        done = fronts.edit(desk, front, lambda now: fronts.put(now, container, moved, position))
    return replace(done, change=taken.change | done.change)


def skip(desk: Desk, front: str, container: str, story: str) -> Done[Front]:
    """Let a container never again show a story by itself."""

    def change(now: Front) -> Front:
        held = now.container(container)
        return now.with_container(replace(held, skips=(*held.skips, story))) if held else now

    return fronts.edit(desk, front, change)


def set_up(desk: Desk, front: str, was: Container | None, wanted: Container) -> Done[Front]:
    """Add a container, or set the fields of one that differ from what they were when a person began."""

    def change(now: Front) -> Front:
        held = now.container(wanted.id)
        if was is None or held is None:
            return replace(now, containers=(*now.containers, wanted)) if was is None else now
        names = [name for name in wanted.__slots__ if getattr(was, name) != getattr(wanted, name)]
        return now.with_container(replace(held, **{name: getattr(wanted, name) for name in names}))

    return fronts.edit(desk, front, change)


def shift(desk: Desk, front: str, container: str, by: int) -> Done[Front]:
    """Move a container up or down on its front."""

    def change(now: Front) -> Front:
        held = list(now.containers)
        here = next((n for n, one in enumerate(held) if one.slug == container), None)
        if here is not None and 0 <= here + by < len(held):
            held.insert(here + by, held.pop(here))
        return replace(now, containers=tuple(held))

    return fronts.edit(desk, front, change)


def drop(desk: Desk, front: str, container: str) -> Done[Front]:
    """Take a container off its front, with what stands in it."""
    return fronts.edit(
        desk,
        front,
        lambda now: replace(now, containers=tuple(one for one in now.containers if one.slug != container)),
    )


def make_live(desk: Desk, slugs: Sequence[str], at: datetime | None = None) -> Done[tuple[Version, ...]]:
    """Make those of some drafts live that differ from what readers see, all or none."""
    total, made = Change(), list[Version]()
    with desk.store.batch():
        for slug in slugs:
            if fronts.changes(desk, slug):
                done = fronts.make_live(desk, slug, at)
                made.append(done.value)
                total |= done.change
    return Done(tuple(made), total)


def discard(desk: Desk, slugs: Sequence[str]) -> Done[tuple[Front, ...]]:
    """Give those of some drafts what is live that differ from it, all or none."""
    total, brought = Change(), list[Front]()
    with desk.store.batch():
        for slug in slugs:
            if fronts.changes(desk, slug):
                done = fronts.discard(desk, slug)
                brought.append(done.value)
                total |= done.change
    return Done(tuple(brought), total)


def restore(desk: Desk, slugs: Sequence[str], at: datetime) -> Done[tuple[Front, ...]]:
    """Give some drafts what was live at an instant, all or none; one that was not live then stays.

    Raises:
        BadInput: none of them was live then.
    """
    total, brought = Change(), list[Front]()
    with desk.store.batch():
        there = [slug for slug in slugs if fronts.live(desk, slug, at) is not None]
        for slug in there or slugs:
            done = fronts.restore_at(desk, slug, at)
            brought.append(done.value)
            total |= done.change
    return Done(tuple(brought), total)


def step(desk: Desk, slugs: Sequence[str], way: str) -> Done[tuple[Front, ...]]:
    """Take the last step of each of some drafts back (`undo`) or do it again (`redo`)."""
    total, brought = Change(), list[Front]()
    with desk.store.batch():
        for slug in slugs:
            done = fronts.undo(desk, slug) if way == "undo" else fronts.redo(desk, slug)
            if done is not None:
                brought.append(done.value)
                total |= done.change
    return Done(tuple(brought), total)


def newest_step(desk: Desk, slugs: Sequence[str], way: str) -> Done[tuple[Front, ...]]:
    """Take back (or do again) the last step of the draft that was saved last, of those that have one."""
    drafts = [one for one in (fronts.get(desk, slug) for slug in slugs) if one.revision]
    able = [one for one in drafts if getattr(steps(desk.store.front_trail(one)), way)]
    newest = max(able, key=lambda one: one.updated or datetime.min.replace(tzinfo=UTC), default=None)
    return step(desk, [newest.slug] if newest else [], way)
