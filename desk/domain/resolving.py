"""Which cards a front shows at an instant: one pure function of the front, the instant and the stories."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from desk.domain.curation import Slot
from desk.domain.front import Container, Fill, Front, Pick


@dataclass(frozen=True, slots=True)
class Candidate:
    """What must be known of a story to place it: its id, when it came, and its lead photo's id."""

    story: str
    issued: datetime
    photo: str = ""


class Stock(Protocol):
    """The stories that readers may see at the instant."""

    def know(self, stories: Iterable[str]) -> None:
        """Hear which stories (ids) will be asked for one by one, to read them at once."""
        ...

    def candidate(self, story: str) -> Candidate | None:
        """Return a story, or None where readers may not see it."""
        ...

    def newest(self, pick: Pick) -> Iterable[Candidate]:
        """Return the stories that fit, newest first; read only as far as they are needed."""
        ...

    def popular(self, hours: int) -> Iterable[str]:
        """Return the ids of the stories that were read most in so many hours, most first."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """One card that is shown.

    Attributes:
        story: its id; empty for the outside link of `slot`.
        slot: what a person put there, with its overrides; None where the container filled itself or where
            the story stands in for one that has ended.
    """

    story: str
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A container and its cards in order."""

    container: Container
    places: tuple[Place, ...]


def resolve(front: Front, at: datetime, stock: Stock) -> tuple[Shown, ...]:
    """Return what each container shows at an instant.

    Nothing stands twice on a front, save in a container that may repeat; what people placed goes before what
    fills itself, wherever it stands.

    Args:
        front: a draft or a live version.
        at: the instant, aware.
        stock: the stories as readers may see them then.
    """
    stock.know({id_ for _, slot in front.slots() for id_ in (slot.story, slot.fallback) if id_})
    placed: set[str] = set()
    by_hand = {one.id: tuple(_by_hand(one, at, stock, placed)) for one in front.containers}
    return tuple(Shown(one, _filled(one, by_hand[one.id], at, stock, placed)) for one in front.containers)


def _by_hand(
    container: Container, at: datetime, stock: Stock, placed: set[str]
) -> Iterator[tuple[int, Place]]:
    """Yield what people put there and is shown, each with its number among the slots."""
    counts = container.fill.by_hand or (
        container.fill is Fill.POPULAR and not any(stock.popular(container.hours))
    )
    shown = 0
    for number, slot in enumerate(container.slots):
        if shown == container.most:
            return
        place = _place(slot, at, stock) if counts or slot.pinned else None
        key = (place.story or slot.url) if place else ""
        if place is None or (key in placed and not container.repeats):
            continue
        if not container.repeats:
            placed.add(key)
        shown += 1
        yield number, place


def _place(slot: Slot, at: datetime, stock: Stock) -> Place | None:
    if slot.open(at):
        return Place(slot.story, slot) if not slot.story or stock.candidate(slot.story) else None
    ended = slot.ends is not None and slot.ends <= at
    return Place(slot.fallback) if ended and slot.fallback and stock.candidate(slot.fallback) else None


def _filled(
    container: Container, by_hand: tuple[tuple[int, Place], ...], at: datetime, stock: Stock, placed: set[str]
) -> tuple[Place, ...]:
    """Return the cards in order: pinned ones at their own numbers, the others around them."""
    pinned = {n: place for n, place in by_hand if place.slot and place.slot.pinned and n < container.most}
    others = iter([place for n, place in by_hand if n not in pinned])
    fill = _by_itself(container, at, stock, placed, {place.story for _, place in by_hand})
    shown: list[Place] = []
    for number in range(container.most):
        place = pinned.pop(number, None) or next(others, None) or next(fill, None)
        if place is None:
            break
        shown.append(place)
    shown += [pinned[n] for n in sorted(pinned)]  # fewer cards than the number that it is pinned to
    return tuple(shown)


def _by_itself(
    container: Container, at: datetime, stock: Stock, placed: set[str], here: set[str]
) -> Iterator[Place]:
    """Yield the stories that fill a container, and remember each as it is taken."""
    if container.fill is Fill.MANUAL:
        return
    oldest = at - timedelta(days=container.days) if container.days else None
    if container.fill is Fill.POPULAR:
        found = filter(None, (stock.candidate(story) for story in stock.popular(container.hours)))
    else:
        found = stock.newest(container.pick)
    for one in found:
        if oldest and one.issued < oldest:
            if container.fill is not Fill.POPULAR:
                return  # the rest is older still
            continue
        if one.story in here or one.story in container.skips or (container.with_photo and not one.photo):
            continue
        if not container.repeats:
            if one.story in placed:
                continue
            placed.add(one.story)
        here.add(one.story)
        yield Place(one.story)
