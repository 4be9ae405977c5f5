"""Colour put on without `Qt`, so that the first paint need not wait for it.

PySide makes all 93 enumerations of `Qt` when the first is asked for, which takes a seventh of a start.
`QPainter.setPen`, `setBrush` and `fillRect`, and QBrush itself, ask of whatever they are given whether it is
one of them. A palette makes a brush of a colour and asks nothing; erasing and the format of a text take that
brush. For the same reason what stands in the face names `QtCore.Qt` only where it is used, after the first
paint, and gives a property that is one of these enumerations its name.
"""

from functools import lru_cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QTextCharFormat, QTextLayout

from desk.ui.positions import units
from desk.ui.theme import current


def fill(painter: QPainter, rect: QRect, role: str) -> None:
    """Fill a rectangle with a token's colour."""
    painter.setBackground(brush(current().colour(role)))
    painter.eraseRect(rect)


def brush(colour: QColor) -> QBrush:
    """Return a brush of a colour."""
    return _brush(colour.rgba())


def look(
    text: str, start: int, end: int, *, ink: QColor, ground: QColor | None = None
) -> QTextLayout.FormatRange:
    """Return the look of a part of a text that is laid out."""
    words = QTextCharFormat()
    words.setForeground(brush(ink))
    if ground is not None:
        words.setBackground(brush(ground))
    part = QTextLayout.FormatRange()
    part.start = units(text, start)
    part.length = units(text, end) - part.start
    part.format = words
    return part


@lru_cache
def _brush(rgba: int) -> QBrush:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor.fromRgba(rgba))
    return palette.brush(QPalette.ColorRole.Text)
