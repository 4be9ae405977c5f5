"""Where findings stand in the fields of the window, as Qt counts."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtGui import QTextBlock, QTextDocument

from desk import text
from desk.text import Doc
from desk.ui.checks.point import Point
from desk.ui.positions import units

_NEAR = 40
"""Characters before where it should be from which a finding's words are looked for."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the positions of its words."""

    point: Point
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Body:
    """The body at one moment.

    Attributes:
        markdown: what it says.
        plain: its words, as findings count them.
        starts: where the words of each block begin, as findings count.
        numbers: the place of each block in the editor; none where its source is shown.
    """

    markdown: str
    plain: str = ""
    starts: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


def body_of(held: Sequence[Sequence[text.Block]]) -> Body:
    """Return what the blocks of the editor say; one may say nothing, or more where a card stands in it."""
    numbers = tuple(number for number, blocks in enumerate(held) for _ in blocks)
    markdown = text.write(Doc(tuple(block for blocks in held for block in blocks)))
    lines = [block.plain for block in text.blocks(markdown)]
    starts = tuple(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    return Body(markdown, "\n".join(lines), starts, numbers if len(numbers) == len(starts) else ())


def in_body(document: QTextDocument, body: Body, points: Iterable[Point]) -> Iterator[Placed]:
    """Yield the findings in a body whose words still stand where they were found, or near there."""
    for point in points if body.numbers else ():
        at = bisect_right(body.starts, point.finding.start) - 1
        block = document.findBlockByNumber(body.numbers[at])
        if block.isValid():
            yield from _near(block, point, point.finding.start - body.starts[at])


def _near(block: QTextBlock, point: Point, offset: int) -> Iterator[Placed]:
    """Yield a finding where its words stand from a block on, which they may reach out of."""
    base, words, wanted = block.position(), block.text(), point.finding.words
    while len(words) < offset + len(wanted) and block.next().isValid():
        block = block.next()
        words += "\n" + block.text()
    words = words.replace("\u2028", "\n")
    exact = words.startswith(wanted, offset)
    at = offset if exact else words.find(wanted, max(offset - _NEAR, 0))
    if wanted and at >= 0:
        yield Placed(point, base + units(words, at), base + units(words, at + len(wanted)))


def in_field(words: str, points: Iterable[Point]) -> Iterator[Placed]:
    """Yield the findings in a plain field whose words still stand there."""
    for point in points:
        finding = point.finding
        if finding.words and words[finding.start : finding.end] == finding.words:
            yield Placed(point, units(words, finding.start), units(words, finding.end))
