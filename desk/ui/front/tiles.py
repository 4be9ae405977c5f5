"""What stands in each container of a board: the cards that readers see, and pale those that they do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.domain import Container, Fill, Layout, Place, Publication, Shown, Slot, Status, StoryRow
from desk.operations.curation import Card
from desk.operations.fronts import Board
from desk.ui import words

_SOON = timedelta(hours=1)

Badge = tuple[str, str]
"""A colour role and words."""


@dataclass(frozen=True, slots=True)
class Tile(Card):
    """A card of a board.

    Attributes:
        front, container: slugs.
        number: the place that readers see it at, from 1; 0 where they do not.
        by_hand: a person put it there; otherwise the container filled itself.
        badges: why it is not shown, or what there is to know of it.
        fact: section and time.
    """

    front: str = ""
    container: str = ""
    number: int = 0
    by_hand: bool = True
    badges: tuple[Badge, ...] = ()
    fact: str = ""


def tiles(board: Board, shown: Shown, at: datetime, publication: Publication) -> list[Tile]:
    """Return a container's cards in order; what is not shown stands behind the slot before it."""
    container = shown.container
    found = [_shown(board, container, place, n, at, publication) for n, place in enumerate(shown.places, 1)]
    seen = {place.slot.id for place in shown.places if place.slot}
    before = ""
    for slot in container.slots:
        if slot.id not in seen:
            behind = next((n for n, one in enumerate(found, 1) if one.slot.id == before), 0)
            found.insert(behind, _hidden(board, container, slot, at, publication))
        before = slot.id
    return found


def _shown(
    board: Board, container: Container, place: Place, number: int, at: datetime, publication: Publication
) -> Tile:
    row = board.rows.get(place.story)
    slot = place.slot or Slot(id=f"auto:{place.story}", story=place.story)
    badges = list(_known(container, place.slot, row, at, publication))
    if place.slot is None and any(one.fallback == place.story for one in container.slots):
        badges.insert(0, ("mute", "stands in"))
    where = board.front.slug, container.slug
    return Tile(
        slot, row, *where, number, place.slot is not None, tuple(badges), _fact(slot, row, at, publication)
    )


def _hidden(board: Board, container: Container, slot: Slot, at: datetime, publication: Publication) -> Tile:
    row = board.rows.get(slot.story)
    badges = [("warn", _why(board, container, slot, row, at, publication))]
    if slot.drifted(row.headline if row else ""):
        badges.append(("warn", "headline changed since"))
    where = board.front.slug, container.slug
    return Tile(slot, row, *where, 0, True, tuple(badges), _fact(slot, row, at, publication))


def _why(
    board: Board,
    container: Container,
    slot: Slot,
    row: StoryRow | None,
    at: datetime,
    publication: Publication,
) -> str:
    """Return why readers do not see a slot."""
    zone = publication.timezone
    if slot.ends and slot.ends <= at:
        return f"expired {words.moment(slot.ends, zone)}"
    if slot.story and row is None:
        return "no longer on this desk"
    if row and row.status is Status.WITHDRAWN:
        return "withdrawn"
    if slot.starts and slot.starts > at:
        return f"starts {words.moment(slot.starts, zone)}"
    if row and row.status is not Status.PUBLISHED:
        due = f", due {words.moment(row.publish_at, zone)}" if row.publish_at else ""
        return f"not published: {row.status.label.lower()}{due}"
    if row and row.published and row.published > at:
        return f"published {words.moment(row.published, zone)}"
    if not container.fill.by_hand and not slot.pinned:
        return "not pinned: the newest stand here" if container.fill is Fill.AUTOMATIC else "not pinned"
    other = next((one.name for one, each in board.front.slots() if each.target == slot.target), "")
    if other and other != container.name and not container.repeats:
        return f"stands in {other}"
    return f"waits: {container.most} at most"


def _known(
    container: Container, slot: Slot | None, row: StoryRow | None, at: datetime, publication: Publication
) -> Iterable[Badge]:
    """Yield what there is to know of a card that is shown."""
    if slot is not None:
        if slot.ends and slot.ends - at <= _SOON:
            minutes = max(1, round((slot.ends - at).total_seconds() / 60))
            yield "warn", f"expires in {minutes} min"
        elif slot.ends:
            yield "mute", f"until {words.moment(slot.ends, publication.timezone)}"
        if slot.drifted(row.headline if row else ""):
            yield "warn", "headline changed since"
        if slot.pinned:
            yield "mute", "pinned"
    wants = container.with_photo or container.layout in (Layout.LEAD, Layout.GRID)
    if wants and row and not row.photo and not (slot and slot.photo):
        yield "warn", "no photo"


def _fact(slot: Slot, row: StoryRow | None, at: datetime, publication: Publication) -> str:
    if row is None:
        return slot.source or slot.url
    section = slot.kicker or (publication.section_name(row.section) if row.section else "")
    return " · ".join(part for part in (section, words.age(row.published or row.updated, at)) if part)


def count(container: Container, found: list[Tile]) -> str:
    """Return what stands at the head of a container: `3 of 6`, `automatic · newest 4`."""
    number = sum(1 for one in found if one.number)
    if container.fill is Fill.AUTOMATIC:
        return f"automatic · newest {container.most}"
    if container.fill is Fill.POPULAR:
        days = container.hours // 24
        return f"popular · last {f'{days} days' if days > 1 else f'{container.hours} hours'}"
    rest = " · then newest" if container.fill is Fill.MANUAL_FIRST else ""
    few = f" · at least {container.least}" if number < container.least else ""
    return f"{number} of {container.most}{few or rest}"


def unlike(found: Iterable[Tile]) -> str:
    """Return how many cards want a look, or nothing."""
    bare = sum(1 for one in found if ("warn", "no photo") in one.badges)
    return words.count(bare, "card has no photo", "cards have no photo") if bare else ""
