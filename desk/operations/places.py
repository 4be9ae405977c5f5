"""Where a story stands: what names it, taking it off there and giving its place to another, as one step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desk.domain import BadInput, Change, Done, Front, Slot, State, new_id
from desk.operations import curation
from desk.operations.curation import Slots
from desk.operations.desk import Desk

_RELATED = "related:"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story stands.

    Attributes:
        slug: the list's.
        name: what people call it.
        position: counted from 1.
        front: the slug of the container's front; empty for related links.
        states: the versions of the front in which it stands there; none for related links.
        fallback: it does not stand there itself, but is to stand in for what does.
    """

    slug: str
    name: str
    position: int
    front: str = ""
    states: tuple[State, ...] = ()
    fallback: bool = False

    @property
    def owner(self) -> str:
        """Return the id of the story whose related links these are, or an empty one."""
        return self.slug.removeprefix(_RELATED) if self.slug.startswith(_RELATED) else ""


@dataclass(frozen=True, slots=True)
class Cleared:
    """Lists that a story was taken off, with all that the undo needs.

    Attributes:
        story: its id.
        instead: the id of the story that took its places, or empty.
        lists: the slots that its lists had, by slug, and whether only the draft's were changed.
    """

    story: str
    instead: str = ""
    lists: tuple[tuple[str, Slots, bool], ...] = ()


def places(desk: Desk, story: str) -> list[Place]:
    """Return the places on fronts, in any version that is or will be seen, and among related links."""
    return _places(desk, story, desk.store.fronts())


def places_of(desk: Desk, stories: Sequence[str]) -> dict[str, list[Place]]:
    """Return the places of those of some stories that stand anywhere, by their ids."""
    fronts = desk.store.fronts()
    found = {story: _places(desk, story, fronts) for story in stories}
    return {story: held for story, held in found.items() if held}


def _places(desk: Desk, story: str, fronts: Sequence[Front]) -> list[Place]:
    found = [
        Place(one.container, one.name, one.place, one.front, one.states)
        for one in desk.store.standings(story)
    ]
    found += [
        Place(container.slug, container.name, number, front.slug, (State.DRAFT,), fallback=True)
        for front in fronts
        for container in front.containers
        for number, slot in enumerate(container.slots, 1)
        if slot.fallback == story
    ]
    related = desk.store.places(story)
    return [*found, *(Place(one.slug, _named(desk, one.slug), at + 1) for one, at in related)]


def _named(desk: Desk, slug: str) -> str:
    owner = desk.store.story(slug.removeprefix(_RELATED))
    return f"Related links of “{owner.headline or 'Untitled'}”"


def clear(desk: Desk, story: str, *, instead: str = "", lists: Sequence[str] | None = None) -> Done[Cleared]:
    """Take a story off lists, or give its places to another; all or nothing.

    What readers see changes at once; where it stands in the draft of a front alone, only that.

    Args:
        desk: the open desk.
        story: its id.
        instead: the id of the story that takes its places, where it does not stand on that list already.
        lists: their slugs; all that it stands on where not given.

    Raises:
        BadInput: it would take its own place.
    """
    if instead == story:
        raise BadInput("A story cannot take its own place", kept="Nothing was changed", todo="Choose another")
    states: dict[str, set[State]] = {}
    for place in places(desk, story):
        if lists is None or place.slug in lists:
            states.setdefault(place.slug, set()).update(place.states)
    before: list[tuple[str, Slots, bool]] = []
    change = Change()
    with desk.store.batch():
        for slug, seen in states.items():
            draft = seen == {State.DRAFT}
            before.append((slug, curation.get(desk, slug, draft=draft).slots, draft))
            change |= curation.change(desk, slug, _without(story, instead, slug), draft=draft).change
    return Done(Cleared(story, instead, tuple(before)), change)


def _without(story: str, heir: str, slug: str) -> Callable[[Slots], Slots]:
    """Return the edit that takes a story off a list; an heir takes its place and times, not its words."""

    def edit(slots: Slots) -> Slots:
        fits = heir and slug != f"{_RELATED}{heir}" and heir not in {slot.story for slot in slots}
        kept: list[Slot] = []
        for slot in slots:
            if slot.fallback == story:
                slot = replace(slot, fallback=heir if heir != slot.story else "")
            if slot.story != story:
                kept.append(slot)
            elif fits:
                kept.append(
                    Slot(id=new_id(), story=heir, starts=slot.starts, ends=slot.ends, pinned=slot.pinned)
                )
        return tuple(kept)

    return edit


def put_back(desk: Desk, was: Cleared) -> Done[Cleared]:
    """Give a story the places again that it was taken off, whatever else changed there since."""
    change = Change()
    with desk.store.batch():
        for slug, slots, draft in was.lists:
            change |= curation.change(desk, slug, _again(was, slots), draft=draft).change
    return Done(was, change)


def _again(was: Cleared, before: Slots) -> Callable[[Slots], Slots]:
    known = {slot.id: slot for slot in before}

    def edit(slots: Slots) -> Slots:
        kept = [slot for slot in slots if slot.id in known or not was.instead or slot.story != was.instead]
        kept = [
            replace(slot, fallback=was.story)
            if slot.id in known
            and known[slot.id].fallback == was.story
            and slot.fallback in ("", was.instead)
            else slot
            for slot in kept
        ]
        for at, slot in enumerate(before):
            if slot.story == was.story and slot.id not in {one.id for one in kept}:
                kept.insert(at, slot)
        return tuple(kept)

    return edit
