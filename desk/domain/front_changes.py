"""Two versions of a front: what differs for readers, and how two people's changes become one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from desk.domain.curation import Slot
from desk.domain.front import Container, Front
from desk.domain.merge import merge_fields


class Move(StrEnum):
    """What became of a slot or a container."""

    IN = "in"
    OUT = "out"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FrontChange:
    """One thing that differs between two versions.

    Attributes:
        container: its name in the newer version, or in the older where it is gone.
        slot: the newer version's, the older's where it is gone; None where the container itself differs.
        before, after: 1-based places in their containers; 0 where it does not stand.
        fields: of the slot or container, those that differ.
        came_from: the name of the container it stood in before, where that was another.
    """

    move: Move
    container: str
    slot: Slot | None = None
    before: int = 0
    after: int = 0
    fields: tuple[str, ...] = ()
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class _At:
    container: Container
    number: int
    slot: Slot


def _stands(front: Front) -> dict[str, _At]:
    return {
        slot.id: _At(container, number, slot)
        for container in front.containers
        for number, slot in enumerate(container.slots, 1)
    }


def compare(older: Front, newer: Front) -> tuple[FrontChange, ...]:
    """Return what differs, in the newer front's order, what is gone last."""
    was, now = _stands(older), _stands(newer)
    old_containers = {one.id: one for one in older.containers}
    found: list[FrontChange] = []
    for container in newer.containers:
        found += _container(old_containers.pop(container.id, None), container)
        still = _unmoved(container, was)
        found += [change for slot in container.slots if (change := _slot(slot, was, now, still))]
    found += [
        FrontChange(Move.OUT, at.container.name, at.slot, before=at.number)
        for id_, at in was.items()
        if id_ not in now
    ]
    found += [FrontChange(Move.OUT, one.name) for one in old_containers.values()]
    if [one.id for one in older.containers] != [one.id for one in newer.containers if one.id in _ids(older)]:
        kept = [one for one in newer.containers if one.id in _ids(older)]
        order = [one.id for one in older.containers if one.id in _ids(newer)]
        found += [
            FrontChange(Move.MOVED, one.name)
            for one, was_there in zip(kept, order, strict=True)
            if one.id != was_there
        ]
    if older.rest != newer.rest:
        found.append(FrontChange(Move.CHANGED, newer.name, fields=("rest",)))
    return tuple(found)


def _ids(front: Front) -> set[str]:
    return {one.id for one in front.containers}


def _differing(one: Slot | Container, other: Slot | Container, *without: str) -> tuple[str, ...]:
    names = (field.name for field in fields(one))
    return tuple(name for name in names if name not in without and getattr(one, name) != getattr(other, name))


def _container(old: Container | None, new: Container) -> list[FrontChange]:
    if old is None:
        return [FrontChange(Move.IN, new.name)]
    differing = _differing(old, new, "slots")
    return [FrontChange(Move.CHANGED, new.name, fields=differing)] if differing else []


def _unmoved(container: Container, was: Mapping[str, _At]) -> set[str]:
    """Return the longest row of slots that kept their order: the fewest others have then moved."""
    kept = [
        slot.id for slot in container.slots if slot.id in was and was[slot.id].container.id == container.id
    ]
    return set(_rising(kept, [was[id_].number for id_ in kept]))


def _rising(ids: Sequence[str], numbers: Sequence[int]) -> list[str]:
    best: list[list[str]] = []
    for at, number in enumerate(numbers):
        longest = max((best[n] for n in range(at) if numbers[n] < number), key=len, default=list[str]())
        best.append([*longest, ids[at]])
    return max(best, key=len, default=list[str]())


def _slot(slot: Slot, was: Mapping[str, _At], now: Mapping[str, _At], still: set[str]) -> FrontChange | None:
    here, old = now[slot.id], was.get(slot.id)
    if old is None:
        return FrontChange(Move.IN, here.container.name, slot, after=here.number)
    differing = _differing(old.slot, slot)
    if slot.id in still and not differing:
        return None
    elsewhere = old.container.id != here.container.id
    return FrontChange(
        Move.CHANGED if slot.id in still else Move.MOVED,
        here.container.name,
        slot,
        old.number,
        here.number,
        differing,
        old.container.name if elsewhere else "",
    )


@dataclass(frozen=True, slots=True)
class FrontClash:
    """What two people changed differently in one slot or container: mine stands.

    Attributes:
        id: the slot's or container's.
        fields: what both changed.
    """

    id: str
    fields: tuple[str, ...]


def merge_fronts(base: Front, mine: Front, theirs: Front) -> tuple[Front, tuple[FrontClash, ...]]:
    """Join two people's changes to one front, slot by slot.

    A slot that one removed stays where the other changed or moved it. A story that both put into
    one container stands there once.

    Returns:
        The front on top of `theirs`, and what both changed differently.
    """
    clashes: list[FrontClash] = []
    was, left, right = ({one.id: one for one in front.containers} for front in (base, mine, theirs))
    order = _order([*was], [*left], [*right])
    slots = _Slots(base, mine, theirs, clashes)
    containers: list[Container] = []
    for id_ in order:
        old, here, there = was.get(id_), left.get(id_), right.get(id_)
        if here is None or there is None:
            kept = here or there
            if kept is None or (old is not None and kept == old):
                continue
            merged = kept
        else:
            merged, both = merge_fields(*(replace(one, slots=()) for one in (old or there, here, there)))
            if both:
                clashes.append(FrontClash(id_, both))
        containers.append(merged)
    held = {one.id for one in containers}
    whole, _ = merge_fields(
        *(replace(one, containers=(), revision="", updated=None) for one in (base, mine, theirs))
    )
    merged_front = replace(
        whole,
        containers=tuple(replace(one, slots=slots.of(one.id, held)) for one in containers),
        revision=theirs.revision,
        updated=theirs.updated,
    )
    return merged_front, tuple(clashes)


class _Slots:
    """The slots of a merge."""

    def __init__(self, base: Front, mine: Front, theirs: Front, clashes: list[FrontClash]) -> None:
        self._was, self._mine, self._theirs = _stands(base), _stands(mine), _stands(theirs)
        self._fronts = base, mine, theirs
        merged = {id_: self._one(id_, clashes) for id_ in {**self._was, **self._mine, **self._theirs}}
        self._merged = {id_: at for id_, at in merged.items() if at is not None}

    def _one(self, id_: str, clashes: list[FrontClash]) -> tuple[str, Slot] | None:
        old, here, there = (side.get(id_) for side in (self._was, self._mine, self._theirs))
        if here is None or there is None:
            kept = here or there
            untouched = old is not None and kept is not None and self._same(old, kept)
            return None if kept is None or untouched else (kept.container.id, kept.slot)
        slot, both = merge_fields(old.slot if old else there.slot, here.slot, there.slot)
        moved = old is None or here.container.id != old.container.id
        if both:
            clashes.append(FrontClash(id_, both))
        return (here if moved else there).container.id, slot

    @staticmethod
    def _same(old: _At, kept: _At) -> bool:
        return old.slot == kept.slot and old.container.id == kept.container.id

    def of(self, container: str, held: set[str]) -> tuple[Slot, ...]:
        """Return a container's slots in order, no story twice."""
        rows = [
            [slot.id for one in front.containers if one.id == container for slot in one.slots]
            for front in self._fronts
        ]
        found: dict[str, Slot] = {}
        for id_ in _order(*rows):
            at = self._merged.get(id_)
            if at is not None and at[0] == container and container in held:
                found.setdefault(at[1].target, at[1])
        return tuple(found.values())


def _order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return all ids in the order of the side that changed it, what is new behind what it stood behind."""
    common = set(base) & set(mine) & set(theirs)
    reordered = [one for one in mine if one in common] != [one for one in base if one in common]
    leading, other = (mine, theirs) if reordered else (theirs, mine)
    found = list(leading)
    for number, one in enumerate(other):
        if one not in found:
            before = next((each for each in reversed(other[:number]) if each in found), None)
            found.insert(found.index(before) + 1 if before is not None else 0, one)
    return found
