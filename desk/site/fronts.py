"""What fronts show on pages: their containers resolved at the instant, as blocks of cards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desk.domain import LISTS, Candidate, Container, Fill, Pick, Slot, resolve
from desk.site.sandbox import Plain
from desk.site.snapshot import Card, Snapshot
from desk.site.theme import Labels
from desk.site.visible import candidate

_LABELS = {"top-stories": "top", "editors-choice": "choice", "popular": "popular"}


@dataclass(frozen=True, slots=True)
class Block(Plain):
    """A container as a page shows it.

    Attributes:
        name: a label of the theme where it still has the name that it was made with.
        layout: `lead`, `grid`, `list` or `strip`.
        ranked: its order is a ranking.
    """

    slug: str
    name: str
    layout: str
    ranked: bool
    cards: tuple[Card, ...]


class Fronts:
    """The fronts of an edition at the instant of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._stock = _Stock(snapshot)
        self._blocks: dict[str, tuple[Block, ...]] = {}

    def blocks(self, slug: str, words: Labels) -> tuple[Block, ...]:
        """Return a front's containers that show anything, none for a front that is not live."""
        if slug not in self._blocks:
            front = self._snapshot.edition.fronts.get(slug)
            shown = resolve(front, self._snapshot.at, self._stock) if front else ()
            made = [
                _block(one.container, tuple(self._cards((p.story, p.slot) for p in one.places)), words)
                for one in shown
            ]
            self._blocks[slug] = tuple(block for block in made if block.cards)
        return self._blocks[slug]

    def _cards(self, places: Iterator[tuple[str, Slot | None]]) -> Iterator[Card]:
        for story, slot in places:
            card = (
                self._snapshot.slot_card(slot) if slot else self._snapshot.card(self._snapshot.story(story))
            )
            if card:
                yield card


def _block(container: Container, cards: tuple[Card, ...], words: Labels) -> Block:
    label = _LABELS.get(container.slug, "")
    name = getattr(words, label) if label and container.name == LISTS[container.slug] else container.name
    return Block(container.slug, name, str(container.layout), container.fill is Fill.POPULAR, cards)


class _Stock:
    """What readers may see of an edition; see `desk.domain.Stock`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def know(self, stories: Iterable[str]) -> None:
        """Do nothing: the edition has them all."""

    def candidate(self, story: str) -> Candidate | None:
        """Return a visible story, or None."""
        found = self._snapshot.by_id.get(story)
        return candidate(found) if found else None

    def newest(self, pick: Pick) -> Iterator[Candidate]:
        """Yield the visible stories that fit, newest first."""
        snapshot = self._snapshot
        sought = snapshot.edition.found.get(pick.search, frozenset[str]()) if pick.search else None
        found = self._named(pick) if pick.tag or pick.author else snapshot.candidates(pick.section)
        return (one for one in found if sought is None or one.story in sought)

    def _named(self, pick: Pick) -> Iterator[Candidate]:
        """Yield those that have a tag and an author."""
        snapshot = self._snapshot
        stories = snapshot.by_section.get(pick.section, ()) if pick.section else snapshot.stories
        return (candidate(story) for story in stories if pick.fits(story))

    def popular(self, hours: int) -> list[str]:
        """Return the stories that were read most, most first."""
        return list(self._snapshot.edition.popular(hours))
