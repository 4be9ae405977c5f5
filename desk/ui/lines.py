"""Words of any script drawn on so many lines at most, as delegates need."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from desk.ui.positions import characters, units
from desk.ui.theme import current

Marks = Sequence[tuple[int, int]]
"""Start and end of each place that is marked."""

_PITCH = 1.36  # of the font's size, whatever a script's own lines need


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
    option = _option(right_to_left=right_to_left)
    starts = _starts(text, font, box.width(), option, lines)
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    flags = Qt.AlignmentFlag.AlignVCenter | side | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
    metrics, high = QFontMetrics(font), pitch(font)
    painter.setFont(font)
    painter.setLayoutDirection(option.textDirection())
    shown = min(lines, len(starts))
    for n in range(shown):
        end = starts[n + 1] if n + 1 < len(starts) and n < lines - 1 else len(text)
        piece = text[starts[n] : end]
        start = starts[n] + len(piece) - len(piece.lstrip())
        piece = metrics.elidedText(piece.strip(), Qt.TextElideMode.ElideRight, box.width())
        where = QRectF(QPointF(box.left(), box.top() + n * high), QSizeF(box.width(), high))
        here = [(max(0, a - start), min(b - start, len(piece))) for a, b in marks if b > start]
        here = [(a, b) for a, b in here if a < b]
        if here:
            _draw_marked(painter, piece, font, where, option, here)
        else:
            painter.drawText(where, flags, piece)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return shown * high


def lines_of(text: str, font: QFont, width: int, lines: int) -> int:
    """Return how many lines `draw_lines` takes, of so many at most."""
    return min(lines, max(1, len(_starts(text, font, width, _option(right_to_left=False), lines))))


def pitch(font: QFont) -> int:
    """Return the height of a line."""
    return round(font.pixelSize() * _PITCH)


def _option(*, right_to_left: bool) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _starts(text: str, font: QFont, width: int, option: QTextOption, lines: int) -> list[int]:
    """Return where each line begins, and one more where the text goes on behind the last."""
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(characters(text, line.textStart()))
    layout.endLayout()
    return starts


def _draw_marked(
    painter: QPainter, piece: str, font: QFont, where: QRectF, option: QTextOption, marks: Marks
) -> None:
    """Draw one line with marked words on a ground of their own."""
    layout = QTextLayout(piece, font)
    layout.setTextOption(option)
    layout.setFormats(list(_formats(piece, marks)))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(where.width())
    layout.endLayout()
    layout.draw(painter, QPointF(where.left(), where.top() + (where.height() - line.height()) / 2))


def _formats(piece: str, marks: Marks) -> Iterable[QTextLayout.FormatRange]:
    from PySide6.QtGui import QTextCharFormat  # late, for the first paint marks nothing

    look = QTextCharFormat()
    look.setBackground(current().colour("selection"))
    look.setForeground(current().colour("ink"))
    for start, end in marks:
        one = QTextLayout.FormatRange()
        one.start = units(piece, start)
        one.length = units(piece, end) - one.start
        one.format = look
        yield one
