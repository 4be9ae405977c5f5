"""What an editor does with fronts: fill them, make them live, look back, step back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desk.domain import (
    BadInput,
    Change,
    Clash,
    Conflict,
    Container,
    Done,
    Front,
    FrontChange,
    Layout,
    NotFound,
    Shown,
    Slot,
    Standing,
    Status,
    StoryRow,
    Version,
    compare,
    merge_fronts,
    new_id,
    resolve,
    steps,
    storable,
)
from desk.operations.desk import Desk
from desk.operations.stock import DeskStock

_TRIES = 5

Edit = Callable[[Front], Front]


def drafts(desk: Desk) -> list[Front]:
    """Return the draft of every front: the front page, each section's, what stands beside articles."""
    kept = {front.slug: front for front in desk.store.fronts()}
    sections = desk.store.publication().sections
    made = [kept.pop(one.slug, None) or Front(id=new_id(), slug=one.slug, name=one.name) for one in sections]
    first = [kept.pop("front")] if "front" in kept else []
    return [*first, *made, *kept.values()]


def get(desk: Desk, slug: str) -> Front:
    """Return the draft of a front by its slug; raises NotFound naming those there are."""
    known = drafts(desk)
    found = next((front for front in known if slug in (front.slug, front.id)), None)
    if found is None:
        raise NotFound(
            f"There is no front “{slug[:80]}”", todo=f"The fronts are {', '.join(one.slug for one in known)}"
        )
    return found


def holding(desk: Desk, container: str) -> Front:
    """Return the draft that has a container of this slug; raises NotFound naming those there are."""
    known = desk.store.fronts()
    found = next((front for front in known if front.container(container)), None)
    if found is None:
        names = ", ".join(one.slug for front in known for one in front.containers)
        raise NotFound(f"There is no list “{container[:80]}”", todo=f"The lists are {names}")
    return found


def live(desk: Desk, slug: str, at: datetime | None = None) -> Front | None:
    """Return a front as it is, was or will be live at an instant; None where it was not."""
    wanted = at or datetime.now(UTC)
    return next((one for one in desk.store.live_fronts(wanted) if slug in (one.slug, one.id)), None)


def save(desk: Desk, front: Front, *, reason: str = "edit") -> Done[Front]:
    """Keep a draft; where somebody else saved in between, both changes stand, slot by slot.

    Of a field that both changed, mine stands and a clash says where theirs is.
    """
    front = storable(front)
    with desk.store.batch():
        try:
            saved = desk.store.save_front(front, desk.who, reason=reason)
        except Conflict as conflict:
            theirs = conflict.current
            base = desk.store.at_revision(front.revision) if front.revision else None
            if not isinstance(theirs, Front):
                raise
            started = base if isinstance(base, Front) else replace(theirs, containers=())
            merged, both = merge_fronts(started, replace(front, id=theirs.id), theirs)
            saved = desk.store.save_front(merged, desk.who, reason="merge")
            clashes = tuple(
                Clash("front", saved.id, field, saved.revision, theirs.revision, one.id)
                for one in both
                for field in one.fields
            )
            return Done(saved, _change(front, saved), clashes)
    return Done(saved, _change(front, saved))


def _change(*fronts: Front) -> Change:
    held = {slot.story for front in fronts for _, slot in front.slots() if slot.story}
    return Change(frozenset({"list"}), frozenset({fronts[-1].id, fronts[-1].slug, *_slugs(fronts), *held}))


def _slugs(fronts: Iterable[Front]) -> set[str]:
    return {container.slug for front in fronts for container in front.containers}


def edit(desk: Desk, slug: str, change: Edit, *, reason: str = "edit") -> Done[Front]:
    """Edit a draft; where somebody else saved it in between, the edit is done on theirs."""
    for left in range(_TRIES, 0, -1):
        before = get(desk, slug)
        try:
            saved = desk.store.save_front(storable(change(before)), desk.who, reason=reason)
        except Conflict:
            if left == 1:
                raise
        else:
            return Done(saved, _change(before, saved))
    raise AssertionError("unreachable")


def edit_live(desk: Desk, slug: str, change: Edit) -> Done[Front]:
    """Edit a front for readers at once: its draft, what is live, and what is to come; all or nothing.

    What else the draft holds stays a draft.
    """
    with desk.store.batch():
        before, now = get(desk, slug), datetime.now(UTC)
        shown = live(desk, before.id, now)
        done = edit(desk, slug, change)
        if shown is None or _content(shown) == _content(before):
            desk.store.make_live(done.value, desk.who)
        elif _content(changed := change(shown)) != _content(shown):
            desk.store.make_live(storable(changed), desk.who)
        for version in planned(desk, before.id):
            coming = _at(desk, version)
            if _content(changed := change(coming)) != _content(coming):
                desk.store.cancel_version(version.id, desk.who)
                desk.store.make_live(storable(changed), desk.who, version.at)
    return done


def _content(front: Front) -> Front:
    return replace(front, revision="", updated=None)


def _at(desk: Desk, version: Version) -> Front:
    found = desk.store.at_revision(version.revision)
    assert isinstance(found, Front)
    return found


def place(
    desk: Desk, front: str, container: str, slots: Sequence[Slot], position: int | None = None
) -> Done[Front]:
    """Put slots into a container of a draft, one behind the other; see `put`."""

    def change(now: Front) -> Front:
        for number, slot in enumerate(slots):
            now = put(now, container, slot, None if position is None else position + number)
        return now

    return edit(desk, front, change)


def remove(desk: Desk, front: str, target: str) -> Done[Front]:
    """Take a story's id or a link's address off all containers of a draft."""

    def change(now: Front) -> Front:
        for slot in [one for _, one in now.slots() if one.target == target]:
            now = take(now, slot.id)
        return now

    return edit(desk, front, change)


# Draft and live


def changes(desk: Desk, slug: str) -> tuple[FrontChange, ...]:
    """Return what making a draft live would change for readers."""
    draft = get(desk, slug)
    return compare(live(desk, draft.id) or replace(draft, containers=(), rest=False), draft)


def make_live(desk: Desk, slug: str, at: datetime | None = None) -> Done[Version]:
    """Make a draft what readers see, at once or from a time to come.

    Raises:
        BadInput: the time is past, or the draft is empty and was never saved.
    """
    draft = get(desk, slug)
    if not draft.revision:
        raise BadInput(f"“{draft.name}” has no containers yet", todo="Put something there first")
    if at is not None and at <= datetime.now(UTC):
        raise BadInput(
            "This time is past", kept="Nothing was changed", todo="Give a later one, or none for now"
        )
    version = desk.store.make_live(draft, desk.who, at)
    return Done(version, _change(draft))


def planned(desk: Desk, slug: str) -> list[Version]:
    """Return the versions of a front that are to come."""
    now = datetime.now(UTC)
    versions = desk.store.front_versions(get(desk, slug).id)
    return [one for one in versions if one.at > now and one.cancelled is None]


def cancel(desk: Desk, version: Version) -> Done[Version]:
    """Take a version back before its time; raises BadInput where it is live already."""
    cancelled = desk.store.cancel_version(version.id, desk.who)
    return Done(cancelled, Change.of("list", version.front))


def discard(desk: Desk, slug: str) -> Done[Front]:
    """Give a draft what is live; the draft's own versions stay in its revisions."""
    draft = get(desk, slug)
    shown = live(desk, draft.id)
    if shown is None:
        raise BadInput(f"“{draft.name}” was never live", kept="Nothing was changed")
    return _bring(desk, slug, shown, "discard")


def _bring(desk: Desk, slug: str, old: Front, reason: str) -> Done[Front]:
    """Give a draft what an older version held, save the stories that have left the desk since."""
    held = {id_ for _, slot in old.slots() for id_ in (slot.story, slot.fallback) if id_}
    gone = held - desk.store.rows_of(held).keys()
    containers = tuple(
        replace(one, slots=tuple(_kept(slot, gone) for slot in one.slots if slot.story not in gone))
        for one in old.containers
    )

    def bring(now: Front) -> Front:
        return replace(old, containers=containers, revision=now.revision, updated=now.updated)

    return edit(desk, slug, bring, reason=reason)


def _kept(slot: Slot, gone: set[str]) -> Slot:
    return replace(slot, fallback="") if slot.fallback in gone else slot


def versions(desk: Desk, slug: str) -> list[Version]:
    """Return every version of a front that was, is or will be live, newest first."""
    return desk.store.front_versions(get(desk, slug).id)[::-1]


def version(desk: Desk, version: Version) -> Front:
    """Return a front as it was made live."""
    return _at(desk, version)


def restore(desk: Desk, slug: str, version: Version) -> Done[Front]:
    """Give a draft what an earlier version held; readers see it once it is made live."""
    return _bring(desk, slug, _at(desk, version), "restore")


def restore_at(desk: Desk, slug: str, at: datetime) -> Done[Front]:
    """Give a draft what was live at an instant; raises BadInput where nothing was."""
    shown = live(desk, get(desk, slug).id, at)
    if shown is None:
        raise BadInput("Nothing was live then", kept="Nothing was changed", todo="Give another time")
    return _bring(desk, slug, shown, "restore")


def undo(desk: Desk, slug: str) -> Done[Front] | None:
    """Take the last step of a draft back; None where there is none."""
    return _step(desk, slug, "undo")


def redo(desk: Desk, slug: str) -> Done[Front] | None:
    """Do again what was taken back; None where there is nothing."""
    return _step(desk, slug, "redo")


def _step(desk: Desk, slug: str, way: str) -> Done[Front] | None:
    with desk.store.batch():
        draft = get(desk, slug)
        found = steps(desk.store.front_trail(draft)) if draft.revision else None
        target = getattr(found, way) if found else ""
        if not target:
            return None
        old = desk.store.at_revision(target)
        assert isinstance(old, Front)
        return _bring(desk, slug, old, way)


# What is shown


@dataclass(frozen=True, slots=True)
class Board:
    """A front with all that its cards show.

    Attributes:
        front: the draft, or a version.
        shown: what each container shows at the instant.
        rows: every story that stands or is shown on it, by id.
        standfirsts: of the stories that lead, by id.
    """

    front: Front
    shown: tuple[Shown, ...]
    rows: dict[str, StoryRow]
    standfirsts: dict[str, str]


def board(desk: Desk, front: Front, at: datetime | None = None) -> Board:
    """Return what a front shows at an instant, and the rows of its stories."""
    now = at or datetime.now(UTC)
    held = {id_ for _, slot in front.slots() for id_ in (slot.story, slot.fallback) if id_}
    shown = resolve(front, now, DeskStock(desk, now))
    held |= {place.story for one in shown for place in one.places if place.story}
    leads = [one.places[0].story for one in shown if one.container.layout is Layout.LEAD and one.places]
    led = desk.store.stories([story for story in leads if story])
    return Board(front, shown, desk.store.rows_of(held), {story.id: story.standfirst for story in led})


def standings(desk: Desk, story: str) -> list[Standing]:
    """Return the places that a story holds on fronts, in drafts and in what is or will be live."""
    return desk.store.standings(story)


# Edits of a draft: pure, so that they are tried and done again on somebody else's version


def put(front: Front, container: str, slot: Slot, position: int | None = None) -> Front:
    """Put a slot into a container; its story leaves the place that it has on the front.

    Args:
        front: the draft.
        container: a slug or id.
        slot: what to put there; one of its id or target that stands there moves, with what it overrides.
        position: counted from 0; None for the end, or for where it stands.

    Raises:
        NotFound: no such container.
    """
    into = _container(front, container)
    there = next((one for one in into.slots if slot.id == one.id or slot.target == one.target), None)
    at = into.slots.index(there) if there and position is None else position
    front = take(front, slot.id)
    if not into.repeats:
        front = _without(front, slot.target)
    into = _container(front, container)
    rest = [one for one in into.slots if one.target != slot.target]
    at = len(rest) if at is None else min(at, len(rest))
    slots = (*rest[:at], replace(slot, added=slot.added or datetime.now(UTC)), *rest[at:])
    return front.with_container(replace(into, slots=slots))


def _container(front: Front, container: str) -> Container:
    found = front.container(container)
    if found is None:
        raise NotFound(f"“{front.name}” has no container “{container[:80]}”", kept="Nothing was changed")
    return found


def _without(front: Front, target: str) -> Front:
    """Take a target off the containers that may not repeat one another."""
    held = [
        one if one.repeats else replace(one, slots=tuple(slot for slot in one.slots if slot.target != target))
        for one in front.containers
    ]
    return replace(front, containers=tuple(held))


def take(front: Front, slot: str) -> Front:
    """Take a slot off by its id."""
    held = [
        replace(one, slots=tuple(each for each in one.slots if each.id != slot)) for one in front.containers
    ]
    return replace(front, containers=tuple(held))


def move(front: Front, slot: str, container: str, position: int | None = None) -> Front:
    """Move a slot within its container or to another; one that is gone stays so."""
    found = next((one for _, one in front.slots() if one.id == slot), None)
    return put(front, container, found, position) if found else front


def with_slot(front: Front, slot: Slot) -> Front:
    """Put a changed slot in place of the one with its id; one that is gone stays so."""
    held = [
        replace(one, slots=tuple(slot if each.id == slot.id else each for each in one.slots))
        for one in front.containers
    ]
    return replace(front, containers=tuple(held))


def slot_of(desk: Desk, target: str) -> Slot:
    """Return a new slot for a story (id or slug).

    Raises:
        NotFound: no such story.
        BadInput: it is withdrawn.
    """
    story = desk.store.story(target)
    if story.status is Status.WITHDRAWN:
        raise BadInput(
            f"“{story.headline or story.slug}” is withdrawn",
            kept="Nothing was changed",
            todo="Choose another story",
        )
    return Slot(id=new_id(), story=story.id, added=datetime.now(UTC))
