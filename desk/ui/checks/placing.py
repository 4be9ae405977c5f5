"""Where findings stand in the blocks of a text: made beside the window, asked as blocks are painted."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from os.path import commonprefix

from desk import text
from desk.text import Doc
from desk.ui.checks.point import Point
from desk.ui.positions import units

_ABOUT = 12
"""Characters beside a finding's words by which they are told from others in Markdown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a finding's words stands in one block, in code points of its text without spaces about it."""

    point: Point
    start: int
    end: int


@dataclass(frozen=True)
class Pieces:
    """Findings by the text of their blocks.

    Attributes:
        of: the pieces in blocks that say this, without spaces about it, by the number of the block.
        numbers: the block in which each finding, by its key, began.
    """

    of: dict[str, dict[int, tuple[Piece, ...]]] = field(
        default_factory=dict[str, dict[int, tuple[Piece, ...]]]
    )
    numbers: dict[str, int] = field(default_factory=dict[str, int])

    def at(self, said: str, number: int) -> tuple[Piece, ...] | None:
        """Return the pieces in a block, of several that say the same the nearest's; None where none does."""
        same = self.of.get(said)
        if not same:
            return None
        return same[number] if number in same else same[min(same, key=lambda one: abs(one - number))]


@dataclass(frozen=True, slots=True)
class Body:
    """The body at one moment.

    Attributes:
        markdown: what it says.
        lines: the words of each block, as findings count them: a line end between two.
        numbers: the place of each block in the editor; none where its source is shown.
    """

    markdown: str
    lines: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


def body_of(held: Sequence[Sequence[text.Block]]) -> Body:
    """Return what the blocks of the editor say; one may say nothing, or more where a card stands in it."""
    numbers = tuple(number for number, blocks in enumerate(held) for _ in blocks)
    markdown = text.write(Doc(tuple(block for blocks in held for block in blocks)))
    lines = tuple(block.plain for block in text.blocks(markdown))
    return Body(markdown, lines, numbers if len(numbers) == len(lines) else ())


def cut(lines: Sequence[str], numbers: Sequence[int], points: Iterable[Point]) -> Pieces:
    """Cut the words of findings where a block ends.

    Args:
        lines: the words of each block.
        numbers: the place of each block.
        points: findings in this text.
    """
    starts = tuple(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    of: dict[str, dict[int, tuple[Piece, ...]]] = {}
    first: dict[str, int] = {}
    for point in points if lines and numbers else ():
        start, end = point.finding.start, point.finding.end
        at = bisect_right(starts, start) - 1
        first[point.key] = numbers[at]
        while at < len(lines) and starts[at] < end:
            line = lines[at]
            bare, before = line.strip(), starts[at] + len(line) - len(line.lstrip())
            piece = Piece(point, max(start - before, 0), min(end - before, len(bare)))
            if piece.start < piece.end:
                same = of.setdefault(bare, {})
                same[numbers[at]] = (*same.get(numbers[at], ()), piece)
            at += 1
    return Pieces(of, first)


def in_source(markdown: str, point: Point) -> tuple[int, int] | None:
    """Return where a finding's words stand in a body's Markdown, as Qt counts, by the words about them."""
    words = point.finding.words
    for about in (_ABOUT, _ABOUT // 4, 0):
        before, after = point.before[max(len(point.before) - about, 0) :], point.after[:about]
        at = markdown.find(before + words + after) if words else -1
        if at >= 0:
            start = at + len(before)
            return units(markdown, start), units(markdown, start + len(words))
    return None


def shifted(pieces: Iterable[Piece], before: str, now: str) -> tuple[Piece, ...]:
    """Return pieces of a text where they stand after a change within it, without those that it touched."""
    same = len(commonprefix((before, now)))  # noqa: RUF071  (no paths)
    most = min(len(before), len(now)) - same
    tail = min(len(commonprefix((before[::-1], now[::-1]))), most)  # noqa: RUF071  (no paths)
    more = len(now) - len(before)
    kept = [one for one in pieces if one.end <= same]
    moved = [one for one in pieces if one.start >= max(len(before) - tail, same) and one.end > same]
    return (*kept, *(Piece(one.point, one.start + more, one.end + more) for one in moved))
