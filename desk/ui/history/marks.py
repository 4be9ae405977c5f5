"""What came and what went, laid out for the page: where it stands, how it looks, how it is said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from PySide6.QtGui import QTextCharFormat

from desk.text import Block, Changed, Fate, Kind, Part, Piece, Span
from desk.ui.theme import current

PILCROW: Final = "\u00a0¶"  # stands where two paragraphs were made one, or one two
_SAID: Final = 60  # characters of a change that are said

_KINDS: Final = {
    Kind.PARAGRAPH: "text",
    Kind.HEADING: "heading",
    Kind.ITEM: "list item",
    Kind.PULL: "pull quote",
    Kind.CODE: "code",
    Kind.PHOTO: "photo",
    Kind.DIVIDER: "divider",
    Kind.OPAQUE: "block",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Words that came or went, or stayed in a block that became another kind; Qt's positions in the block."""

    start: int
    length: int
    fate: Fate


@dataclass(frozen=True, slots=True)
class Change:
    """One change to stop at: its place in a block, and its words for who cannot see the marks."""

    block: int
    start: int
    length: int
    said: str


@dataclass(frozen=True, slots=True)
class Laid:
    """Blocks of both versions as one text.

    Attributes:
        blocks: what the page shows.
        places: what came and went in each.
        cards: the cards that came or went, by the number of their block.
        changes: in reading order.
    """

    blocks: tuple[Block, ...]
    places: tuple[tuple[Place, ...], ...]
    cards: dict[int, Fate]
    changes: tuple[Change, ...]


def lay(blocks: Sequence[Changed]) -> Laid:
    """Lay compared blocks out as one text."""
    laid: list[Block] = []
    places: list[tuple[Place, ...]] = []
    changes: list[Change] = []
    for number, changed in enumerate(blocks):
        pieces = [*changed.pieces, *_end(changed, blocks[number + 1 : number + 2])]
        runs = [(piece.fate, piece.span.text) for piece in pieces]
        laid.append(_block(changed, pieces))
        places.append((*_reshaped(changed, runs), *_places(runs)))
        if not changed.same:
            changes += _changes(number, changed, runs)
    cards = {n: one.fate for n, one in enumerate(blocks) if not one.pieces and one.fate is not Fate.SAME}
    return Laid(tuple(laid), tuple(places), cards, tuple(changes))


def _block(changed: Changed, pieces: Sequence[Piece]) -> Block:
    if changed.block.kind is Kind.CODE:
        return replace(changed.block, text="".join(piece.span.text for piece in pieces))
    return replace(changed.block, spans=tuple(piece.span for piece in pieces)) if pieces else changed.block


def _end(changed: Changed, after: Sequence[Changed]) -> Iterator[Piece]:
    """Yield the mark of an end that came or went between words that stayed."""
    if changed.fate is not Fate.SAME and changed.pieces and after and _stayed(changed) and _stayed(after[0]):
        yield Piece(changed.fate, Span(PILCROW))


def _stayed(changed: Changed) -> bool:
    return any(piece.fate is Fate.SAME and piece.span.text.strip() for piece in changed.pieces)


def _changes(number: int, changed: Changed, runs: Sequence[tuple[Fate, str]]) -> Iterator[Change]:
    """Yield the changes of one block; a card, or a block that only became another kind, is one."""
    length = sum(_units(words) for _, words in runs)
    if changed.was is not None:
        was, now = _KINDS[changed.was.kind], _KINDS[changed.block.kind]
        said = f"{now.capitalize()}, was {was}" if now != was else f"{now.capitalize()} of another level"
        yield Change(number, 0, length, said)
    elif not changed.pieces:
        verb = "added" if changed.fate is Fate.INSERTED else "removed"
        yield Change(number, 0, 1, f"{_KINDS[changed.block.kind].capitalize()} {verb}")
    yield from changes_of(runs, number)


def changes_of(runs: Iterable[tuple[Fate, str]], block: int = 0) -> Iterator[Change]:
    """Yield the changes of one line of words: what went and what came for it are one."""
    at = 0
    for same, group in groupby(runs, key=lambda run: run[0] is Fate.SAME):
        together = list(group)
        length = sum(_units(words) for _, words in together)
        if not same:
            yield Change(block, at, length, _said(together))
        at += length


def _said(runs: Sequence[tuple[Fate, str]]) -> str:
    """Return `“Monday” out, “Tuesday” in`."""
    told: list[str] = []
    for fate, name in ((Fate.DELETED, "out"), (Fate.INSERTED, "in")):
        words = " ".join("".join(words for one, words in runs if one is fate).split())
        if words:
            told.append(f"“{words[:_SAID]}{'…' if len(words) > _SAID else ''}” {name}")
    return ", ".join(told) or "Space"


def _reshaped(changed: Changed, runs: Iterable[tuple[Fate, str]]) -> Iterator[Place]:
    if changed.was is not None:
        yield Place(0, sum(_units(words) for _, words in runs), Fate.SAME)


def _places(runs: Iterable[tuple[Fate, str]]) -> Iterator[Place]:
    at = 0
    for fate, words in runs:
        if fate is not Fate.SAME:
            yield Place(at, _units(words), fate)
        at += _units(words)


def _units(words: str) -> int:
    """Return how many of Qt's positions, which count UTF-16, words take."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def runs_of(parts: Iterable[Part]) -> list[tuple[Fate, str]]:
    """Return compared words of a field as the same runs."""
    return [(part.fate, part.text) for part in parts]


def look_of(fate: Fate) -> QTextCharFormat:
    """Return the look of what came or went, or stayed in a block of another kind: told without colour too."""
    look, theme = QTextCharFormat(), current()
    if fate is Fate.INSERTED:
        look.setForeground(theme.colour("came"))
        look.setBackground(theme.colour("came-ground"))
        look.setFontUnderline(True)
    elif fate is Fate.DELETED:
        look.setForeground(theme.colour("gone"))
        look.setBackground(theme.colour("gone-ground"))
        look.setFontStrikeOut(True)
    else:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(theme.colour("came"))
    return look
