"""What stands in each container of a board: the cards that readers see, and pale those that they do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.domain import Container, Fill, Layout, Place, Publication, Shown, Slot, Status, StoryRow
from desk.operations import popular
from desk.operations.curation import Card
from desk.operations.fronts import Board
from desk.operations.placing import Look, Where
from desk.ui import dates, words

_SOON = timedelta(hours=1)
_STANDS = "stands in "

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
        teaser: what readers see under the headline of one that leads.
    """

    front: str = ""
    container: str = ""
    number: int = 0
    by_hand: bool = True
    badges: tuple[Badge, ...] = ()
    fact: str = ""
    teaser: str = ""


def tiles(look: Look, board: Board, shown: Shown, publication: Publication) -> list[Tile]:
    """Return a container's cards in order; what is not shown stands behind the slot before it."""
    container = shown.container
    found = [_shown(look, board, container, place, n, publication) for n, place in enumerate(shown.places, 1)]
    seen = {place.slot.id for place in shown.places if place.slot}
    before = ""
    for slot in container.slots:
        if slot.id not in seen:
            behind = next((n for n, one in enumerate(found, 1) if one.slot.id == before), 0)
            found.insert(behind, _hidden(look, board, container, slot, publication))
        before = slot.id
    return found


def _shown(
    look: Look, board: Board, container: Container, place: Place, number: int, publication: Publication
) -> Tile:
    row = board.rows.get(place.story)
    slot = place.slot or Slot(id=f"auto:{place.story}", story=place.story)
    badges = [*_barred(look, slot, row), *_known(container, place.slot, row, look.at, publication)]
    badges += _also(look, board, container, slot)
    if place.slot is None and any(one.fallback == place.story for one in container.slots):
        badges.insert(0, ("mute", "stands in"))
    where = board.front.slug, container.slug
    fact = _fact(slot, row, look.at, publication)
    teaser = slot.teaser or board.standfirsts.get(place.story, "")
    return Tile(slot, row, *where, number, place.slot is not None, tuple(badges), fact, teaser)


def _hidden(look: Look, board: Board, container: Container, slot: Slot, publication: Publication) -> Tile:
    row = board.rows.get(slot.story)
    why = _why(board, container, slot, row, look.at, publication)
    badges = [("warn", why), *_barred(look, slot, row)]
    if slot.drifted(row.headline if row else ""):
        badges.append(("warn", "headline changed since"))
    if not why.startswith(_STANDS):
        badges += _also(look, board, container, slot)
    where = board.front.slug, container.slug
    fact = _fact(slot, row, look.at, publication)
    return Tile(slot, row, *where, 0, True, tuple(badges), fact, slot.teaser)


def _barred(look: Look, slot: Slot, row: StoryRow | None) -> Iterable[Badge]:
    """Yield why readers may not see the card's photo."""
    photo = slot.photo or (row.photo if row else "")
    if what := look.rights.get((photo, slot.story)):
        yield "warn", f"photo {what}"


def _also(look: Look, board: Board, container: Container, slot: Slot) -> Iterable[Badge]:
    """Yield where else the story stands, by the containers of this board and the other fronts."""
    here = {one.front.slug for one in look.boards}
    others = [one for one in look.elsewhere.get(slot.target, ()) if not _is(one, board, container)]
    names = dict.fromkeys(one.name if one.front in here else one.front_name for one in others)
    if names:
        yield "mute", f"also on {', '.join(names)}"


def _is(where: Where, board: Board, container: Container) -> bool:
    return (where.front, where.container) == (board.front.slug, container.slug)


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
        return f"{_STANDS}{other}"
    return f"waits: {container.most} at most"


def _known(
    container: Container, slot: Slot | None, row: StoryRow | None, at: datetime, publication: Publication
) -> Iterable[Badge]:
    """Yield what there is to know of a card that is shown."""
    if slot is not None:
        if slot.added and container.fill is Fill.MANUAL:
            yield "mute", words.since(slot.added, at)
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


def count(look: Look, container: Container, found: list[Tile]) -> Badge:
    """Return what stands at the head of a container: `3 of 6`, `automatic · newest 4`, where figures end."""
    if container.fill is Fill.POPULAR:
        return _ranked(look, container)
    return "mute", _filled(container, found)


def _ranked(look: Look, container: Container) -> Badge:
    """Return by what a popular container ranks, and whether that is too old to tell."""
    days = container.hours // 24
    said = f"last {f'{days} days' if days > 1 else f'{container.hours} hours'}"
    if look.figures is None:
        return "mute", f"{said} · by hand"
    ends = f"{look.figures.source} to {dates.write_day(look.figures.latest)}"
    if popular.stale(look.figures, look.at, container.hours):
        return "warn", f"out of date · {ends}"
    return "mute", f"{said} · {ends}"


def _filled(container: Container, found: list[Tile]) -> str:
    number = sum(1 for one in found if one.number)
    if container.fill is Fill.AUTOMATIC:
        return f"automatic · newest {container.most}"
    rest = " · then newest" if container.fill is Fill.MANUAL_FIRST else ""
    few = f" · at least {container.least}" if number < container.least else ""
    return f"{number} of {container.most}{few or rest}"


def unlike(found: Iterable[Tile]) -> str:
    """Return how many cards want a look, or nothing."""
    badges = [said for one in found for role, said in one.badges if role == "warn"]
    bare, barred = badges.count("no photo"), sum(said.startswith("photo ") for said in badges)
    counted = (
        (bare, "card has no photo", "cards have no photo"),
        (barred, "card has a photo that readers may not see", "cards have photos that readers may not see"),
    )
    return " · ".join(words.count(*one) for one in counted if one[0])
