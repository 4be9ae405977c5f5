"""Words of any script drawn on so many lines at most, as delegates need.

Breaking lines and shaping letters is most of what drawing costs: what was laid out is kept for the next time.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from desk.ui.positions import characters, units
from desk.ui.theme import Theme, current

Marks = Sequence[tuple[int, int]]
"""Start and end of each place that is marked."""

_PITCH = 1.36  # of the font's size, whatever a script's own lines need
_KEPT = 1_000  # texts: some screens full of rows
_ROOM = 1e6  # wider than any line


def draw_lines(
    painter: QPainter,
    text: str,
    font: QFont,
    box: QRect,
    *,
    lines: int = 2,
    right_to_left: bool = False,
    marks: Marks = (),
) -> int:
    """Draw text in so many lines at most, the last one ended with an ellipsis; return the height used."""
    theme = current() if marks else None
    laid, used = _laid(text, font, box.width(), lines, right_to_left, tuple(marks), theme)
    for layout in laid:
        layout.draw(painter, box.topLeft().toPointF())
    return used


def draw_line(painter: QPainter, text: str, font: QFont, box: QRect) -> int:
    """Draw one line as far as it goes, in the middle of a box's height; return the width used."""
    layout, wide = _line(text, font, box.height())
    if wide > box.width():
        layout, wide = _line(_elided(text, font, max(0, box.width())), font, box.height())
    layout.draw(painter, box.topLeft().toPointF())
    return wide


def lines_of(text: str, font: QFont, width: int, lines: int) -> int:
    """Return how many lines `draw_lines` takes, of so many at most."""
    layout = _layout(text, font, _option(right_to_left=False))
    return min(lines, max(1, len(_starts(layout, text, width, lines))))


def pitch(font: QFont) -> int:
    """Return the height of a line."""
    return round(font.pixelSize() * _PITCH)


@lru_cache(_KEPT)
def _line(text: str, font: QFont, high: int) -> tuple[QTextLayout, int]:
    """Return a whole line as it is drawn, and its width."""
    layout = _layout(text, font, _option(right_to_left=False))
    _starts(layout, text, _ROOM, 1)
    _place(layout, 0, 0, high)
    return layout, QFontMetrics(font).horizontalAdvance(text)


@lru_cache(_KEPT)
def _elided(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(_KEPT)
def _laid(
    text: str,
    font: QFont,
    width: int,
    lines: int,
    right_to_left: bool,
    marks: Marks,
    theme: Theme | None,
) -> tuple[list[QTextLayout], int]:
    """Return what is drawn at the top left of a box of this width, and its height."""
    option, high = _option(right_to_left=right_to_left), pitch(font)
    whole = _layout(text, font, option, marks, theme)
    starts = _starts(whole, text, width, lines)
    if len(starts) <= lines:
        for n in range(len(starts)):
            _place(whole, n, n * high, high)
        return [whole], len(starts) * high
    laid: list[QTextLayout] = []
    for n, start in enumerate(starts[:lines]):
        piece = text[start : starts[n + 1]] if n < lines - 1 else text[start:]
        start += len(piece) - len(piece.lstrip())
        piece = _elided(piece.strip(), font, width)
        here = [(max(0, a - start), min(b - start, len(piece))) for a, b in marks if b > start]
        laid.append(_layout(piece, font, option, [(a, b) for a, b in here if a < b], theme))
        _starts(laid[-1], piece, width, 1)
        _place(laid[-1], 0, n * high, high)
    return laid, lines * high


def _layout(
    text: str, font: QFont, option: QTextOption, marks: Marks = (), theme: Theme | None = None
) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)
    layout.setTextOption(option)
    if theme is not None and marks:
        layout.setFormats(list(_formats(text, marks, theme)))
    return layout


def _place(layout: QTextLayout, number: int, top: int, high: int) -> None:
    """Put a line into the middle of its height, which is the same for every script."""
    line = layout.lineAt(number)
    # `height()` is rounded up, which would put a line half a pixel too high.
    line.setPosition(QPointF(0, top + (high - line.ascent() - line.descent()) / 2))


def _option(*, right_to_left: bool) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _starts(layout: QTextLayout, text: str, width: float, lines: int) -> list[int]:
    """Break lines; return where each begins, and one more where the text goes on behind the last."""
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(characters(text, line.textStart()))
    layout.endLayout()
    return starts


def _formats(text: str, marks: Marks, theme: Theme) -> Iterable[QTextLayout.FormatRange]:
    """Yield the look of each marked place: a ground of its own."""
    from PySide6.QtGui import QTextCharFormat  # late, for the first paint marks nothing

    look = QTextCharFormat()
    look.setBackground(theme.colour("selection"))
    look.setForeground(theme.colour("ink"))
    for start, end in marks:
        one = QTextLayout.FormatRange()
        one.start = units(text, start)
        one.length = units(text, end) - one.start
        one.format = look
        yield one
