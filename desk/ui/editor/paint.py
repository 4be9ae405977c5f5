"""What stands beside the words: list markers, quote bars, the ground of code."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextBlock

from desk.text import Block, Kind
from desk.ui.editor.formats import block_shape
from desk.ui.editor.look import DASHES, Look

INDENT: Final = 28.0
_BAR: Final = 3.0
_MARKER_GAP: Final = 9.0
_FURTHEST: Final = 2000


def paint_margins(painter: QPainter, blocks: list[QTextBlock], look: Look, width: float) -> None:
    """Paint beside and behind blocks of a text of this width; document coordinates."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for block in blocks:
        shape = block_shape(block.blockFormat())
        if shape.quoted:
            _paint_bars(painter, block, shape, look, width)
        if shape.kind is Kind.CODE:
            _paint_ground(painter, block, look)
        if shape.kind is Kind.ITEM:
            _paint_marker(painter, block, shape, look)


def _rtl(block: QTextBlock) -> bool:
    return block.textDirection() == Qt.LayoutDirection.RightToLeft


def _paint_bars(painter: QPainter, block: QTextBlock, shape: Block, look: Look, width: float) -> None:
    """Paint a bar for each quote, down to the next block where that is quoted too."""
    layout = block.layout()
    top = layout.position().y()
    after = block.next()
    below = block_shape(after.blockFormat()) if after.isValid() else None
    alike = below is not None and below.quoted and (below.kind is Kind.PULL) == (shape.kind is Kind.PULL)
    joined = (alike and not _of_pull(block)) or (after.isValid() and _of_pull(after))
    bottom = after.layout().position().y() if joined else top + layout.boundingRect().height()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.accent if shape.kind is Kind.PULL or _of_pull(block) else look.line)
    for level in range(shape.quote + (shape.kind is Kind.PULL)):
        at = level * INDENT + 6
        left = width - at - _BAR if _rtl(block) else at
        painter.drawRect(QRectF(left, top, _BAR, bottom - top))


def _of_pull(block: QTextBlock) -> bool:
    """Return whether a block says who said the pull quote before it."""
    before = block.previous()
    pulled = before.isValid() and block_shape(before.blockFormat()).kind is Kind.PULL
    return pulled and block_shape(block.blockFormat()).quote == 1 and block.text().startswith(DASHES)


def _paint_ground(painter: QPainter, block: QTextBlock, look: Look) -> None:
    layout = block.layout()
    box = layout.boundingRect().translated(layout.position())
    painter.setPen(Qt.PenStyle.NoPen)
    ground = QColor(look.line)
    ground.setAlphaF(0.35)
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(-8, -4, 8, 4), 6, 6)


def _paint_marker(painter: QPainter, block: QTextBlock, shape: Block, look: Look) -> None:
    layout = block.layout()
    line = layout.lineAt(0)
    if not line.isValid():
        return
    font = look.body_font()
    metrics = QFontMetricsF(font)
    box = line.naturalTextRect().translated(layout.position())
    edge = box.right() + _MARKER_GAP if _rtl(block) else box.left() - _MARKER_GAP
    baseline = layout.position().y() + line.y() + line.ascent()
    painter.setPen(look.mute)
    if shape.ordered:
        words = f"{number(block)}."
        painter.setFont(font)
        left = edge if _rtl(block) else edge - metrics.horizontalAdvance(words)
        painter.drawText(QPointF(left, baseline), words)
        return
    radius = look.size * 0.16
    middle = QPointF(edge + radius if _rtl(block) else edge - radius, baseline - metrics.xHeight() / 2)
    painter.setBrush(look.mute if shape.depth % 2 == 0 else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)


def number(block: QTextBlock) -> int:
    """Return the number that a numbered item shows."""
    own = block_shape(block.blockFormat())
    count, before = 1, block
    for _ in range(_FURTHEST):
        shape = block_shape(before.blockFormat())
        if shape.kind is Kind.ITEM and shape.depth == own.depth and shape.ordered and shape.start:
            return shape.start + count - 1
        before = before.previous()
        shape = block_shape(before.blockFormat()) if before.isValid() else own
        if not before.isValid() or not shape.listed or shape.depth < own.depth or shape.quote != own.quote:
            return count
        if shape.kind is Kind.ITEM and shape.depth == own.depth:
            if not shape.ordered:
                return count
            count += 1
    return count
