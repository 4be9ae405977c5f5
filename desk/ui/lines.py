"""Words of any script drawn on so many lines at most, as delegates need.

Breaking lines and shaping letters is most of what drawing costs: what was laid out is kept for the next time.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from desk.ui.colouring import look
from desk.ui.positions import characters
from desk.ui.theme import Theme, current

Marks = Sequence[tuple[int, int]]
"""Start and end of each place that is marked."""

_PITCH = 1.36  # of the font's size, whatever a script's own lines need
_KEPT = 1_000  # texts: some screens full of rows
_ROOM = 1e6  # wider than any line
_FIRST = re.compile(r"[^\W\d_]|[\u200e\u200f]")
"""What Qt tells by from which side a text runs: its first letter, or a mark."""

_FROM_LEFT = "\u200e"
_LEFTWARDS = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters, and marks, that run from right to left."""


class _Ink(NamedTuple):
    """What words are drawn in."""

    theme: Theme
    role: str


def draw_lines(
    painter: QPainter,
    text: str,
    font: QFont,
    box: QRect,
    *,
    lines: int = 2,
    right_to_left: bool = False,
    marks: Marks = (),
    role: str = "ink",
) -> int:
    """Draw text in so many lines at most, the last one ended with an ellipsis; return the height used."""
    ink = _Ink(current(), role)
    laid, used = _laid(text, font, box.width(), lines, right_to_left, tuple(marks), ink)
    for layout in laid:
        layout.draw(painter, box.topLeft().toPointF())
    return used


def draw_line(painter: QPainter, text: str, font: QFont, box: QRect, role: str = "ink") -> int:
    """Draw one line as far as it goes, in the middle of a box's height; return the width used."""
    ink = _Ink(current(), role)
    layout, wide = _line(text, font, box.height(), ink)
    if wide > box.width():
        layout, wide = _line(_elided(text, font, max(0, box.width())), font, box.height(), ink)
    layout.draw(painter, box.topLeft().toPointF())
    return wide


def lines_of(text: str, font: QFont, width: int, lines: int) -> int:
    """Return how many lines `draw_lines` takes, of so many at most."""
    layout = _layout(text, font, _option(text, right_to_left=_runs_left(text)))
    return min(lines, max(1, len(_starts(layout, text, width, lines))))


def pitch(font: QFont) -> int:
    """Return the height of a line."""
    return round(font.pixelSize() * _PITCH)


@lru_cache(_KEPT)
def _line(text: str, font: QFont, high: int, ink: _Ink) -> tuple[QTextLayout, int]:
    """Return a whole line as it is drawn, and its width."""
    said = _from_left(text)
    layout = _layout(said, font, _option(said), ink)
    _starts(layout, said, _ROOM, 1)
    _place(layout, 0, 0, high)
    return layout, QFontMetrics(font).horizontalAdvance(text)


@lru_cache(_KEPT)
def _elided(text: str, font: QFont, width: int) -> str:
    """Return as much of a text as fits, with an ellipsis where that is not all; see `colouring`."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return text
    said = _from_left(text)
    option = _option(said)
    option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    starts = _starts(_layout(said, font, option), said, max(0, width - metrics.horizontalAdvance("…")), 1)
    return said[: starts[1]].removeprefix(said.removesuffix(text)).rstrip() + "…"


@lru_cache(_KEPT)
def _laid(
    text: str,
    font: QFont,
    width: int,
    lines: int,
    right_to_left: bool,
    marks: Marks,
    ink: _Ink,
) -> tuple[list[QTextLayout], int]:
    """Return what is drawn at the top left of a box of this width, and its height."""
    option, high = _option(text, right_to_left=right_to_left), pitch(font)
    whole = _layout(text, font, option, ink, marks)
    starts = _starts(whole, text, width, lines)
    right = width if right_to_left else 0
    if len(starts) <= lines:
        for n in range(len(starts)):
            _place(whole, n, n * high, high, right)
        return [whole], len(starts) * high
    laid: list[QTextLayout] = []
    for n, start in enumerate(starts[:lines]):
        piece = text[start : starts[n + 1]] if n < lines - 1 else text[start:]
        start += len(piece) - len(piece.lstrip())
        piece = _elided(piece.strip(), font, width)
        here = [(max(0, a - start), min(b - start, len(piece))) for a, b in marks if b > start]
        option = _option(piece, right_to_left=right_to_left)
        laid.append(_layout(piece, font, option, ink, [(a, b) for a, b in here if a < b]))
        _starts(laid[-1], piece, width, 1)
        _place(laid[-1], 0, n * high, high, right)
    return laid, lines * high


def _layout(
    text: str, font: QFont, option: QTextOption, ink: _Ink | None = None, marks: Marks = ()
) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)
    layout.setTextOption(option)
    if ink is not None:
        whole = look(text, 0, len(text), ink=ink.theme.colour(ink.role))
        layout.setFormats([whole, *_marked(text, marks, ink.theme)])
    return layout


def _place(layout: QTextLayout, number: int, top: int, high: int, right: int = 0) -> None:
    """Put a line into the middle of its height, which is the same for every script.

    It begins at the left, or ends at `right`: to be aligned by Qt would need `Qt`, see `colouring`.
    """
    line = layout.lineAt(number)
    left = right - line.naturalTextWidth() if right else 0
    # `height()` is rounded up, which would put a line half a pixel too high.
    line.setPosition(QPointF(left, top + (high - line.ascent() - line.descent()) / 2))


def _option(text: str, *, right_to_left: bool = False) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if _runs_left(text) != right_to_left:  # else Qt finds it by itself
        direction = QtCore.Qt.LayoutDirection
        option.setTextDirection(direction.RightToLeft if right_to_left else direction.LeftToRight)
    return option


def _runs_left(text: str) -> bool:
    """Return whether Qt takes a text for one that runs from the right to the left."""
    first = _FIRST.search(text)
    return first is not None and _LEFTWARDS.match(first[0]) is not None


def _from_left(text: str) -> str:
    """Return a text that Qt takes for one that runs from the left, whatever its letters."""
    return _FROM_LEFT + text if _runs_left(text) else text


def _starts(layout: QTextLayout, text: str, width: float, lines: int) -> list[int]:
    """Break lines; return where each begins, and one more where the text goes on behind the last."""
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(characters(text, line.textStart()))
    layout.endLayout()
    return starts


def _marked(text: str, marks: Marks, theme: Theme) -> Iterable[QTextLayout.FormatRange]:
    """Yield the look of each marked place: a ground of its own."""
    for start, end in marks:
        yield look(text, start, end, ink=theme.colour("ink"), ground=theme.colour("selection"))
